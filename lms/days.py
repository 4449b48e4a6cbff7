"""Days: when one begins, and the same day years or months away."""

from calendar import monthrange
from datetime import date, datetime, time

from django.utils import timezone


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def years_after(day, years):
    """The same day some years later; 29 February is the 28th where there is none.

    >>> years_after(date(2024, 2, 29), 5)
    datetime.date(2029, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def years_before(day, years):
    return years_after(day, -years)


def months_before(day, months):
    """The first day of the month that lies some months back.

    >>> months_before(date(2026, 11, 30), 12)
    datetime.date(2025, 11, 1)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def months_after(day, months):
    """The same day some months later, or the last of a shorter month.

    >>> months_after(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
