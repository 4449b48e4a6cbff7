"""What stands between { and } in GIFT."""

import re
from decimal import Decimal

from . import answers, options, plain
from .found import MOST_ANSWERS, CannotRead
from .gift_signs import form_of, shown
from .pieces import leave_out, take_issues

TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(#.*)?", re.IGNORECASE | re.DOTALL)
WEIGHT = re.compile(r"\s*%(-?[0-9]{1,4}(?:[.,][0-9]{0,12})?)%")
RANGE = re.compile(r"\s*(-?[^.:\s]+(?:\.\d+)?)\s*\.\.\s*(\S+)\s*")


def take_text(found, text, form, name):
    """The question's own words."""
    piece = plain.read(shown(text), form)
    found.text = piece.text or plain.read(name, "plain").text
    take_issues(found, piece)
    found.pictures += piece.pictures


def fill(found, text, form):
    """Kind, content and key out of the answers; None: there are none."""
    if text is None:
        answers.information(found)
        return
    text, general = _general_feedback(text)
    if general:
        found.feedback = _plain(found, general, form)
    bare = text.strip()
    if not bare:
        answers.essay(found)
    elif bare.startswith("#"):
        _numbers(found, bare[1:], form)
    elif truth := TRUTH.fullmatch(bare):
        _truth(found, truth, form)
    elif "~" in bare:
        _choices(found, bare, form)
    elif "=" in bare and "->" in bare:
        _pairs(found, bare, form)
    elif "=" in bare:
        accepted = [(_plain(found, one.text, "plain"), one.worth, one.said) for one in _parted(bare)]
        _explain(found, [(text, said) for text, _worth, said in accepted], form)
        answers.short_text(found, [(text, worth) for text, worth, _said in accepted])
    else:
        raise CannotRead("bad_syntax", near=bare[:30])


class _Answer:
    def __init__(self, sign, text):
        self.sign = sign
        weight = WEIGHT.match(text)
        self.worth = options.as_percent(weight[1]) if weight else Decimal(100 if sign == "=" else 0)
        text = text[weight.end() :] if weight else text
        self.text, _hash, said = text.partition("#")
        self.said = said.strip()


def _parted(text):
    """Each answer with its sign; what stands before the first sign cannot be read."""
    parts = re.split(r"([=~])", text)
    if parts[0].strip():
        raise CannotRead("bad_syntax", near=parts[0].strip()[:30])
    if len(parts) > 2 * MOST_ANSWERS:
        raise CannotRead("many_options", many=len(parts) // 2, limit=MOST_ANSWERS)
    return [_Answer(sign, told) for sign, told in zip(parts[1::2], parts[2::2], strict=True)]


def _choices(found, text, form):
    is_single = "=" in text
    choices = []
    for one in _parted(text):
        words = _plain(found, one.text, form, is_answer=True)
        choices.append(options.Choice(words, one.worth, _plain(found, one.said, form)))
    options.fill(found, choices, is_single)


def _pairs(found, text, form):
    pairs = []
    for one in _parted(text):
        left, arrow, right = one.text.partition("->")
        if not arrow:
            raise CannotRead("bad_syntax", near=one.text.strip()[:30])
        pairs.append((_plain(found, left, form, is_answer=True), _plain(found, right, "plain")))
    answers.matching(found, pairs)


def _truth(found, truth, form):
    right = "true" if truth[1].upper().startswith("T") else "false"
    wrong = "false" if right == "true" else "true"
    # The first feedback is for the wrong answer.
    of_wrong, _hash, of_right = (truth[2] or "").removeprefix("#").partition("#")
    said = {wrong: _plain(found, of_wrong, form), right: _plain(found, of_right, form)}
    answers.true_false(found, right, said)


def _numbers(found, text, form):
    if not re.match(r"\s*[=~]", text):
        text = "=" + text
    accepted, said = [], []
    for one in _parted(text):
        value, tolerance = _value(_plain(found, one.text, "plain"))
        accepted.append((value, tolerance, one.worth))
        said.append((value, one.said))
    _explain(found, said, form)
    answers.short_number(found, accepted)


def _value(text):
    """(value, tolerance) of «3», «3:0.5», «1..5»."""
    if between := RANGE.fullmatch(text):
        low, high = (Decimal(options.number(part).replace(",", ".")) for part in between.groups())
        return f"{(low + high) / 2:f}", f"{abs(high - low) / 2:f}"
    value, _colon, tolerance = text.partition(":")
    return value.strip(), tolerance.strip() or "0"


def _explain(found, said, form):
    """Kinds without options say nothing about single answers: it goes into the explanation."""
    lines = [
        f"{text}: {_plain(found, told, form)}" if text else _plain(found, told, form)
        for text, told in said
        if told
    ]
    if lines:
        found.feedback = "\n".join(filter(None, [found.feedback, *lines]))
        found.say("answer_feedback")


def _general_feedback(text):
    text, _mark, general = text.partition("####")
    return text, general.strip()


def _plain(found, text, form, is_answer=False):
    form, text = form_of(text, form)
    # A long answer goes on in the next line; a new line is written \n.
    piece = plain.read(shown(re.sub(r"\s*\n\s*", " ", text)), form)
    take_issues(found, piece)
    leave_out(found, piece, is_answer)
    return piece.text
