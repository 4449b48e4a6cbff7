"""Questions that our own export wrote: all that the bank knew of them comes back.

It is believed only where it says what everybody reads: written once more, it must give the same element.
"""

import json
import math
import re
from types import SimpleNamespace

from courses.exporting.moodle_question import OWN, element
from courses.exporting.moodle_xml import TOLD

from .found import FoundPassage
from .judging import STUMBLES
from .levels import NAMES

MOST_SIGNS = 60_000
DEEPEST = 12
# Signs that no text has, and halves of signs.
UNSEEN = re.compile(r"\\u(00[01]|d[89a-f])", re.IGNORECASE)
LEVELS = {"", *NAMES}
SHAPES = {"content": dict, "key": dict}


def taken(source, found):
    """Whether `found` was filled with what the bank itself had written into the element."""
    said = known(source.findtext(OWN) or "")
    if said is None:
        return False
    try:
        again = element(SimpleNamespace(**said), said["picture"], said.get("option_pictures"))
    except STUMBLES:
        return False
    if not _same(again, source):
        return False
    fill(found, said)
    return True


def fill(found, said):
    """Give `found` what the bank itself had said."""
    for name in ("kind", "text", "content", "key", "feedback", "level", "topic", "curriculum"):
        setattr(found, name, said[name])


def passage_of(said):
    """The passage that was written beside a question; None when there was none."""
    title, text = (said.get(name, "") for name in ("passage_title", "passage_text"))
    return (
        FoundPassage(title[:120], text) if isinstance(text, str) and isinstance(title, str) and text else None
    )


def known(words, more=()):
    """What the bank knows of a question, out of `words` of JSON with the names of `more` besides; None for
    what it cannot have written."""
    if not words or len(words) > MOST_SIGNS or _depth(words) > DEEPEST or UNSEEN.search(words):
        return None
    try:
        said = json.loads(words, parse_constant=_number, parse_float=_number)
    except ValueError:
        return None
    names = {*TOLD, "picture"}
    if isinstance(said, dict):
        # Files of the first year do not tell it.
        said.setdefault("curriculum", "")
    if not isinstance(said, dict) or set(said) - {"option_pictures", *more} != names:
        return None
    shown = said.get("option_pictures", {})
    if not isinstance(shown, dict) or not all(isinstance(name, str) for name in shown.values()):
        return None
    if any(not isinstance(said[name], SHAPES.get(name, str)) for name in names):
        return None
    return said if said["level"] in LEVELS else None


def _number(words):
    """No database keeps what is no number."""
    number = float(words)
    if not math.isfinite(number):
        raise ValueError(words)
    return number


def _depth(words):
    depth = deepest = 0
    for sign in words:
        if sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
            depth -= 1
    return deepest


def _same(one, other):
    """Whether two elements say the same, without what only the bank reads and the bytes of pictures."""
    if one.tag != other.tag or one.attrib != other.attrib or (one.text or "") != (other.text or ""):
        return False
    sides = [[child for child in node if child.tag not in (OWN, "file")] for node in (one, other)]
    return len(sides[0]) == len(sides[1]) and all(map(_same, *sides))
