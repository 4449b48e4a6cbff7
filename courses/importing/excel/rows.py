"""One row of a sheet as the question it asks."""

import re
from contextlib import suppress
from decimal import Decimal

from courses.importing import answers, options
from courses.importing.exam import values
from courses.importing.found import CannotRead, Found, FoundPassage
from courses.importing.levels import level_of
from courses.importing.plain import read as plain
from courses.questions import gap_writing, short_number, short_text
from lms.text import fold

# What files call the kinds; our own words among them.
KINDS = [
    ("four_statements", r"(bon|4) y dung sai|trac nghiem dung,? ?/? ?sai", r"dung,? ?/? ?sai \(?(4|bon).*"),
    ("true_false", r"dung( hoac|/|,|-)? ?sai", r"true ?/? ?(or )?false"),
    ("several_choices", r"nhieu (lua chon|dap an) dung", r"nhieu dap an", r"checkbox(es)?",
     r"multiple (answers?|response|select)"),
    ("one_choice", r"mot (lua chon|dap an)( dung)?", r"(trac nghiem )?nhieu (phuong an )?lua chon",
     r"trac nghiem|tn|nlc|mcq|quiz", r"(multiple|single) choice"),
    ("short_number", r"tra loi so|dien so|so", r"number|numeric(al)?"),
    ("short_text", r"tra loi ngan|tln", r"dien (tu|khuyet|vao cho trong)", r"fill.in.the.blanks?",
     r"short answer|type answer"),
    ("cloze", r"dien cho trong|cloze"),
    ("matching", r"ghep (doi|noi)|noi cot", r"match(ing)?"),
    ("ordering", r"sap xep|thu tu", r"puzzle|re-?order(ing)?"),
    ("classify", r"xep nhom|phan loai", r"categor(ize|ise|y)"),
    ("essay", r"tu luan|viet|tl", r"open.ended|essay"),
    ("photo", r"chup bai( lam)?|anh bai lam"),
    ("spoken", r"(tra loi bang )?loi noi|noi|speaking"),
    ("file", r"nop tep|file"),
    ("information", r"thong tin", r"slide|information"),
    ("picture_spots", r"gan nhan len hinh"),
]  # fmt: skip
PATTERNS = [(kind, re.compile("|".join(patterns))) for kind, *patterns in KINDS]
BY_HAND = {
    "photo": {"pages_most": 3},
    "spoken": {"seconds_most": 120},
    "file": {"kinds": ["pdf"], "mb_most": 5},
}
LABEL = re.compile(r"\*?\s*\(?[A-T]\s?[.)/:]\s*", re.IGNORECASE)


class Row:
    """The texts of a row by what their columns hold."""

    def __init__(self, told, listed):
        self.told = {name: text for name, text in told.items() if text}
        # [(letter, text)] of the options that are written.
        self.options = [(letter, text) for letter, text in listed if text]

    def get(self, name):
        return self.told.get(name, "")


def kind_of(words):
    folded = fold(words).strip(" .")
    return next((kind for kind, pattern in PATTERNS if pattern.fullmatch(folded)), "")


def read(row, ref, by_place):
    """`by_place`: whether the sheet names its answers by the number of the option."""
    found = Found(ref, "")
    found.text = plain(row.get("text"), "plain").text
    found.feedback = plain(row.get("feedback"), "plain").text
    found.level, found.topic = level_of(row.get("level")), row.get("topic")
    found.curriculum = row.get("curriculum")
    points = row.get("points").replace(",", ".")
    found.points = points if re.fullmatch(r"\d{1,3}(\.\d{1,2})?", points) else "1"
    if row.get("passage"):
        about = plain(row.get("passage"), "plain").text
        found.passage = FoundPassage(about.split("\n")[0][:120], about)
    try:
        kind = kind_of(row.get("kind")) if row.get("kind") else ""
        if row.get("kind") and not kind:
            found.kind = row.get("kind")
            raise CannotRead("unknown_kind", kind=row.get("kind"))
        BUILDERS.get(kind, _guessed)(found, row, by_place)
        if kind in ("one_choice", "several_choices") and not row.options:
            raise CannotRead("no_answers")
    except CannotRead as why:
        found.kind = found.kind or "one_choice"
        found.issues.append(why.issue)
    return found


def _guessed(found, row, by_place):
    """A sheet without kinds: by its options and its answer."""
    value = values.value_of(row.get("right"))
    if len(row.options) == 4 and value and value.kind == values.TRUTHS:
        _statements(found, row, by_place)
    elif len(row.options) > 1:
        _choices(found, row, by_place)
    elif value is None:
        answers.essay(found)
    elif value.kind == values.TRUTH and row.get("right")[:1].isupper():
        answers.true_false(found, value.told)
    elif value.kind == values.NUMBER:
        _number(found, row, by_place)
    else:
        _text(found, row, by_place)


def _choices(found, row, by_place):
    listed = [
        options.Choice(plain(LABEL.sub("", text) if _all_labelled(row) else text, "plain").text)
        for _l, text in row.options
    ]
    try:
        right = _right(row, by_place)
    except CannotRead:
        with suppress(CannotRead):
            options.fill(found, listed, single=True)
        found.kind, found.key = "one_choice", {}
        raise
    share = Decimal(100) / len(right)
    for (letter, _words), choice in zip(row.options, listed, strict=True):
        choice.worth = share if letter in right else -share if len(right) > 1 else 0
    _tell_if_unclear(found, row, by_place, right)
    several = len(right) > 1 or kind_of(row.get("kind")) == "several_choices"
    options.fill(found, listed, single=not several)


def _tell_if_unclear(found, row, by_place, right):
    """«2» may be the option that says 2, or the second one."""
    told = row.get("right")
    if by_place or not re.fullmatch(r"[1-8]", told) or int(told) > len(row.options):
        return
    if row.options[int(told) - 1][0] not in right:
        found.say("answer_by_words", value=told)


def _all_labelled(row):
    return all(LABEL.match(text) for _letter, text in row.options)


def _right(row, by_place):
    """The letters of the right options. Raises `CannotRead`."""
    told = row.get("right")
    if not told:
        raise CannotRead("no_key_seen")
    known = [letter for letter, _text in row.options]
    parts = [
        part.strip(" .")
        for part in re.split(r"[;\n]+|,(?!\d)|(?<=\d),(?=\d)" if by_place else r"[;\n]+|,\s", told)
        if part.strip()
    ]
    if by_place and all(re.fullmatch(r"[1-9]|1\d|20", part) for part in parts):
        letters = ["ABCDEFGHIJKLMNOPQRST"[int(part) - 1] for part in parts]
    else:
        value = values.value_of(told)
        whole = values.letter_of_option(told, row.options)
        if whole:
            letters = [whole]
        elif value and value.kind == values.LETTERS:
            letters = list(value.told)
        else:
            letters = [
                values.letter_of_option(part, row.options) or (part.upper() if len(part) == 1 else "")
                for part in parts
            ]
    if not letters or not set(letters) <= set(known):
        raise CannotRead("key_not_there", value=told)
    return set(letters)


def _true_false(found, row, by_place):
    told = row.get("right")
    if len(told) == 1 and told.upper() in "AB" and row.options:
        told = dict(row.options).get(told.upper(), told)
    value = values.value_of(told)
    if value is None or value.kind != values.TRUTH:
        found.kind = "true_false"
        raise CannotRead("key_not_there", value=told) if told else CannotRead("no_key_seen")
    answers.true_false(found, value.told)


def _statements(found, row, by_place):
    texts = [text for _letter, text in row.options]
    value = values.value_of(row.get("right"))
    found.kind = "four_statements"
    found.content = {
        "statements": [{"id": id_, "text": text} for id_, text in zip("abcd", texts, strict=False)]
    }
    if len(texts) != 4 or value is None or value.kind != values.TRUTHS or len(value.told) != 4:
        raise CannotRead("no_truths")
    truths = dict(value.told)
    answers.statements(found, [(text, truths[id_]) for id_, text in zip("abcd", texts, strict=True)])


def _number(found, row, by_place):
    first, *more = [
        short_number.read_line(part) for part in re.split(r"\s+/\s+|;|\n", row.get("right")) if part.strip()
    ] or [{"value": ""}]
    unit = row.get("unit")
    told = values.number_of(first["value"]) or values.number_of(row.get("right"))
    if told is None:
        found.kind, found.content = "short_number", {"policy": "free", "unit": unit}
        raise (
            CannotRead("bad_number", value=row.get("right"))
            if row.get("right")
            else CannotRead("no_key_seen")
        )
    if told.grouped:
        found.say("grouped_number", value=told.grouped, read=told.told)
    tolerance = first.get("tolerance") or row.get("tolerance") or "0"
    tolerance, _space, unit_behind = tolerance.partition(" ")
    off = values.number_of(tolerance)
    listed = [(told.told, off.told if off else "0", 100)]
    listed += [
        (one["value"], one.get("tolerance", "0"), Decimal(one.get("worth", "1")) * 100) for one in more
    ]
    answers.short_number(found, listed, (unit or told.unit or (off.unit if off else "") or unit_behind)[:20])


def _text(found, row, by_place):
    key = short_text.read_lines(re.split(r"\s+/\s+|;|\n", row.get("right")))
    if not key["accepted"]:
        found.kind, found.content = "short_text", {"case_matters": False, "marks_matter": True}
        raise CannotRead("no_key_seen")
    parts = key.get("worth", {})
    answers.short_text(found, [(one, Decimal(parts.get(one, "1")) * 100) for one in key["accepted"]])


def _short(found, row, by_place):
    """«Trả lời ngắn» is a number in the exam, and words elsewhere."""
    value = values.value_of(row.get("right"))
    (_number if value and value.kind == values.NUMBER else _text)(found, row, by_place)


def _cloze(found, row, by_place):
    written = dict(row.options).get("A") or found.text
    found.kind = "cloze"
    found.content, found.key = gap_writing.read(written)


def _parted(row):
    return [
        tuple(part.strip() for part in re.split(r"\s*(?:=>|->|→|=|\|)\s*", text, maxsplit=1))
        for _letter, text in row.options
    ]


def _matching(found, row, by_place):
    pairs = [pair for pair in _parted(row) if len(pair) == 2]
    found.kind = "matching"
    answers.matching(found, pairs)


def _ordering(found, row, by_place):
    answers.ordering(found, [text for _letter, text in row.options])


def _classify(found, row, by_place):
    pairs = [pair for pair in _parted(row) if len(pair) == 2 and pair[0]]
    groups = list(dict.fromkeys(group for _item, group in pairs))
    answers.classify(found, groups, [(item, groups.index(group) + 1) for item, group in pairs])
    if len(groups) < 2:
        raise CannotRead("no_answers")


def _by_hand(kind):
    def build(found, row, by_place):
        found.kind, found.content, found.key = kind, dict(BY_HAND[kind]), {}
        if row.get("right"):
            found.key["model"] = row.get("right")

    return build


def _carrier_only(found, row, by_place):
    found.kind = "picture_spots"
    raise CannotRead("only_from_here")


BUILDERS = {
    "one_choice": _choices,
    "several_choices": _choices,
    "true_false": _true_false,
    "four_statements": _statements,
    "short_number": _number,
    "short_text": _short,
    "cloze": _cloze,
    "matching": _matching,
    "ordering": _ordering,
    "classify": _classify,
    "essay": lambda found, row, by_place: answers.essay(found, model=row.get("right")),
    "information": lambda found, row, by_place: answers.information(found),
    "picture_spots": _carrier_only,
    **{kind: _by_hand(kind) for kind in BY_HAND},
}
