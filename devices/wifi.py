"""Contracted beside measured: what a school pays for, and what arrives."""

from dataclasses import dataclass, field

from django.db.models import Q

from devices.models import WifiContract, WifiMeasure

# Less than half of what is paid for: the provider is asked.
TOO_SLOW = 0.5


@dataclass
class Line:
    """One school: its running contracts, and the newest measure."""

    school: object
    contracts: list = field(default_factory=list)
    measure: WifiMeasure | None = None

    @property
    def contracted(self):
        return sum(one.mbits for one in self.contracts)

    @property
    def share(self):
        """What arrives of what is paid for, in per cent; None when either is not known."""
        if not self.contracted or self.measure is None:
            return None
        return round(100 * float(self.measure.down) / self.contracted)

    @property
    def is_slow(self):
        return self.share is not None and self.share < 100 * TOO_SLOW


def lines_of(schools, on):
    """A `Line` for each of these schools, in two queries."""
    lines = {school.pk: Line(school) for school in schools}
    running = Q(ends_on=None) | Q(ends_on__gte=on)
    for one in WifiContract.objects.filter(running, school__in=lines, starts_on__lte=on).order_by("pk"):
        lines[one.school_id].contracts.append(one)
    for one in WifiMeasure.objects.filter(school__in=lines).order_by("on", "pk"):
        lines[one.school_id].measure = one
    return list(lines.values())
