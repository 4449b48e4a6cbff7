"""Kinds of questions as interactions of QTI 3, one function each.

Each gets the `Item`, content and key: it declares the response, puts the interaction into the body and says
by rules what an answer is worth, as the bank counts.
"""

from decimal import Decimal
from xml.etree.ElementTree import SubElement

from . import qti3_gaps
from .moodle_question import worth_of
from .qti3_xml import named, put, response, set_to, value, words

SCALE = {1: "0.1", 2: "0.25", 3: "0.5", 4: "1"}
TRUTHS = (("true", "Đúng"), ("false", "Sai"))


def _mapped(item):
    put(set_to(item.rules), "map-response", identifier="RESPONSE")


def _when_right(item):
    told = put(put(item.rules, "response-condition"), "response-if")
    same = put(told, "match")
    put(same, "variable", identifier="RESPONSE")
    put(same, "correct", identifier="RESPONSE")
    value(set_to(told), "float", "1")


def _options(item, content, key, most):
    asked = put(
        item.body, "choice-interaction", response_identifier="RESPONSE", shuffle="true", max_choices=most
    )
    for one in content["options"]:
        shown = words(put(asked, "simple-choice", identifier=named(one["id"])), one["text"])
        if name := item.option_pictures.get(one["id"]):
            SubElement(shown, "br")
            item.picture(shown, name, "")
    item.remarks({named(id_): said for id_, said in (key.get("said") or {}).items()})


def one_choice(item, content, key):
    worth = {named(id_): (told, {}) for id_, told in (key.get("worth") or {}).items()}
    mapping = {named(key["right"]): ("1", {}), **worth}
    response(item.root, "identifier", right=[named(key["right"])], mapping=mapping)
    item.declare_score("identifier")
    _options(item, content, key, "1")
    _mapped(item)


def several_choices(item, content, key):
    mapping = {
        named(one["id"]): (f"{round(Decimal(worth_of(one['id'], key)), 7).normalize():f}", {})
        for one in content["options"]
    }
    rights = [named(id_) for id_ in key["right"]]
    response(item.root, "identifier", "multiple", rights, mapping, lower_bound="0", upper_bound="1")
    item.declare_score("identifier", "multiple")
    _options(item, content, key, "0")
    _mapped(item)


def true_false(item, content, key):
    response(item.root, "identifier", right=[key["right"]])
    item.declare_score("identifier")
    asked = put(
        item.body, "choice-interaction", response_identifier="RESPONSE", shuffle="false", max_choices="1"
    )
    for truth, text in TRUTHS:
        put(asked, "simple-choice", text, identifier=truth)
    item.remarks(key.get("said") or {})
    _when_right(item)


def _table(item, rows, columns, pairs, part, most=1):
    """Rows that go with columns; `part`: what each right one is worth."""
    rights = [f"r{named(row)} c{named(column)}" for row, column in pairs.items()]
    mapping = {pair: (part, {}) for pair in rights}
    response(item.root, "directedPair", "multiple", rights, mapping)
    item.declare_score()
    asked = put(
        item.body,
        "match-interaction",
        response_identifier="RESPONSE",
        shuffle="true",
        max_associations=len(rows),
    )
    for side, told, limit in (("r", rows, 1), ("c", columns, most)):
        shown = put(asked, "simple-match-set")
        for one in told:
            words(
                put(
                    shown,
                    "simple-associable-choice",
                    identifier=side + named(one["id"]),
                    match_max=limit,
                ),
                one["text"],
            )


def four_statements(item, content, key):
    columns = [{"id": truth, "text": text} for truth, text in TRUTHS]
    rows = content["statements"]
    _table(item, rows, columns, {one["id"]: key[one["id"]] for one in rows}, "1", most=0)
    choice = put(item.rules, "response-condition")
    for many, worth in reversed(SCALE.items()):
        branch = put(choice, "response-if" if many == 4 else "response-else-if")
        same = put(branch, "equal", tolerance_mode="exact")
        put(same, "map-response", identifier="RESPONSE")
        value(same, "float", str(many))
        value(set_to(branch), "float", worth)


def _share(many):
    return f"{round(Decimal(1) / many, 7).normalize():f}"


def matching(item, content, key):
    pairs = key["pairs"]
    _table(item, content["left"], content["right"], pairs, _share(len(pairs)), most=0)
    _mapped(item)


def classify(item, content, key):
    groups = key["groups"]
    _table(item, content["items"], content["groups"], groups, _share(len(groups)), most=0)
    _mapped(item)


def ordering(item, content, key):
    order = [named(id_) for id_ in key["order"]]
    response(item.root, "identifier", "ordered", order)
    item.declare_score()
    asked = put(item.body, "order-interaction", response_identifier="RESPONSE", shuffle="true")
    for one in content["items"]:
        words(put(asked, "simple-choice", identifier=named(one["id"])), one["text"])
    if key.get("grading", "place") == "all":
        _when_right(item)
        return
    for at, id_ in enumerate(order, start=1):
        branch = put(put(item.rules, "response-condition"), "response-if")
        same = put(branch, "match")
        put(put(same, "index", n=at), "variable", identifier="RESPONSE")
        value(same, "identifier", id_)
        total = put(set_to(branch), "sum")
        put(total, "variable", identifier="SCORE")
        value(total, "float", _share(len(order)))


def picture_spots(item, content, key):
    pairs = [f"o{named(word)} s{named(spot)}" for spot, word in key["spots"].items()]
    mapping = {pair: (_share(len(pairs)), {}) for pair in pairs}
    response(item.root, "directedPair", "multiple", pairs, mapping)
    item.declare_score()
    asked = put(
        item.body,
        "graphic-gap-match-interaction",
        response_identifier="RESPONSE",
        max_associations=len(content["spots"]),
    )
    item.picture(asked, item.shown, item.alt, sized=True)
    for one in content["items"]:
        put(asked, "gap-text", one["text"], identifier="o" + named(one["id"]), match_max="0")
    for spot in content["spots"]:
        put(
            asked,
            "associable-hotspot",
            identifier="s" + named(spot["id"]),
            match_max="1",
            shape="rect",
            coords=_coords(spot, item.size),
        )
    _mapped(item)


def _coords(spot, size):
    width, height = size
    sides = (
        spot["x"] * width, spot["y"] * height,
        (spot["x"] + spot["w"]) * width, (spot["y"] + spot["h"]) * height,
    )  # fmt: skip
    return ",".join(str(round(side / 100)) for side in sides)


def essay(item, content, key):
    response(item.root, "string")
    item.declare_score()
    put(
        item.body,
        "extended-text-interaction",
        response_identifier="RESPONSE",
        expected_lines=content.get("lines", 8),
    )


def _handed_in(item, media):
    response(item.root, "file")
    item.declare_score()
    put(item.body, "upload-interaction", response_identifier="RESPONSE", **({"type": media} if media else {}))


def photo(item, content, key):
    _handed_in(item, "image/jpeg")


def spoken(item, content, key):
    _handed_in(item, "audio/ogg")


def file(item, content, key):
    _handed_in(item, "")


def information(item, content, key):
    pass


BUILDERS = {
    "one_choice": one_choice,
    "several_choices": several_choices,
    "true_false": true_false,
    "four_statements": four_statements,
    "short_number": qti3_gaps.short_number,
    "short_text": qti3_gaps.short_text,
    "cloze": qti3_gaps.cloze,
    "matching": matching,
    "ordering": ordering,
    "classify": classify,
    "picture_spots": picture_spots,
    "essay": essay,
    "photo": photo,
    "spoken": spoken,
    "file": file,
    "information": information,
}
