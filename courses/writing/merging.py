"""Two wordings of one lecture, put together piece by piece. Pure: lists of pieces in, lists of pieces out.

`base` is what both began from; without it whatever differs is kept from both.
"""

import uuid
from dataclasses import dataclass

from courses.writing import pieces

THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True)
class Difference:
    """A piece that the two say differently; None: one of them does not have it."""

    key: str
    theirs: dict | None
    mine: dict | None
    # What is chosen when nobody says otherwise: nothing that somebody wrote is lost by it.
    suggested: str


def differences(base, theirs, mine):
    found = []
    for key in _keys(theirs, mine):
        before, one, other = (pieces.find(body, key) for body in (base, theirs, mine))
        if not _same(one, other):
            found.append(Difference(key, one, other, suggested(before, one, other, _same)))
    return found


def suggested(before, theirs, mine, same):
    """Who alone has changed it since `before`. What both changed stays of both."""
    if same(before, mine):
        return THEIRS
    if same(before, theirs):
        return MINE
    if theirs and mine:
        return BOTH
    return THEIRS if theirs else MINE


def merged(theirs, mine, chosen):
    """All pieces in the order of `mine`; `chosen`: {key: THEIRS, MINE or BOTH} for those that differ."""
    told = []
    for key in _keys(theirs, mine):
        one, other = pieces.find(theirs, key), pieces.find(mine, key)
        choice = chosen.get(key, MINE)
        if choice == BOTH and one and other:
            # The same for the same key: chosen twice, it says the same.
            told += [{**one, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"theirs {key}"))}, other]
        elif piece := one if choice == THEIRS else other:
            told.append(piece)
    return told


def _keys(theirs, mine):
    """Keys in the order of `mine`; what they alone have stands behind what it follows there."""
    keys, last = [piece["id"] for piece in mine], None
    for piece in theirs:
        if piece["id"] not in keys:
            keys.insert(keys.index(last) + 1 if last else 0, piece["id"])
        last = piece["id"]
    return keys


def _same(one, other):
    if one is None or other is None:
        return one is other
    return pieces.digest(one) == pieces.digest(other)
