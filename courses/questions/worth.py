"""What an answer is worth: fractions as texts ("0.5", "-0.25"), sums from 0 to 1, four decimals.

courses/static/courses/js/worth.js does the same with whole numbers."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FRACTION = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,7})?", re.ASCII)
PER_CENT = re.compile(r"-?[0-9]{1,3}(,[0-9]{1,5})?", re.ASCII)
IN_BRACKETS = re.compile(r"\s*\((-?[0-9]{1,3}(?:[.,][0-9]{1,5})?)\s*%\)\s*$", re.ASCII)
STEP = Decimal("0.0001")
NOTHING, ALL = Decimal(0), Decimal(1)


def worth(text):
    """The Decimal of a fraction written as text; what is none is worth nothing."""
    return Decimal(text) if isinstance(text, str) and FRACTION.fullmatch(text) else NOTHING


def as_much(key):
    """The options that are worth all the points beside the right one."""
    return [one for one, part in (key.get("worth") or {}).items() if part == "1" and one != key.get("right")]


def within(total):
    """`total` as a score: never below 0 nor above 1, to four decimals."""
    return max(NOTHING, min(ALL, total)).quantize(STEP, ROUND_HALF_UP)


def part(right, all_of_them):
    """`right` out of `all_of_them` as a score."""
    return within(Decimal(right) / all_of_them) if all_of_them else NOTHING


def from_per_cent(text):
    """ "50" or "33,33333" as a fraction, "" as it is. Raises ValidationError."""
    text = "".join(text.split()).replace(".", ",").replace("−", "-").removesuffix("%")
    if not text:
        return ""
    if not PER_CENT.fullmatch(text) or abs(Decimal(text.replace(",", "."))) > 100:
        raise ValidationError(_("Write how much of the points as per cent, such as 50."))
    return plain(Decimal(text.replace(",", ".")) / 100)


def to_per_cent(fraction):
    """A fraction as teachers write it: "0.5" is "50"."""
    return plain(worth(fraction) * 100).replace(".", ",") if fraction not in (None, "") else ""


def with_per_cent(text, fraction):
    """`text` with its part of the points behind it: Thăng Long (50%); for all of them nothing is said."""
    return text if fraction in (None, "", "1") else f"{text} ({to_per_cent(fraction)}%)"


def without_per_cent(text):
    """(the text, the fraction behind it or "")."""
    found = IN_BRACKETS.search(text)
    if not found or abs(Decimal(found[1].replace(",", "."))) > 100:
        return text.strip(), ""
    return text[: found.start()].strip(), from_per_cent(found[1])


def plain(number):
    """A Decimal as text without idle zeros."""
    text = f"{number.normalize():f}"
    return "0" if text in ("-0", "") else text
