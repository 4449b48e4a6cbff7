"""Answers with what they are worth, as the content and key of a kind with options."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from courses.questions import options as kinds

from .found import CannotRead

LETTERS = "abcdefghijklmnopqrst"
HUNDRED = Decimal(100)
MOST_DECIMALS = 15


@dataclass
class Choice:
    """One option of a file; `worth` in per cent of the points."""

    text: str
    worth: Decimal | int = 0
    said: str = ""
    pictures: list = field(default_factory=list)


def fill(found, choices, single):
    """Give `found` its options. Raises `CannotRead`, after as much as is known was written down."""
    most = max(kinds.MAX_OPTIONS, 6)
    if len(choices) > len(LETTERS):
        raise CannotRead("many_options", many=len(choices), limit=most)
    letters = LETTERS[: len(choices)]
    _show(found, choices, letters)
    found.content = {
        "options": [{"id": id_, "text": one.text} for id_, one in zip(letters, choices, strict=True)]
    }
    worth = {id_: percent(one.worth) for id_, one in zip(letters, choices, strict=True)}
    said = {id_: one.said for id_, one in zip(letters, choices, strict=True) if one.said}
    if single:
        best = max(worth.values(), default=Decimal(0))
        right = next((id_ for id_ in letters if worth[id_] == best and best > 0), None)
        found.kind, found.key = "one_choice", {"right": right} if right else {}
        partly = {id_: told(value) for id_, value in worth.items() if value > 0 and id_ != right}
        found.expects = [(id_, told(max(value, Decimal(0)))) for id_, value in worth.items()]
    else:
        found.kind, found.key = "several_choices", {"right": [id_ for id_ in letters if worth[id_] > 0]}
        partly = {id_: told(value) for id_, value in worth.items() if value}
        found.expects = [([id_], told(max(value, Decimal(0)))) for id_, value in worth.items()]
        found.expects += _together(found.key["right"], worth)
        if _is_usual(worth):
            partly = {}
    if partly:
        found.key["worth"] = partly
    if said:
        found.key["said"] = said
    if not choices:
        raise CannotRead("no_answers")
    if len(choices) < 2:
        raise CannotRead("only_one_option")
    if len(choices) > most:
        raise CannotRead("many_options", many=len(choices), limit=most)
    if not found.key.get("right"):
        raise CannotRead("no_right")


def _show(found, choices, letters):
    """An option's picture goes with it; the option's text names it."""
    words = [one.text for one in choices]
    for number, (letter, one) in enumerate(zip(letters, choices, strict=True), start=1):
        if not one.pictures:
            continue
        shown, *more = one.pictures
        found.pictures.append(replace(shown, option=letter))
        for picture in more:
            found.say("picture_beside", name=picture.name)
        if not one.text:
            is_new = shown.alt and shown.alt not in words
            one.text = shown.alt if is_new else _("Picture %(n)d") % {"n": number}
            words.append(one.text)
            found.say("picture_named", name=one.text)


def _together(right, worth):
    """What all right ones are worth, alone and with one wrong one beside them."""
    if not right:
        return []
    whole = sum(worth[id_] for id_ in right)
    wrong = [[]] + [[id_] for id_ in worth if id_ not in right]
    marks = [max(Decimal(0), min(Decimal(1), whole + sum(worth[id_] for id_ in more))) for more in wrong]
    return [(right + more, told(mark)) for more, mark in zip(wrong, marks, strict=True)]


def _is_usual(worth):
    """Whether the marks are those of the bank itself: each right one a part, each wrong one off."""
    right = [value for value in worth.values() if value > 0]
    wrong = [value for value in worth.values() if value <= 0]
    if not right:
        return True
    part = Decimal(1) / len(right)
    return all(abs(value - part) < Decimal("0.001") for value in right) and all(
        abs(value + part) < Decimal("0.001") for value in wrong
    )


def percent(value):
    """Per cent as a fraction."""
    return Decimal(value) / HUNDRED


def told(fraction):
    """A fraction as the key keeps it: "0.5", "-0.25", to seven decimals."""
    return f"{round(fraction, 7).normalize():f}" if fraction else "0"


def as_percent(text, otherwise=0):
    """The number in «50», «33.33333», «-100»; a comma is read as a point."""
    text = str(text or "").strip().replace(",", ".").rstrip("%")
    if not re.fullmatch(r"[+-]?\d{1,6}(\.\d{0,12})?", text):
        return Decimal(otherwise)
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(otherwise)


def number(text):
    """A number of a file as the bank writes it, with a comma; raises `CannotRead`."""
    text = str(text).strip().replace("−", "-").replace(" ", "")
    if re.fullmatch(r"[+-]?\d{1,15}(,\d{1,15})?", text):
        text = text.replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise CannotRead("bad_number", value=text) from error
    if not value.is_finite() or value.adjusted() > 14 or len(text) > 60:
        raise CannotRead("bad_number", value=text)
    # No pupil can type more decimals than the bank compares.
    value = round(value, MOST_DECIMALS)
    plain = f"{value.normalize():f}"
    return ("0" if value == 0 else plain).replace(".", ",")
