"""A text with gaps, out of a text in which a sign stands for each of them, and of what belongs in each."""

import re

from . import answers, options, tex
from .found import CannotRead, Found

# Gaps stand as these while the text around them is read.
FIRST = 0xF1000
MOST = 50
MARK = re.compile(f"[{chr(FIRST + 1)}-{chr(FIRST + MOST)}]")


def mark(number):
    """The sign of a gap, counted from 1."""
    return chr(FIRST + number)


def text_gap(told, case_matters, weight=1):
    """(gap, key) of words to be written. `told`: Choices."""
    trial = Found("", "")
    answers.short_text(trial, [(one.text, one.worth) for one in told], case_matters)
    return {"kind": "text", **trial.content, "weight": weight}, trial.key


def number_gap(parts, weight=1):
    """`parts`: [(value, tolerance, per cent)]."""
    trial = Found("", "")
    answers.short_number(trial, parts)
    return {"kind": "number", "weight": weight}, trial.key


def choice_gap(told, weight=1):
    trial = Found("", "")
    options.fill(trial, told, single=True)
    gap = {"kind": "choice", "options": trial.content["options"], "weight": weight}
    return gap, {name: trial.key[name] for name in ("right", "worth") if name in trial.key}


def put(found, read_text, gaps):
    """Make `found` a text with `gaps`, [(gap, key)]; `read_text()` gives the text with their signs in it."""
    found.kind = "cloze"
    if not gaps:
        raise CannotRead("no_gaps")
    if len(gaps) > MOST:
        raise CannotRead("many_options", many=len(gaps), limit=MOST)
    # {1} inside a formula is none of the gaps.
    text = tex.INLINE.sub(lambda one: re.sub(r"\{(\d+)\}", r"{ \1}", one[0]), read_text())
    text = MARK.sub(lambda one: f"{{{ord(one[0]) - FIRST}}}", text)
    numbers = [str(at) for at in range(1, len(gaps) + 1)]
    found.content = {
        "text": text,
        "gaps": {at: gap for at, (gap, _key) in zip(numbers, gaps, strict=True)},
    }
    found.key = {"gaps": {at: key for at, (_gap, key) in zip(numbers, gaps, strict=True)}}
    found.text = re.sub(r"\{\d+\}", "…", text)
    found.expects = [({at: right(gap, key) for at, (gap, key) in zip(numbers, gaps, strict=True)}, "1")]


def right(gap, key):
    """What is right in a gap, as a pupil would say it."""
    if gap["kind"] == "choice":
        return key["right"]
    return key["value"] if gap["kind"] == "number" else key["accepted"][0].replace("\\*", "*")
