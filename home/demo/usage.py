"""Eight weeks of use of the tablets: some every day, some rarely, some silent for a month."""

from datetime import timedelta
from hashlib import sha256
from random import Random

from django.utils import timezone

from devices import tally
from devices.hours_by_month import roll_up_hours
from devices.models import Assignment, Device, DeviceInstall, UsageDay
from devices.rollup import month_of, roll_up

WEEKS = 8
# A luck of its own, so that nothing else of the demo changes with it.
HOURS = Random("hours")
# How a machine is used: (share of machines, chance on a school day, at the weekend, minutes, weeks silent).
HABITS = {
    "keen": (0.30, 0.82, 0.70, 62, 0),
    "usual": (0.36, 0.52, 0.38, 38, 0),
    "rare": (0.13, 0.16, 0.10, 24, 0),
    "fading": (0.05, 0.50, 0.40, 30, 3.4),
    "silent": (0.07, 0.45, 0.30, 30, 5),
    "idle": (0.04, 0, 0, 0, 0),
    "unbound": (0.05, 0, 0, 0, 0),
}


def load(cast, weeks=WEEKS):
    """Bind the machines' browsers and write their days of use."""
    chance = Random("usage")
    lines = list(
        Assignment.objects.filter(device__isnull=False, voided_at=None, pupil__isnull=False)
        .filter(handover__school__in=cast.schools.values())
        .select_related("device", "pupil", "handover")
        .order_by("handover__school", "handover__sequence")
    )
    # The last child of each household: a brother or sister of the one who was given the machine.
    siblings = {student.household_id: student for student in cast.pupils()}
    installs, days = {}, []
    for place, line in enumerate(lines):
        habit = _habit(chance, place)
        if habit == "unbound":
            continue
        install = installs.get(line.device_id) or DeviceInstall(
            device=line.device,
            token_hash=sha256(f"demo {line.device.serial}".encode()).hexdigest(),
            browser="Chrome",
            enrolled_by=line.handover.giver,
        )
        installs[line.device_id] = install
        days += _days(cast, chance, line, install, habit, weeks, siblings)
    DeviceInstall.objects.bulk_create(installs.values())
    for row in days:
        row.install_id = row.install.pk
    UsageDay.objects.bulk_create(days, batch_size=500)
    _last_seen(lines, installs, days)
    for month in {month_of(row.day) for row in days}:
        roll_up(month)
        roll_up_hours(month)
    tally.refresh()


def _habit(chance, place):
    """The first machines belong to those who are shown around: they are used."""
    if place == 0:
        return "keen"
    return chance.choices(list(HABITS), [share for share, *_rest in HABITS.values()])[0]


def _days(cast, chance, line, install, habit, weeks, siblings):
    _share, school_day, weekend, minutes, silent = HABITS[habit]
    first = max(timezone.localdate(line.handed_over_at), cast.today - timedelta(weeks=weeks) + timedelta(1))
    last = cast.today - timedelta(weeks=silent)
    if line.returned_at:
        last = min(last, timezone.localdate(line.returned_at))
    day, rows = first, []
    while day <= last:
        if chance.random() < (weekend if day.weekday() >= 5 else school_day):
            rows += _day(chance, line, install, day, minutes, siblings)
        day += timedelta(days=1)
    return rows


def _day(chance, line, install, day, minutes, siblings):
    """A day's rows: the holder's own, now and then a sibling's."""
    rows = [_row(chance, line, install, day, minutes, line.pupil, UsageDay.Who.HOLDER)]
    sibling = siblings.get(line.served_household_id)
    if sibling and sibling != line.pupil and chance.random() < 0.3:
        rows.append(_row(chance, line, install, day, minutes // 2, sibling, UsageDay.Who.OTHER))
    return rows


def _row(chance, line, install, day, minutes, learner, who):
    active = int(min(max(chance.lognormvariate(0, 0.55) * minutes, 2), 300) * 60)
    away = chance.random() < (0.8 if day.weekday() >= 5 else 0.25)  # at home, without signal
    tries = 1 + chance.randrange(6)
    failures = chance.randrange(tries + 1) if away else 0
    return UsageDay(
        install=install,
        day=day,
        learner=learner,
        device=line.device,
        school_id=line.handover.school_id,
        who=who,
        active_s=active,
        learn_s=int(active * chance.uniform(0.5, 0.92)),
        offline_s=int(active * chance.uniform(0.4, 1)) if away else 0,
        tries=tries,
        failures=failures,
        **_hours(tries, failures),
        rtt_p50=None if away else int(chance.lognormvariate(5.6, 0.5)),
        kbps_max=None if away else int(chance.lognormvariate(6.6, 0.7)),
        sequence=tries,
    )


def _hours(tries, failures):
    """Tries lie between six and ten; where some fail, it is in the evening, when the mast is crowded."""
    tried = sorted(HOURS.sample(range(6, 22), tries))
    return {
        "tried_hours": sum(1 << hour for hour in tried),
        "failed_hours": sum(1 << hour for hour in tried[tries - failures :]),
    }


def _last_seen(lines, installs, days):
    seen = {}
    for row in days:
        seen[row.device_id] = max(seen.get(row.device_id, row.day), row.day)
    bound = {}
    for line in lines:
        bound.setdefault(line.device_id, line.handed_over_at)
    for device_id, install in installs.items():
        install.last_day, install.enrolled_at = seen.get(device_id), bound[device_id]
    DeviceInstall.objects.bulk_update(installs.values(), ["last_day", "enrolled_at"])
    devices = [Device(pk=pk, last_seen_day=day) for pk, day in seen.items()]
    Device.objects.bulk_update(devices, ["last_seen_day"])
