"""Days and months as such files write them, and amounts with the unit that the heading names. Pure."""

import calendar
import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from lms.text import fold, tidy

UNITS = {"kb": 1024, "mb": 1024**2, "gb": 1024**3, "byte": 1, "bytes": 1, "b": 1}
EXCEL_EPOCH = date(1899, 12, 30)
# Serials of 2020 to 2099.
SERIALS = range(43_831, 73_051)


def span_of(cell, is_month=False):
    """(first day, last day) that a cell names, or None.

    >>> span_of("11/2026"), span_of("05/11/2026")[0]
    ((datetime.date(2026, 11, 1), datetime.date(2026, 11, 30)), datetime.date(2026, 11, 5))
    """
    day = day_of(cell)
    if day:
        return _month(day.year, day.month) if is_month else (day, day)
    text = fold(str(cell)) if not isinstance(cell, float) else str(int(cell))
    text = re.sub(r"^(thang|t|ky)\.?\s*", "", tidy(text))
    if found := re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(20\d\d)", text):
        return _month(int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(20\d\d)\s*[/.-]?\s*(\d{1,2})", text):
        return _month(int(found[1]), int(found[2]))
    return None


def bytes_of(cell, unit):
    """The amount in bytes; None when the cell holds no number. A comma is a decimal one.

    >>> bytes_of("1.024,5", "mb") == int(1024.5 * 1024**2)
    True
    """
    if isinstance(cell, bool) or cell == "":
        return None
    if isinstance(cell, int | float):
        number = Decimal(str(cell))
    else:
        text = tidy(cell).replace(" ", "")
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        elif re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
            text = text.replace(".", "")
        try:
            number = Decimal(text)
        except InvalidOperation:
            return None
    return int(number * UNITS[unit]) if number.is_finite() and 0 <= number < 10**9 else None


def unit_in(title):
    """The unit that a heading names, or "": it is never guessed."""
    return next((word for word in re.findall(r"[a-z]+", fold(title)) if word in UNITS), "")


def day_of(cell):
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(cell))
    text = tidy(str(cell))
    for pattern, order in (
        (r"(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d).*", "dmy"),
        (r"(20\d\d)-(\d\d)-(\d\d).*", "ymd"),
    ):
        if found := re.fullmatch(pattern, text):
            parts = [int(part) for part in found.groups()]
            year, month, day = parts if order == "ymd" else reversed(parts)
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def _month(year, month):
    if not 1 <= month <= 12:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
