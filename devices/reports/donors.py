"""What a donor is told of a batch each quarter: machines, whom they serve, how they are used. No names."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from devices import learning
from devices.models import Assignment, Device, UsageMonth, out_of_order
from devices.rollup import next_month
from devices.states import UseState, with_use_state

OFFERED = 8


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, day):
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def named(cls, text):
        """The quarter that an address names («2026-4»), or None."""
        year, _dash, number = text.partition("-")
        if year.isascii() and year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4"):
            return cls(int(year), int(number)) if int(year) else None
        return None

    @property
    def first(self):
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self):
        return next_month(date(self.year, 3 * self.number, 1)) - timedelta(days=1)

    @property
    def before(self):
        return Quarter.of(self.first - timedelta(days=1))

    def __str__(self):
        return f"{self.year}-{self.number}"


def offered(today):
    """The quarters that can be asked for, the current one first."""
    found = [Quarter.of(today)]
    while len(found) < OFFERED:
        found.append(found[-1].before)
    return found


def tell(batch, user, quarter):
    """{"machines": [(words, number)], "served": …, "months": […], "unknown": n} of what `user` may see."""
    devices = Device.objects.visible_to(user, to="see overview").filter(batch=batch)
    by_end = Assignment.objects.standing().filter(
        device__in=devices.values("pk"), handed_over_at__date__lte=quarter.last
    )
    then_held = by_end.filter(Q(returned_at=None) | Q(returned_at__date__gt=quarter.last))
    states = dict(devices.order_by().values_list("lifecycle").annotate(Count("pk")))
    lost = sum(states.get(state, 0) for state in Device.MISSING)
    served = by_end.aggregate(
        pupils=Count("pupil", distinct=True),
        households=Count("served_household", distinct=True),
        teachers=Count("teacher", distinct=True),
        schools=Count("handover__school", distinct=True),
        communes=Count("handover__school__commune", distinct=True),
    )
    held_now = with_use_state(devices.in_custody())
    return {
        "machines": [
            (_("promised"), batch.promised),
            (_("received"), batch.received),
            (_("registered"), sum(states.values())),
            (_("handed over at least once by the end of the quarter"), _count_devices(by_end)),
            (_("in somebody's hands at the end of the quarter"), _count_devices(then_held)),
            (_("broken or in repair today"), out_of_order(devices).count()),
            (_("lost or stolen until today"), lost),
        ],
        "served": [
            (_("pupils who received a machine"), served["pupils"]),
            (_("households"), served["households"]),
            (_("teachers"), served["teachers"]),
            (_("schools"), served["schools"]),
            (_("communes"), served["communes"]),
        ],
        "months": _months(batch, devices, quarter),
        "unknown": held_now.filter(use_state=UseState.NOT_MEASURED).count(),
    }


def _count_devices(lines):
    return lines.aggregate(many=Count("device", distinct=True))["many"]


def _months(batch, devices, quarter):
    rows = UsageMonth.objects.filter(
        batch=batch,
        month__range=(quarter.first, quarter.last),
        school__in=devices.order_by().values("school"),
    )
    found = defaultdict(list)
    for row in rows:
        found[row.month].append(row)
    return [learning.of_month(month, found[month]) for month in sorted(found)]
