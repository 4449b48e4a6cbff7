"""Look at a machine when it goes out and when it comes back, and tell the difference."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import CheckPoint, Device, Inspection, InspectionMark
from devices.refusal import Refused
from lms.history import note_change

GOOD = InspectionMark.State.GOOD
# The later the worse.
ORDER = list(InspectionMark.State.values)


@dataclass(frozen=True)
class Compared:
    """One point, out and in; either may be unknown."""

    point: str
    out: object
    back: object

    @property
    def is_worse(self):
        return bool(self.out and self.back) and ORDER.index(self.back.state) > ORDER.index(self.out.state)


def points_of(line):
    """What is looked at today at a machine of this kind."""
    return CheckPoint.objects.on(timezone.localdate()).filter(kind=line.device.model.kind).order_by("rank")


def inspect(line, moment, states, by):
    """Write down what was seen: {point: state}. What was written before stays; returns the inspection.

    Raises `Refused`.
    """
    if line.voided_at:
        raise Refused(_("This line is struck out: there is nothing to look at."))
    with transaction.atomic():
        Device.objects.select_for_update().get(pk=line.device_id)
        if first := line.inspections.filter(moment=moment).first():
            return first
        made = Inspection.objects.create(line=line, moment=moment, inspected_by=by)
        InspectionMark.objects.bulk_create(
            InspectionMark(inspection=made, point=point, state=state) for point, state in states.items()
        )
        note_change(
            by=by,
            act="look at device",
            thing=line,
            after={"not good": [point.name for point, state in states.items() if state != GOOD]},
            school=line.handover.school_id,
        )
    return made


def compared(line):
    """[Compared] of everything that was looked at, in the order of the list."""
    told = {}
    marks = InspectionMark.objects.filter(inspection__line=line).select_related("point", "inspection")
    for mark in marks.order_by("point__rank"):
        told.setdefault(mark.point.code, {"name": mark.point.name})[mark.inspection.moment] = mark
    return [Compared(one["name"], one.get("out"), one.get("in")) for one in told.values()]
