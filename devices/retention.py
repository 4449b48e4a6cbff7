"""Days of use go when the family was told they would (students/consent_texts): after thirteen months what
stays are sums of the school, without any child."""

import logging
from datetime import date

from django.utils import timezone

from devices.models import UsageDay, UsageMonth
from devices.rollup import month_of, next_month, roll_up

MONTHS_KEPT = 13

log = logging.getLogger(__name__)


def first_day_kept(today):
    """Whole months go, this one and twelve before it stay: a sum is never made of half a month.

    >>> first_day_kept(date(2026, 11, 30))
    datetime.date(2025, 11, 1)
    """
    year, month = divmod(today.year * 12 + today.month - MONTHS_KEPT, 12)
    return date(year, month + 1, 1)


def forget_old_days():
    """Delete the days before; the worker does it every night, and a repeat finds nothing."""
    kept = first_day_kept(timezone.localdate())
    while first := UsageDay.objects.filter(day__lt=kept).order_by("day").first():
        month = month_of(first.day)
        if not UsageMonth.objects.filter(month=month).exists():
            roll_up(month)
        count, _of_which = UsageDay.objects.filter(day__gte=month, day__lt=next_month(month)).delete()
        log.info("Forgot %d days of use of %s", count, month.strftime("%m/%Y"))
