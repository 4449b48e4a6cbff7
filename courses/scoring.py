"""What responses are worth: a pure function of questions and responses, in Decimal.

Which responses count, marking.py says.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from courses.questions import KINDS, hints, is_asked, is_by_hand

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Result:
    """`waiting`: places of answers that a teacher has not marked yet; with any there is no mark."""

    scores: dict
    points: Decimal
    out_of: Decimal
    mark: Decimal | None
    waiting: frozenset = frozenset()


def score(items, responses, given=None, practice=False, hints_asked=None):
    """The Result of `responses` on `items` (place, kind, content, key, points): one rounding, at the end.

    `given`: points by place that a teacher gave; they stand before what the key says. In practice nobody
    marks by hand: such questions do not count unless points were given. A question whose key says `void`
    was wrong (courses/correcting.py): all get its points («full»), or it counts for nobody («out»).
    `hints_asked`: how many, by place; they take off points in practice alone.
    """
    scores, waiting, out_of, left_out = {}, set(), Decimal(0), False
    for item in items:
        kind, response = item.version.kind, responses.get(item.place)
        told = (given or {}).get(item.place)
        if not is_asked(kind) or (practice and told is None and is_by_hand(kind)):
            continue
        void = item.version.key.get("void")
        if void == "out":
            left_out = True
            continue
        if void is None and told is None and response is not None and is_by_hand(kind):
            waiting.add(item.place)
        asked = (hints_asked or {}).get(item.place, 0) if practice else 0
        scores[item.place] = item.points if void else _points(item, response, told, asked)
        out_of += item.points
    points = sum(scores.values(), Decimal(0))
    mark = (points * 10 / out_of).quantize(TENTH, ROUND_HALF_UP) if out_of else Decimal("0.0")
    # Of a quiz in which nothing is left there is no mark, rather than a bad one.
    is_open = waiting or (left_out and not out_of)
    return Result(scores, points, out_of, None if is_open else mark, frozenset(waiting))


def _points(item, response, told, hints_asked):
    if told is not None:
        return max(Decimal(0), min(item.points, told))
    if is_by_hand(item.version.kind):
        return Decimal(0)
    version = item.version
    worth = share(version.kind, response, version.content, version.key)
    return item.points * hints.after(worth, hints_asked, version.key)


def share(kind, response, content, key):
    """What an answer is worth, from 0 to 1; None when a teacher marks it, or the question does not count."""
    if void := key.get("void"):
        return Decimal(1) if void == "full" else None
    return KINDS[kind].score(response, content, key)
