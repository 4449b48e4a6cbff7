"""What is recorded of a pupil on a device, for the pupil and the family: numbers a day, nothing hidden.

Other children on the same machine are counted for themselves, and stand on their own pages.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Max, Sum
from django.utils import timezone

from devices.hours import NAMES, hours_of
from devices.models import UsageDay
from students.consents import agrees
from students.models import Consent

DAYS = 14
WEEK = 7


@dataclass
class Recorded:
    """`state`: "measured", "not_bound" (no browser of the device counts), "not_agreed"."""

    state: str
    days: list = field(default_factory=list)
    browsers: list = field(default_factory=list)

    @property
    def minutes(self):
        return sum(day["learn"] for day in self.days)


def recorded_of(student, device):
    """The last two weeks of `student` on `device`, and which browsers count."""
    if not agrees(student, Consent.Purpose.USAGE):
        return Recorded("not_agreed")
    browsers = list(device.installs.in_force())
    rows = UsageDay.objects.filter(
        learner=student, device=device, day__gt=timezone.localdate() - timedelta(days=DAYS)
    )
    days = [
        {
            "day": row["day"],
            "active": -(-row["active"] // 60),
            "learn": -(-row["learnt"] // 60),
            "offline": -(-row["offline"] // 60),
            "trip": row["trip"],
            "failures": row["failed"],
        }
        for row in rows.values("day")
        .annotate(
            active=Sum("active_s"),
            learnt=Sum("learn_s"),
            offline=Sum("offline_s"),
            trip=Max("rtt_p50"),
            failed=Sum("failures"),
        )
        .order_by("-day")
    ]
    tried, failed = _hours(rows)
    for day in days:
        day["tried"], day["failed"] = hours_of(tried[day["day"]]), hours_of(failed[day["day"]])
    return Recorded("measured" if browsers or days else "not_bound", days, browsers)


def _hours(rows):
    """({day: hours with a try}, {day: hours in which it failed}), as bits; all browsers together."""
    tried, failed = defaultdict(int), defaultdict(int)
    for day, *both in rows.values_list("day", *NAMES):
        tried[day], failed[day] = tried[day] | both[0], failed[day] | both[1]
    return tried, failed


def learnt_this_week(students):
    """{student's key: minutes of learning that bound machines counted in the last seven days}; only of those
    whose family agreed."""
    today = timezone.localdate()
    rows = (
        UsageDay.objects.shown()
        .filter(learner__in=students, day__gt=today - timedelta(days=WEEK), day__lte=today)
        .values_list("learner")
        .annotate(learnt=Sum("learn_s"))
        .order_by()
    )
    return defaultdict(int, {student: -(-seconds // 60) for student, seconds in rows})
