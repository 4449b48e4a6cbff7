"""Counts for the signal reports, school by school, made at night with the others (devices/tally.py)."""

from datetime import timedelta

from django.db.models import Q, Sum

from devices import by_school
from devices.by_school import narrow
from devices.models import Assignment, Device, ExternalUsage, HoursMonth, Sim, UsageDay
from devices.states import UseState, with_use_state
from devices.wifi import lines_of
from lms.days import months_before
from students.models import School
from students.models.schools import Signal

DAYS = 30
# Carriers count by months: a card that used nothing in the last two is idle.
USE_DAYS = 60
LEAST_BYTES = 1024**2


def no_connection(numbers, school_ids, today):
    """Machines in somebody's hands by whether they were heard of in thirty days."""
    held = with_use_state(narrow(Device.objects.in_custody(), school_ids), on=today)
    long_ago = Q(last_seen_day=None) | Q(last_seen_day__lt=today - timedelta(days=DAYS))
    measured = held.exclude(use_state=UseState.NOT_MEASURED)
    by_school.count(numbers, "connection_measured", measured)
    by_school.count(numbers, "connection_none", measured.filter(long_ago))
    unknown = held.filter(use_state=UseState.NOT_MEASURED)
    by_school.count(numbers, "connection_unknown", unknown)


def homes(numbers, school_ids, today):
    """Pupils with a machine by the signal at home, as the family told it."""
    lines = Assignment.objects.open().filter(device__isnull=False, pupil__isnull=False)
    lines = narrow(lines, school_ids, "pupil__school")
    told = lines.order_by().values_list("pupil__school", "pupil__household__signal")
    for school, level in told.iterator(chunk_size=5000):
        known = level if level in Signal.values else Signal.UNKNOWN
        numbers[school][f"home_{known}"] += 1


def needed(numbers, school_ids, today):
    """Active SIM cards in somebody's hands whose plan has lapsed."""
    by_school.count(numbers, "plan_needed", narrow(Sim.objects.plan_lapsed(on=today), school_ids).held())


def idle(numbers, school_ids, today):
    """Active SIM cards by what carriers counted in the last two months."""
    active = narrow(Sim.objects.active(), school_ids)
    used = (
        ExternalUsage.objects.filter(
            sim__in=active.order_by().values("pk"), ends_on__gte=today - timedelta(days=USE_DAYS)
        )
        .order_by()
        .values("sim", "sim__school")
        .annotate(used=Sum("used_bytes"))
        .values_list("sim__school", "used")
    )
    for school, total in used.iterator(chunk_size=5000):
        numbers[school]["sim_counted"] += 1
        numbers[school]["sim_idle"] += total < LEAST_BYTES


def wifi(numbers, school_ids, today):
    """Schools by what is paid for and what arrives."""
    schools = narrow(School.objects.filter(closed_on=None), school_ids, "pk")
    for line in lines_of(schools, today):
        told = numbers[line.school.pk]
        told["wifi_schools"] = 1
        told["wifi_contracted"] = line.contracted
        if line.measure:
            told["wifi_measured"] = round(line.measure.down)
        if line.share is None:
            told["wifi_unknown"] = 1
        else:
            told["wifi_compared"] = 1
            told["wifi_slow"] = int(line.is_slow)


def failures(numbers, school_ids, today):
    """Tries to reach us in thirty days, and how many failed."""
    days = narrow(UsageDay.objects.filter(day__gte=today - timedelta(days=DAYS)), school_ids)
    for row in days.order_by().values("school").annotate(tried=Sum("tries"), failed=Sum("failures")):
        numbers[row["school"]]["net_tries"] = row["tried"] or 0
        numbers[row["school"]]["net_failures"] = row["failed"] or 0


def failures_by_hour(numbers, school_ids, today):
    """{hour of the day: tries} of this month and the one before, and of those that failed."""
    months = narrow(HoursMonth.objects.filter(month__gte=months_before(today, 1)), school_ids)
    for school, *lists in months.order_by().values_list("school", "tried", "failed"):
        for name, counts in zip(("hours_tried", "hours_failed"), lists, strict=True):
            kept = numbers[school].setdefault(name, {})
            for hour, count in enumerate(counts):
                if count:
                    kept[str(hour)] = kept.get(str(hour), 0) + count
