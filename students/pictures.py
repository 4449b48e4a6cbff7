"""A PIN told in pictures, for children who do not yet read numbers.

Every digit has a picture, so that one PIN is both: the card shows both, the child taps what it knows,
and nothing is kept twice.
"""

import re
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

SHEET = Path(__file__).parent / "static" / "students" / "pin-pictures.svg"
# Up to this grade the door shows pictures first.
LAST_GRADE = 3

# The place in the list is the digit; the ids are those of the sheet.
PICTURES = [
    ("sun", _("sun")),
    ("fish", _("fish")),
    ("rooster", _("rooster")),
    ("buffalo", _("buffalo")),
    ("flower", _("flower")),
    ("house", _("house on stilts")),
    ("tree", _("tree")),
    ("orange", _("orange")),
    ("butterfly", _("butterfly")),
    ("mountain", _("mountain")),
]


def suit(school_class):
    """Whether the pupils of this class are young enough to sign in by pictures."""
    return school_class is not None and school_class.grade <= LAST_GRADE


def of_pin(pin):
    """[(id on the sheet, name)] of a PIN, in its order."""
    return [PICTURES[int(digit)] for digit in pin]


@cache
def drawing_of(digit):
    """The picture of a digit ("0" … "9") as an SVG of its own, for paper."""
    name = PICTURES[int(digit)][0]
    drawn = re.search(rf'<symbol id="{name}" (viewBox="[^"]+")>(.*?)</symbol>', SHEET.read_text(), re.DOTALL)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {drawn[1]}>{drawn[2]}</svg>'
