"""Options and statements of a question, wherever they stand: a line each, several on a line, in cells."""

import re
from dataclasses import dataclass

from .marked import Text

LABEL = re.compile(
    r"(?P<before>^|(?<![ \t\xa0])[ \t\xa0]++)(?P<star>\*[ ]?)?(?P<open>[(\[]?)(?P<letter>[A-Ha-h])"
    r"(?P<inside>\*)?[ \xa0]?(?P<sign>[.)/:\]])(?P<after>\*)?",
    re.MULTILINE,
)
MOST_STARTS = 20
MOST_SIGNS = 20_000


@dataclass
class Choice:
    """One option: its letter as it looks, its text, whether a star stands beside it."""

    letter: str
    label: Text
    text: Text
    is_starred: bool = False


@dataclass
class _Place:
    start: int
    end: int
    letter: str
    label: tuple
    is_starred: bool
    strength: int


def split(text, is_small=False):
    """(what stands before them, [Choice]) – no choices when there are fewer than two."""
    places = _places(text, is_small)
    chain = _best(places)
    if len(chain) < 2 or (len(chain) == 2 and max(place.strength for place in chain) == 1):
        return text, []
    ends = [place.start for place in chain[1:]] + [len(text)]
    choices = []
    for place, end in zip(chain, ends, strict=True):
        body = text[place.end : end].strip()
        starred = place.is_starred
        if body.signs.endswith("*") and not body.signs.endswith("**"):
            body, starred = body[:-1].strip(), True
        choices.append(Choice(place.letter, text[slice(*place.label)], body, starred))
    return text[: chain[0].start].strip(), choices


def _places(text, is_small):
    places = {}
    if len(text) > MOST_SIGNS:
        return places
    for found in LABEL.finditer(text.mask):
        letter = found["letter"]
        if letter.islower() != is_small:
            continue
        strength = (
            3 if not found["before"] else 2 if "\t" in found["before"] or len(found["before"]) > 1 else 1
        )
        # «(A) và (B)», «điểm A: …» within a sentence are no options.
        if strength == 1 and (found["open"] or found["sign"] in "/:]"):
            continue
        start = found.start() + len(found["before"]) if found["before"] else found.start()
        starred = bool(found["star"] or found["inside"] or found["after"])
        label = found.start("letter"), found.end("letter")
        place = _Place(start, found.end(), letter.upper(), label, starred, strength)
        places.setdefault(place.letter, []).append(place)
    return places


def _best(places):
    """The longest row A, B, C …; of equal ones the one that stands clearest, then the last."""
    best, rank = [], (0, 0)
    for first in places.get("A", [])[-MOST_STARTS:]:
        chain = [first]
        while following := _next(places.get(chr(ord(chain[-1].letter) + 1), []), chain[-1]):
            chain.append(following)
        told = (len(chain), sum(one.strength for one in chain))
        if told >= rank:
            best, rank = chain, told
    return best


def _next(places, after):
    later = [place for place in places if place.start >= after.end]
    strongest = max((place.strength for place in later), default=0)
    return next((place for place in later if place.strength == strongest), None)
