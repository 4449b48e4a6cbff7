"""Cells as they are shown: numbers with a comma, days as the fractions that somebody typed."""

import datetime

from courses.importing import lines


def text_of(cell):
    """What a person reads in the cell."""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        # Fifteen digits are what Excel itself keeps.
        shown = f"{cell:.15g}"
        return (
            f"{cell:.15f}".rstrip("0").rstrip(".") if "e" in shown and abs(cell) < 1e15 else shown
        ).replace(".", ",")
    if isinstance(cell, datetime.date):
        # Typed as 3/4, made a day by Excel.
        return f"{cell.day}/{cell.month}"
    return lines.lines(lines.clean(str(cell)))


def is_day(cell):
    return isinstance(cell, datetime.date)
