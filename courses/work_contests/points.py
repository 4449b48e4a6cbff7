"""Points as people type them, pure: with a decimal comma or point, in steps of a hundredth."""

import re
from decimal import Decimal

TYPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")


def read(text):
    """The Decimal of what was typed; None when it is no number of points.

    >>> read(" 7,5 ")
    Decimal('7.5')
    >>> read("1.000")
    """
    text = str(text).strip()
    return Decimal(text.replace(",", ".")) if TYPED.fullmatch(text) else None
