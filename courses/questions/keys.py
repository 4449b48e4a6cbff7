"""A key out of an answer: whoever corrects a key answers the question rightly, as a pupil would. Pure."""


def right_by(kind, response, content, key):
    """The key by which `response` is the right answer; None when it says too little for one."""
    make = _RIGHT.get(kind)
    return make(response, content, key) if make and response else None


def also_right_by(kind, response, content, key):
    """The key by which `response` is right as well; None where that makes no sense."""
    make = _ALSO.get(kind)
    return make(response, content, key) if make and response else None


def can_be_corrected(kind):
    return kind in _RIGHT


def takes_further(kind):
    return kind in _ALSO


def _one(response, content, key):
    parts = {one: part for one, part in (key.get("worth") or {}).items() if one != response}
    return {**_without(key, "worth"), "right": response, **({"worth": parts} if parts else {})}


def _several(response, content, key):
    # What each option is worth went with the old key.
    return {**_without(key, "worth"), "right": sorted(response)}


def _number(response, content, key):
    return {"value": response, **({"tolerance": key["tolerance"]} if key.get("tolerance") else {})}


def _text(response, content, key):
    return {"accepted": [response]}


def _statements(response, content, key):
    return {**key, **response} if len(response) == 4 else None


def _gaps(make):
    def gaps(response, content, key):
        """Of gaps that were left empty the key stays."""
        told = dict(key["gaps"])
        for name, said in response.items():
            gap = content["gaps"][name]
            kind = {"number": "short_number", "choice": "one_choice"}.get(gap["kind"], "short_text")
            told[name] = make[kind](said, gap, told[name])
        return {**key, "gaps": told}

    return gaps


def _order(response, content, key):
    places = sorted(response, key=lambda one: int(response[one]))
    whole = len(response) == len(content["items"]) == len(set(response.values()))
    return {**key, "order": places} if whole else None


def _all_of(name, things):
    def pairs(response, content, key):
        return {**key, name: response} if len(response) == len(content[things]) else None

    return pairs


def _one_more_option(response, content, key):
    return {**key, "worth": {**(key.get("worth") or {}), response: "1"}}


def _one_more_number(response, content, key):
    return {**key, "accepted": [*(key.get("accepted") or []), {"value": response}]}


def _one_more_text(response, content, key):
    parts = _without(key.get("worth") or {}, response)
    accepted = [one for one in key.get("accepted") or [] if one != response]
    return {
        **_without(key, "worth"),
        "accepted": [*accepted, response],
        **({"worth": parts} if parts else {}),
    }


def _without(told, name):
    return {one: value for one, value in told.items() if one != name}


_SIMPLE = {"one_choice": _one, "short_number": _number, "short_text": _text}
_MORE = {"one_choice": _one_more_option, "short_number": _one_more_number, "short_text": _one_more_text}
_RIGHT = {
    **_SIMPLE,
    "several_choices": _several,
    "true_false": _one,
    "four_statements": _statements,
    "cloze": _gaps(_SIMPLE),
    "matching": _all_of("pairs", "left"),
    "ordering": _order,
    "classify": _all_of("groups", "items"),
    "picture_spots": _all_of("spots", "spots"),
}
_ALSO = {**_MORE, "cloze": _gaps(_MORE)}
