"""Dates of birth as schools type them. Pure: no database, no clock.

A US Excel that opens 05/09/2015 turns it into 9 May, but leaves 25/09/2015 as text because
there is no month 25. So real dates whose days are all ≤ 12 beside texts whose days are all
> 12 show that a column was swapped: each such date then has two candidates, and is not guessed.
"""

import math
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from lms.text import fold, tidy

EXCEL_EPOCH = date(1899, 12, 30)
# Serials of 1980 to 2040: below lie years, above lie dates typed without separators.
SERIALS = range(29_221, 51_136)
YEARS = range(1980, 2041)
# This many real dates without one day above 12 are no accident (0.4 to the power of 10).
ENOUGH = 10


@dataclass(slots=True)
class Born:
    """What a cell says: a day, or candidates, or a year, or why not. `issues` are (code, values)."""

    day: date | None = None
    candidates: list = field(default_factory=list)
    # Of the two candidates the one that the file shows, read day first.
    as_written: date | None = None
    year: int | None = None
    issues: list = field(default_factory=list)


@dataclass(frozen=True)
class Habits:
    """How the dates of one column were written."""

    swapped: bool = False
    us_text: bool = False


class Column:
    """Looks at a whole column, one cell after the other; `habits` then tell how to read each."""

    def __init__(self):
        self.real = self.day_first = self.month_first = 0
        self.all_small, self.could_stay_text = True, False

    def look(self, cell):
        if day := _real(cell):
            self.real += 1
            self.all_small = self.all_small and day.day <= 12
        elif parts := _numbers(cell):
            first, second, _year = parts
            self.day_first += first > 12 >= second
            self.month_first += second > 12 >= first
            self.could_stay_text = self.could_stay_text or (first <= 12 and second <= 12)

    @cached_property
    def habits(self):
        small = bool(self.real) and self.all_small
        return Habits(
            swapped=small and not self.could_stay_text and (self.day_first > 0 or self.real >= ENOUGH),
            us_text=self.month_first > 0,
        )


def habits(cells):
    column = Column()
    for cell in cells:
        column.look(cell)
    return column.habits


def read(cell, column=Habits()):  # noqa: B008 - frozen
    """The date of birth in a cell, in the light of its column's habits."""
    if (day := _real(cell)) is not None:
        if column.swapped and day.day != day.month:
            return _unclear(day, date(day.year, day.day, day.month))
        return Born(day=day)
    text = tidy(cell)
    if not text:
        return Born()
    if re.fullmatch(r"[0-9]+", text):
        return _bare_number(int(text[:12]), text)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+)?", text):
        return _checked(int(found[1]), int(found[2]), int(found[3]), text)
    parts = _numbers(text)
    if parts is None:
        return _invalid(text)
    first, second, year = parts
    short = year < 100
    if short:
        year += 2000 if year <= 40 else 1900
    if column.us_text and first <= 12:
        if second > 12:
            born = _checked(year, first, second, text)
            if born.day:
                born.issues.append(("date_us_order", {"value": text, "date": shown(born.day)}))
            return born
        if first != second:
            return _unclear(date(year, second, first), date(year, first, second))
    born = _checked(year, second, first, text)
    if short and born.day:
        born.issues.append(("date_two_digit_year", {"value": text, "date": shown(born.day)}))
    return born


def judge(born, on):
    """Add what is strange about a day: a placeholder, an age no pupil has."""
    if born.day is None:
        return
    if born.day > on:
        born.issues.append(("date_in_future", {"value": shown(born.day)}))
        born.day = None
        return
    if (born.day.day, born.day.month) == (1, 1):
        born.issues.append(("date_placeholder", {}))
    age = on.year - born.day.year - ((on.month, on.day) < (born.day.month, born.day.day))
    if not 4 <= age <= 25:
        born.issues.append(("date_unlikely", {"value": shown(born.day), "age": age}))


def shown(day):
    return f"{day:%d/%m}/{day.year:04d}"


def _real(cell):
    """The day of a cell that Excel keeps as a date or as its serial number."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float):
        return _real(int(cell)) if math.isfinite(cell) else None
    if isinstance(cell, str) and re.fullmatch(r"[0-9]{5}", cell.strip()):
        cell = int(cell)
    if isinstance(cell, int) and cell in SERIALS:
        return EXCEL_EPOCH + timedelta(days=cell)
    return None


def _numbers(cell):
    """(first, second, year) of «5/9/2015», «5-9-15», «ngày 5 tháng 9 năm 2015»; None otherwise."""
    if not isinstance(cell, str):
        return None
    text = re.sub(r"\b(ngay|thang|nam|sinh)\b", " ", fold(cell))
    found = re.fullmatch(
        r"\s*(\d{1,2})\s*[-/.,\\ ]\s*(\d{1,2})\s*[-/.,\\ ]\s*(\d{4}|\d{2})(?:\s+[\d:.]+)?\s*\.?", text
    )
    return tuple(map(int, found.groups())) if found else None


def _bare_number(number, text):
    if number in YEARS and len(text) == 4:
        return Born(year=number, issues=[("date_year_only", {"value": number})])
    if len(text) in (7, 8):
        digits = text.zfill(8)
        if int(digits[4:]) in YEARS:
            return _checked(int(digits[4:]), int(digits[2:4]), int(digits[:2]), text)
        if int(digits[:4]) in YEARS:
            return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]), text)
    return _invalid(text)


def _checked(year, month, day, text):
    try:
        found = date(year, month, day)
    except ValueError:
        return _invalid(text)
    return Born(day=found) if found.year >= 1900 else _invalid(text)


def _unclear(as_written, other):
    first, second = sorted((as_written, other))
    return Born(
        as_written=as_written,
        candidates=[first, second],
        issues=[("date_unclear", {"first": shown(first), "second": shown(second)})],
    )


def _invalid(text):
    return Born(issues=[("date_invalid", {"value": text[:60]})])
