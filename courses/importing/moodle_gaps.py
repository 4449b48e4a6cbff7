"""Texts with gaps: Moodle's embedded answers, words to choose or to drag, and the plugin «gapfill»."""

import re

from . import options, plain
from .found import CannotRead
from .gaps import choice_gap, mark, number_gap, put, text_gap

EMBEDDED = re.compile(
    r"\{([0-9]{0,4}):(?P<kind>[A-Z_]{2,24}):(?P<answers>(?:(?!\{[0-9]{0,4}:[A-Z])[^}\\]|\\.){1,8000})\}",
    re.DOTALL,
)
TEXTS, TEXTS_CASE = {"SHORTANSWER", "SA", "MW"}, {"SHORTANSWER_C", "SAC", "MWC"}
NUMBERS, CHOICES = {"NUMERICAL", "NM"}, re.compile(r"(MULTICHOICE|MC)(_?[VHS]{0,2})")
RESPONSES = re.compile(r"(MULTIRESPONSE|MR)(_?[HS]{0,2})")
ESCAPED = re.compile(r"\\([}#~/\"\\{=])")
TRAILING_GROUP = re.compile(r"\[\[(\d{1,3})\]\]")


def embedded(source, found):
    gaps = []

    def gap(match):
        gaps.append(match)
        return mark(len(gaps))

    whole = source.element.find("questiontext")
    words = (whole.findtext("text") if whole is not None else "") or ""
    _fill(found, source, EMBEDDED.sub(gap, words), [_embedded_gap(match) for match in gaps], whole)


def _embedded_gap(match):
    """(gap, key, feedback) of «{1:MC:=đúng~sai}»."""
    kind = match["kind"]
    told = []
    for one in re.split(r"(?<!\\)~", match["answers"]):
        text = one.strip()
        weight = re.match(r"(=)?(?:%(-?[0-9.]{1,8})%)?(=)?", text)
        worth = options.as_percent(weight[2]) if weight[2] else (100 if weight[1] or weight[3] else 0)
        text, _hash, said = re.sub(r"(?<!\\)#", "\0", text[weight.end() :], count=1).partition("\0")
        told.append(options.Choice(_shown(text), worth, _shown(said)))
    weight = max(1, int(match[1] or 1))
    if kind in TEXTS | TEXTS_CASE:
        return _and_said(text_gap(told, kind in TEXTS_CASE, weight), told)
    if kind in NUMBERS:
        return _and_said(number_gap([_number(one) for one in told], weight), told)
    if CHOICES.fullmatch(kind):
        return _and_said(choice_gap(told, weight), told)
    if RESPONSES.fullmatch(kind):
        raise CannotRead("later_kind", kind=f"cloze {kind}")
    raise CannotRead("unknown_kind", kind=f"cloze {kind}")


def _and_said(gap_and_key, told):
    return *gap_and_key, [(one.text, one.said) for one in told]


def _number(choice):
    value, _colon, tolerance = choice.text.partition(":")
    return value.strip(), tolerance.strip() or "0", choice.worth


def _shown(text):
    return plain.read(ESCAPED.sub(r"\1", text), "html").text


def select(source, found):
    _chosen(source, found, "selectoption")


def drag(source, found):
    found.say("dragging")
    _chosen(source, found, "dragbox")


def _chosen(source, found, name):
    """[[2]] stands for the second word; the words of its group are what one may choose."""
    words = [
        (plain.read(one.findtext("text") or "", "html").text, (one.findtext("group") or "1").strip())
        for one in source.element.iterfind(name)
    ]
    whole = source.element.find("questiontext")
    text = (whole.findtext("text") if whole is not None else "") or ""
    rights = [int(number) for number in TRAILING_GROUP.findall(text)]
    if any(not 1 <= at <= len(words) for at in rights):
        raise CannotRead("no_right")
    gaps = []
    for at in rights:
        group = [word for word in words if word[1] == words[at - 1][1]]
        told = [
            options.Choice(word, 100 if word == words[at - 1][0] else 0)
            for word in dict.fromkeys(w for w, _g in group)
        ]
        gaps.append((*choice_gap(told, 1), []))
    at = iter(range(1, len(rights) + 1))
    _fill(found, source, TRAILING_GROUP.sub(lambda _found: mark(next(at)), text), gaps, whole)


def gapfill(source, found):
    """The plugin: «Con mèo [ngồi] trên ghế», the signs around a gap are the author's."""
    element = source.element
    signs = (element.findtext("delimitchars") or "[]").strip() or "[]"
    whole = element.find("questiontext")
    text = (whole.findtext("text") if whole is not None else "") or ""
    gap = re.compile(f"{re.escape(signs[0])}([^{re.escape(signs[-1])}]{{1,200}}){re.escape(signs[-1])}")
    rights = [plain.read(inner, "html").text for inner in gap.findall(text)]
    case_matters = source.flag("casesensitive")
    shown = (element.findtext("answerdisplay") or "dragdrop").strip()
    if source.flag("disableregex") or not any(re.search(r"[\\^$*+?()\[\]{}]", right) for right in rights):
        pass
    else:
        raise CannotRead("unknown_kind", kind="gapfill (regex)")
    wrong = [
        plain.read(answer.findtext("text"), "html").text for answer, worth in source.answers() if worth <= 0
    ]
    if shown != "gapfill":
        found.say("dragging")
    gaps = []
    for right in rights:
        if shown == "gapfill":
            told = [options.Choice(one, 100) for one in right.split("|") if one]
            gaps.append((*text_gap(told, case_matters, 1), []))
        else:
            among = dict.fromkeys([*rights, *filter(None, wrong)])
            told = [options.Choice(one, 100 if one == right else 0) for one in among]
            gaps.append((*choice_gap(told, 1), []))
    at = iter(range(1, len(rights) + 1))
    _fill(found, source, gap.sub(lambda _found: mark(next(at)), text), gaps, whole)


def _fill(found, source, words, gaps, whole):
    put(found, lambda: source.piece(whole, words).text, [(gap, key) for gap, key, _said in gaps])
    source.explain([pair for _gap, _key, said in gaps for pair in said])


READERS = {
    "cloze": embedded,
    "multianswer": embedded,
    "gapselect": select,
    "ddwtos": drag,
    "gapfill": gapfill,
}
