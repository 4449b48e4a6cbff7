"""How far two markers agree. Pure: pairs of points in, figures out."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# With fewer answers chance decides.
ENOUGH = 10


@dataclass(frozen=True)
class Agreement:
    """`mean_difference`: second less first; `equal`: the share of equal points; `kappa`: quadratic-weighted,
    None with fewer than ten answers or when nobody told answers apart."""

    answers: int
    mean_difference: Decimal | None
    equal: float | None
    kappa: float | None


def of_pairs(pairs):
    """The Agreement of (first's points, second's points) of each answer."""
    if not pairs:
        return Agreement(0, None, None, None)
    differences = [second - first for first, second in pairs]
    equal = sum(not one for one in differences) / len(pairs)
    return Agreement(len(pairs), sum(differences) / len(pairs), equal, kappa(pairs))


def kappa(pairs):
    """1 less the mean squared difference over that of all firsts with all seconds (chance)."""
    if len(pairs) < ENOUGH:
        return None
    firsts = [Fraction(first) for first, _second in pairs]
    seconds = [Fraction(second) for _first, second in pairs]
    seen = sum((one - other) ** 2 for one, other in zip(firsts, seconds, strict=True)) / len(pairs)
    by_chance = sum((one - other) ** 2 for one in firsts for other in seconds) / len(pairs) ** 2
    return float(1 - seen / by_chance) if by_chance else None
