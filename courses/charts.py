"""Charts without a script: rows as typed become places in per cent, which a template draws as SVG. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, cos, floor, pi, sin

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS = [
    ("bar", gettext_lazy("Bars: to compare amounts")),
    ("line", gettext_lazy("Line: how something changes")),
    ("pie", gettext_lazy("Pie: parts of a whole")),
]
MOST = {"bar": 24, "line": 36, "pie": 8}
LONGEST_LABEL = 60
# 12 · −3,5 · 1.250 · 1.250,75
NUMBER = re.compile(r"[-−]?([0-9]{1,12}|[0-9]{1,3}(\.[0-9]{3}){1,3})(,[0-9]{1,4})?", re.ASCII)
WITH_POINT = re.compile(r"[-−]?[0-9]+\.[0-9]+", re.ASCII)
# So many signs of labels stand below a line before they run into one another on a phone; each is cut.
SIGNS_BELOW, LONGEST_BELOW = 34, 12
RADIUS, CENTRE = 96, 100


class BadRows(ValueError):
    """Why rows make no chart, in words for their author."""


@dataclass
class Row:
    label: str
    number: Decimal
    # As it was typed, with the decimal comma.
    said: str


def read(text):
    """Rows of lines «label | number», or with a tab between, as spreadsheets give them."""
    rows = []
    for place, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        label, _sign, said = line.rpartition("|" if "|" in line else "\t")
        label, said = " ".join(label.split()), said.strip()
        if not label or not said:
            words = _("Line %(number)d: write a label, then | and a number, such as April | 132,5.")
            raise BadRows(words % {"number": place})
        if not NUMBER.fullmatch(said):
            if WITH_POINT.fullmatch(said):
                words = _("Line %(number)d: write the number with a comma: %(better)s.")
                raise BadRows(words % {"number": place, "better": said.replace(".", ",")})
            words = _("Line %(number)d: “%(said)s” is no number. Write digits and a comma, such as 132,5.")
            raise BadRows(words % {"number": place, "said": said[:30]})
        if len(label) > LONGEST_LABEL:
            words = _("Line %(number)d: the label is too long; at most %(most)d signs.")
            raise BadRows(words % {"number": place, "most": LONGEST_LABEL})
        number = Decimal(said.replace("−", "-").replace(".", "").replace(",", "."))
        rows.append(Row(label, number, said.replace("-", "−")))
    return rows


def check(kind, rows):
    """`rows`, once a chart of that kind can be made of them."""
    most = MOST.get(kind, 0)
    if not rows:
        raise BadRows(_("Write at least one row."))
    if len(rows) > most:
        words = _("This kind of chart shows at most %(most)d rows; these are %(count)d.")
        raise BadRows(words % {"most": most, "count": len(rows)})
    if kind == "line" and len(rows) < 2:
        raise BadRows(_("A line needs at least two rows."))
    if kind == "pie" and any(row.number < 0 for row in rows):
        raise BadRows(_("A pie shows parts of a whole: no number may be below zero."))
    if kind == "pie" and not sum(row.number for row in rows):
        raise BadRows(_("A pie shows parts of a whole: at least one number must be above zero."))
    return rows


def draw(kind, rows):
    """What the template of that kind needs; numbers are per cent of the drawing, or signs of the pie."""
    return {"bar": bars, "line": line, "pie": pie}[kind](rows)


def bars(rows):
    low, high = min(0, *(row.number for row in rows)), max(0, *(row.number for row in rows))
    span = (high - low) or 1
    zero = share(-low, span)
    marks = []
    for place, row in enumerate(rows):
        length = share(abs(row.number), span)
        left = zero if row.number >= 0 else zero - length
        marks.append({"row": row, "place": place, "x": left, "width": length})
    return {"marks": marks, "zero": zero if low < 0 else None, "count": len(rows)}


def line(rows):
    steps = ticks(min(row.number for row in rows), max(row.number for row in rows))
    low, span = steps[0], steps[-1] - steps[0]
    longest = min(LONGEST_BELOW, max(len(row.label) for row in rows))
    count = min(len(rows), max(2, SIGNS_BELOW // (longest + 3)))
    named = {round(Fraction(place * (len(rows) - 1), count - 1)) for place in range(count)}
    points = [
        {
            "row": row,
            "x": share(place, len(rows) - 1),
            "y": 100 - share(row.number - low, span),
            "below": place in named,
        }
        for place, row in enumerate(rows)
    ]
    return {
        "points": points,
        "path": " ".join(f"{point['x']:g},{point['y']:g}" for point in points),
        "steps": [{"said": said(step), "y": 100 - share(step - low, span)} for step in steps],
    }


def pie(rows):
    whole = sum(row.number for row in rows)
    slices, begun = [], Decimal(0)
    for place, row in enumerate(rows, start=1):
        part = row.number / whole
        slices.append(
            {
                "row": row,
                "number": place,
                "path": slice_path(float(begun), float(part)),
                "whole": part == 1,
                # Where the slice is wide enough, its number stands in it.
                "at": around(float(begun + part / 2), RADIUS * 0.68) if part >= Decimal("0.06") else None,
                "per_cent": said(round(part * 100, 1)),
            }
        )
        begun += part
    return {"slices": slices, "whole": said(whole)}


def ticks(low, high):
    """Four to seven round numbers from below the least to above the greatest, zero among them where near.

    >>> [int(step) for step in ticks(Decimal(12), Decimal(318))]
    [0, 100, 200, 300, 400]
    """
    if low > 0 and low < high / 2 or low == high > 0:
        low = Decimal(0)
    if low == high:
        high = Decimal(0) if low < 0 else low + 1
    rough = (high - low) / 4
    power = Decimal(10) ** rough.adjusted()
    step = next(power * times for times in (1, 2, Decimal("2.5"), 5, 10) if power * times >= rough)
    first, last = floor(low / step), ceil(high / step)
    return [step * place for place in range(first, last + 1)]


def slice_path(begun, part):
    (x1, y1), (x2, y2) = around(begun, RADIUS), around(begun + part, RADIUS)
    wide = 1 if part > 0.5 else 0
    return f"M{CENTRE} {CENTRE}L{x1:g} {y1:g}A{RADIUS} {RADIUS} 0 {wide} 1 {x2:g} {y2:g}Z"


def around(share_of_turn, radius):
    """A point on the circle, clockwise from the top."""
    turn = 2 * pi * share_of_turn
    return round(CENTRE + radius * sin(turn), 2), round(CENTRE - radius * cos(turn), 2)


def share(part, whole):
    return round(float(part / whole) * 100, 2)


def said(number):
    """A number with the decimal comma and no idle zeros, thousands parted by points: 1.250,5."""
    text = f"{Decimal(number).normalize():,f}" if number else "0"
    return text.translate(str.maketrans(",.", ".,")).replace("-", "−")
