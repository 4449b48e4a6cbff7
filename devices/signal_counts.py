"""Counts for the signal reports, school by school, made at night with the others (devices/tally.py)."""

from datetime import timedelta

from django.db.models import Count, Q, Sum

from devices import by_school
from devices.by_school import narrow
from devices.models import Assignment, Device, ExternalUsage, HoursMonth, Sim, UsageDay
from devices.states import UseState, in_use_state, measured, unheard
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
    held = narrow(Device.objects.in_custody(), school_ids)
    by_school.count(numbers, "connection_measured", measured(held))
    by_school.count(numbers, "connection_none", unheard(held, on=today))
    by_school.count(numbers, "connection_unknown", in_use_state(held, UseState.NOT_MEASURED, on=today))


def homes(numbers, school_ids, today):
    """Machines in pupils' hands by the signal at home, as the family told it."""
    lines = narrow(_in_homes(), school_ids, "device__school")
    told = lines.order_by().values("device__school", "pupil__household__signal").annotate(many=Count("pk"))
    for row in told:
        level = row["pupil__household__signal"]
        known = level if level in Signal.values else Signal.UNKNOWN
        numbers[row["device__school"]][f"home_{known}"] += row["many"]


def at_homes_with(devices, level):
    """Those of `devices` that are in the hands of pupils with this signal at home."""
    lines = _in_homes()
    if level == Signal.UNKNOWN:
        known = [other for other in Signal.values if other != level]
        lines = lines.filter(Q(pupil__household=None) | ~Q(pupil__household__signal__in=known))
    else:
        lines = lines.filter(pupil__household__signal=level)
    return devices.filter(pk__in=lines.values("device"))


def _in_homes():
    return Assignment.objects.open().filter(device__isnull=False, pupil__isnull=False)


def needed(numbers, school_ids, today):
    """Active SIM cards in somebody's hands whose plan has lapsed."""
    by_school.count(numbers, "plan_needed", narrow(Sim.objects.plan_lapsed(on=today), school_ids).held())


def idle(numbers, school_ids, today):
    """Active SIM cards by what carriers counted in the last two months."""
    active = narrow(Sim.objects.active(), school_ids)
    by_school.count(numbers, "sim_counted", counted_by_carriers(active, today))
    by_school.count(numbers, "sim_idle", idle_cards(active, today))


def counted_by_carriers(sims, today):
    """Those of `sims` that a carrier's file of the last two months tells of."""
    return sims.filter(pk__in=_used(today).values("sim"))


def idle_cards(sims, today):
    """Those of them that used nothing worth the name."""
    return sims.filter(pk__in=_used(today).filter(used__lt=LEAST_BYTES).values("sim"))


def _used(today):
    rows = ExternalUsage.objects.filter(
        sim__isnull=False, used_bytes__isnull=False, ends_on__gte=today - timedelta(days=USE_DAYS)
    )
    return rows.order_by().values("sim").annotate(used=Sum("used_bytes"))


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
