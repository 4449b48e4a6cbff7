"""Look at a machine when it goes out and when it comes back, and tell the difference."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import CheckPoint, Device, Inspection, InspectionMark, MachinePhoto
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


def inspect(line, moment, states, by, correcting=False):
    """Write down what was seen: {point: state}. What was written before stays, and stands unless
    `correcting`; returns the inspection that stands.

    Raises `Refused`.
    """
    if line.voided_at:
        raise Refused(_("This line is struck out: there is nothing to look at."))
    with transaction.atomic():
        Device.objects.select_for_update().get(pk=line.device_id)
        first = line.inspections.standing().filter(moment=moment).first()
        if first and (not correcting or _as_told(first) == states):
            return first
        made = Inspection.objects.create(line=line, moment=moment, inspected_by=by, corrects=first)
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


def all_good_but(line, exceptions):
    """{point: state} of everything that is looked at at this machine; `exceptions`: {code: state}."""
    return {point: exceptions.get(point.code, GOOD) for point in points_of(line)}


def in_words(line, moment):
    """«tốt cả», or what is not good; «» when nobody looked. For the paper that is signed."""
    all_of_it = line.inspections.all()
    corrected = {one.corrects_id for one in all_of_it}
    marks = [
        mark
        for one in all_of_it
        if one.moment == moment and one.pk not in corrected
        for mark in one.marks.all()
    ]
    if not marks:
        return ""
    marks.sort(key=lambda mark: mark.point.rank)
    not_good = [f"{mark.point.name}: {mark.get_state_display()}" for mark in marks if mark.state != GOOD]
    return "; ".join(not_good) or _("looked at, all good")


def photos_of(line):
    """[(moment, photo)] of what was looked at, corrected ones included: the picture is as good as before."""
    photos = MachinePhoto.objects.standing().filter(inspection__line=line).select_related("inspection")
    return [(photo.inspection.moment, photo) for photo in photos.order_by("attached_at")]


def _as_told(inspection):
    return {mark.point: mark.state for mark in inspection.marks.select_related("point")}


def compared(line):
    """[Compared] of everything that was looked at, in the order of the list."""
    told = {}
    standing = line.inspections.standing()
    marks = InspectionMark.objects.filter(inspection__in=standing).select_related("point", "inspection")
    for mark in marks.order_by("point__rank"):
        told.setdefault(mark.point.code, {"name": mark.point.name})[mark.inspection.moment] = mark
    return [Compared(one["name"], one.get("out"), one.get("in")) for one in told.values()]
