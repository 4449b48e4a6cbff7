"""What `devices` forgets, and when (lms/retention.py).

Days of use go when the family was told they would (students/consent_texts): after thirteen months what
stays are sums of the school, without any child. Papers go after their ten years (devices/papers_kept.py),
words and pictures about things earlier (devices/stories_kept.py).
"""

from django.utils.translation import gettext_lazy as _

from devices import papers_kept, partitions, stories_kept
from devices.hours_by_month import roll_up_hours
from devices.models import DeviceList, HoursForgotten, HoursMonth, PutAside, UsageDay, UsageMonth
from devices.rollup import month_of, next_month, roll_up
from lms.days import months_before, years_before
from lms.retention import Kind, days_before, of_rows, register

MONTHS_KEPT = 13
# This month and the one before it: so long sums by hour are made anew (devices/tally.py).
MONTHS_OF_HOURS = 2


def register_own():
    register(
        *stories_kept.kinds(first_day_kept),
        Kind(
            "usage",
            what=_("days on which a pupil used a device"),
            period=_("13 months"),
            why=_("afterwards only the sums of the school stay"),
            order=30,
            before=first_day_kept,
            due=days_due,
            forget=forget_old_days,
            is_promised=True,
        ),
        Kind(
            "usage hours",
            what=_("in which hours of a day a machine tried to connect"),
            period=_("this month and the one before"),
            why=_("hours tell when a child is awake; afterwards only the sums of the school stay"),
            order=31,
            before=first_hour_kept,
            due=hours_due,
            forget=forget_old_hours,
        ),
        Kind(
            "papers",
            what=_("hand-over records: who received it, and the scans"),
            period=_("10 years after the device came back"),
            why=_("they are papers about property; the lines of the ledger stay"),
            order=35,
            before=lambda today: years_before(today, papers_kept.YEARS_KEPT),
            due=lambda today: len(papers_kept.over(today)),
            forget=papers_kept.forget_papers,
            is_promised=True,
        ),
        of_rows(
            "device lists",
            lambda moment: _lists(moment).exclude(state=DeviceList.State.PREVIEWED),
            lambda today: years_before(today, 1),
            what=_("lists of machines that were uploaded and taken over, with their rows"),
            period=_("1 year"),
            why=_("so long a mistake can be undone"),
            order=42,
        ),
        of_rows(
            "device previews",
            lambda moment: _lists(moment).filter(state=DeviceList.State.PREVIEWED),
            days_before(30),
            what=_("lists of machines that were uploaded and never taken over"),
            period=_("30 days"),
            why=_("whoever still needs it uploads it again"),
            order=43,
        ),
    )


def _lists(moment):
    return DeviceList.objects.filter(uploaded_at__lt=moment)


def days_due(today):
    kept = first_day_kept(today)
    return sum(model.objects.filter(day__lt=kept).count() for model in (UsageDay, PutAside))


def first_day_kept(today):
    """Whole months go, this one and twelve before it stay: a sum is never made of half a month."""
    return months_before(today, MONTHS_KEPT - 1)


def first_hour_kept(today):
    return months_before(today, MONTHS_OF_HOURS - 1)


def hours_due(today):
    return sum(_with_hours(month).count() for month in _months_with_hours(today))


def forget_old_hours(today):
    """Let the hours of older days go, once their month has its sums; the days stay. Returns how many."""
    gone = 0
    for month in _months_with_hours(today):
        if not HoursMonth.objects.filter(month=month).exists():
            roll_up_hours(month)
        # A day at a time: whoever writes meanwhile must not wait for a whole month.
        for day in list(_with_hours(month).order_by("day").values_list("day", flat=True).distinct()):
            gone += (
                UsageDay.objects.filter(day=day).exclude(tried_hours=0).update(tried_hours=0, failed_hours=0)
            )
        HoursForgotten.objects.get_or_create(month=month)
    return gone


def _months_with_hours(today):
    """Months over their time whose hours were never forgotten. No hours come to them later
    (devices/usage.py), so that a month is looked through in one night and not in every one."""
    first = UsageDay.objects.order_by("day").values_list("day", flat=True).first()
    if first is None:
        return []
    done = set(HoursForgotten.objects.values_list("month", flat=True))
    months, month = [], month_of(first)
    while month < first_hour_kept(today):
        if month not in done:
            months.append(month)
        month = next_month(month)
    return months


def _with_hours(month):
    """Its bounds are told, so that PostgreSQL looks into the table of that month alone."""
    return UsageDay.objects.filter(day__gte=month, day__lt=next_month(month)).exclude(tried_hours=0)


def forget_old_days(today):
    """Delete the days before; returns how many."""
    gone, kept = 0, first_day_kept(today)
    while first := UsageDay.objects.filter(day__lt=kept).order_by("day").first():
        month = month_of(first.day)
        if not UsageMonth.objects.filter(month=month).exists():
            roll_up(month)
        gone += partitions.drop(month) or 0
        # Where the month has no table of its own.
        count, _of_which = UsageDay.objects.filter(day__gte=month, day__lt=next_month(month)).delete()
        gone += count
    gone += PutAside.objects.filter(day__lt=kept).delete()[0]
    return gone
