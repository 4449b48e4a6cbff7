"""Families with two machines or more, whichever way they came, and what to do about each."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from devices.models import Assignment, Tenure
from students.models import Household


@dataclass
class Duplicate:
    """One family, with the open lines of its machines."""

    household: object
    lines: list
    # Lines that the reader may open; of the others only the school is told.
    mine: set

    @property
    def name(self):
        return str(self.household or self.lines[0].pupil)

    @property
    def next_act(self):
        if any(line.override_id for line in self.lines):
            return _("A decision allows it (%(number)s). Nothing to do.") % {
                "number": next(line.override.decision_number for line in self.lines if line.override_id)
            }
        lent = next((line for line in self.lines if line.tenure == Tenure.SCHOOL_LOAN), None)
        if lent:
            return _("Take %(code)s back: the school lent it, and the family has one of its own.") % {
                "code": lent.device.code
            }
        return _("Ask the family which one it keeps, or the province for a decision.")


def duplicates(students):
    """[Duplicate] of the families of these pupils (a queryset), the newest second machine first.

    By the household of today: a machine that came before anybody wrote the household down counts as well.
    What is lent for the days of a repair does not.
    """
    lines = _lines()
    doubled = [
        row["pupil__household"]
        for row in lines.filter(pupil__household__in=_households(students))
        .values("pupil__household")
        .annotate(machines=Count("pk"))
        .filter(machines__gt=1)
    ]
    alone = [
        row["pupil"]
        for row in lines.filter(pupil__in=students.filter(household=None).order_by().values("pk"))
        .values("pupil")
        .annotate(machines=Count("pk"))
        .filter(machines__gt=1)
    ]
    return _told(doubled, alone, students)


def _lines():
    return (
        Assignment.objects.open()
        .filter(device__isnull=False, pupil__isnull=False)
        .exclude(tenure=Tenure.LOANER)
        .order_by()
    )


def _households(students):
    return students.exclude(household=None).order_by().values("household")


def _told(doubled, alone, students):
    full = _lines().select_related("device__batch__programme", "pupil__school", "override")
    groups = defaultdict(list)
    for line in full.filter(pupil__household__in=doubled):
        groups[line.pupil.household_id].append(line)
    for line in full.filter(pupil__in=alone):
        groups[line.pupil_id].append(line)
    keys = [line.pupil_id for lines in groups.values() for line in lines]
    mine = set(students.filter(pk__in=keys).values_list("pk", flat=True))
    heads = Household.objects.in_bulk(doubled)
    found = [
        Duplicate(heads.get(key), sorted(lines, key=lambda line: line.handed_over_at), mine)
        for key, lines in groups.items()
        if len(lines) > 1
    ]
    return sorted(found, key=lambda one: one.lines[-1].handed_over_at, reverse=True)
