"""How far judges agree on a work, and who comes where, pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judges of one work came to together."""

    mean: Decimal | None
    difference: Decimal
    is_far: bool


def of(totals, out_of, far_percent):
    """Of the totals that were given so far; `is_far`: two of them differ by more than that share."""
    if not totals:
        return Judged(None, Decimal(0), False)
    mean = (sum(totals, Decimal(0)) / len(totals)).quantize(CENT, ROUND_HALF_UP)
    difference = max(totals) - min(totals)
    return Judged(mean, difference, difference * 100 > out_of * far_percent)


def ranked(means, unranked=()):
    """[(key, rank, how many share it)], the best first; after two on the first place comes the third.
    `means`: {key: points}; keys of `unranked` have no place and come last."""
    told = sorted(
        ((key, mean) for key, mean in means.items() if key not in unranked), key=lambda one: -one[1]
    )
    placed, rank = [], 1
    for _mean, some in groupby(told, key=lambda one: one[1]):
        equal = [key for key, _worth in some]
        placed += [(key, rank, len(equal)) for key in equal]
        rank += len(equal)
    return placed + [(key, None, 1) for key in means if key in unranked]
