"""Hints for practice: up to three for a question, asked for one by one, each for a part of the points.

They are kept in the key (`hints`, `hint_cost`), for they are as good as half an answer: no graded paper
carries them. courses/static/courses/js/worth.js takes the points off in the same way.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from .worth import STEP

MOST = 3
USUAL_COST = "1/3"
COSTS = [
    ("0", _("no points")),
    ("1/4", _("a quarter of the points")),
    ("1/3", _("a third of the points")),
    ("1/2", _("half of the points")),
]
FRACTIONS = {"0": (0, 1), "1/4": (1, 4), "1/3": (1, 3), "1/2": (1, 2)}


def of(key):
    """The hints of a question, in their order."""
    told = key.get("hints") if isinstance(key, dict) else None
    return [one for one in told if isinstance(one, str) and one][:MOST] if isinstance(told, list) else []


def after(share, asked, key):
    """What `share` of the points is still worth when so many hints were asked for: to four decimals."""
    asked = min(asked or 0, len(of(key)))
    if not asked or not share:
        return share
    part, whole = FRACTIONS.get(key.get("hint_cost"), FRACTIONS[USUAL_COST])
    left = max(0, whole - asked * part)
    return (Decimal(share) * left / whole).quantize(STEP, ROUND_HALF_UP)
