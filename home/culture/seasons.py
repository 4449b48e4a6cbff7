"""Months of the sun and of the moon. A lunar month begins between the 20th of the solar month of its number
and the 20th of the next, so most of it lies in the next: lunar 1 is told as «about February»."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

ALL = (1 << 12) - 1


class Calendar(models.TextChoices):
    ALL_YEAR = "all_year", _("all the year")
    SOLAR = "solar", _("solar calendar")
    LUNAR = "lunar", _("lunar calendar")


@dataclass(frozen=True)
class Months:
    """A span of months of a calendar, as bits of either calendar (bit 0 is the first month)."""

    calendar: str
    first: int | None
    last: int | None

    @property
    def solar(self):
        if self.calendar == Calendar.LUNAR:
            return bits(solar_of(month) for month in self.months)
        return bits(self.months)

    @property
    def lunar(self):
        if self.calendar == Calendar.SOLAR:
            return bits(lunar_of(month) for month in self.months)
        return bits(self.months)

    @property
    def months(self):
        if self.calendar == Calendar.ALL_YEAR or not self.first:
            return list(range(1, 13))
        return list(span(self.first, self.last or self.first))


def span(first, last):
    """Months from `first` to `last`, over the turn of the year too.

    >>> list(span(11, 1))
    [11, 12, 1]
    """
    month = first
    while True:
        yield month
        if month == last:
            return
        month = month % 12 + 1


def bits(months):
    """
    >>> bits([1, 3])
    5
    """
    mask = 0
    for month in months:
        mask |= bit(month)
    return mask


def bit(month):
    return 1 << (month - 1)


def solar_of(lunar):
    """The solar month in which most of a lunar month lies.

    >>> solar_of(1), solar_of(12)
    (2, 1)
    """
    return lunar % 12 + 1


def lunar_of(solar):
    """
    >>> lunar_of(2), lunar_of(1)
    (1, 12)
    """
    return (solar - 2) % 12 + 1


def in_words(calendar, first, last):
    """When it is, as readers are told; lunar months with what they are about in the solar calendar."""
    if calendar == Calendar.ALL_YEAR or not first:
        return _now("all the year")
    last = last or first
    told = {"first": first, "last": last}
    if calendar == Calendar.SOLAR:
        return (_now("month %(first)d") if first == last else _now("months %(first)d to %(last)d")) % told
    told |= {"solar": solar_of(first), "solar_last": solar_of(last)}
    if first == last:
        return _now("lunar month %(first)d (about solar month %(solar)d)") % told
    return _now("lunar months %(first)d to %(last)d (about solar months %(solar)d to %(solar_last)d)") % told
