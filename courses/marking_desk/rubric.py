"""A rubric as rows of steps to choose from, and what the chosen steps are worth. Pure.

A question without a rubric has one row, its points.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

HUNDREDTH = Decimal("0.01")
SIZES = [Decimal(size) for size in ("0.25", "0.5", "1", "2", "5", "10", "20")]
# As many as there are keys from 1 to 9.
MOST_STEPS = 9
WHOLE = "all"


@dataclass(frozen=True)
class Row:
    """One line of the rubric. `steps`: points from 0 to `most`, as text with a point."""

    id: str
    text: str
    most: Decimal
    steps: tuple

    def shown(self):
        """(value, as it is written) of each step."""
        return [(step, step.replace(".", ",")) for step in self.steps]


def rows_of(key, points):
    """The Rows of a question that is worth `points`."""
    rows = [
        _row(str(one.get("id")), one.get("text", ""), one.get("points")) for one in key.get("rubric") or []
    ]
    rows = [row for row in rows if row]
    return rows or [_row(WHOLE, "", points)]


def _row(name, text, points):
    try:
        most = Decimal(str(points).replace(",", "."))
    except InvalidOperation:
        return None
    return Row(name, text, most, steps_to(most)) if most > 0 else None


def steps_to(most):
    """From 0 to `most` in even steps, at most nine."""
    size = next((size for size in SIZES if most / size <= MOST_STEPS - 1), SIZES[-1])
    steps, value = [], Decimal(0)
    while value < most:
        steps.append(value)
        value += size
    return tuple(f"{step.normalize():f}" for step in [*steps, most])


def worth(rows, chosen, points):
    """What the chosen steps give of `points`; None while a row has none.

    A rubric that sums to something else than the question is worth is brought to scale, and rounded once.
    """
    if any(row.id not in chosen for row in rows):
        return None
    total, most = sum(Decimal(chosen[row.id]) for row in rows), sum(row.most for row in rows)
    if most == points:
        return total
    return (total * points / most).quantize(HUNDREDTH, ROUND_HALF_UP)
