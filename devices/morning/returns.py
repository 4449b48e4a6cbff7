"""One machine that was scanned on its way back becomes a paper, or a sentence that says why not."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from devices.models import Assignment, Condition, ReturnPaper
from devices.morning.reading import Unreadable, read_day, read_text
from devices.named import device_named
from devices.refusal import Refused
from devices.take_back import Back, take_back_on_paper

# What lies before the camera is not lost.
CONDITIONS = {Condition.GOOD, Condition.WORN, Condition.BROKEN}


@dataclass(frozen=True)
class ScannedBack:
    """As it was written on the page; nothing of it has been looked up yet."""

    id: UUID
    device: str
    condition: str
    note: str
    on: date | None
    # Whether SIM card, charger and whatever else stood on the paper came back too.
    with_rest: bool

    @classmethod
    def read(cls, request_id, payload):
        """Out of an event's payload. Raises Unreadable."""
        condition = read_text(payload.get("condition", Condition.GOOD))
        with_rest = payload.get("with_rest", True)
        if condition not in CONDITIONS or type(with_rest) is not bool:
            raise Unreadable("condition")
        return cls(
            id=request_id,
            device=read_text(payload.get("device", "")),
            condition=condition,
            note=read_text(payload.get("note", "")),
            on=read_day(payload.get("on") or ""),
            with_rest=with_rest,
        )


def take_in(told, by):
    """The paper of this return, the first one when it comes again. Raises `Refused`."""
    device = device_named(told.device, by)
    if first := ReturnPaper.objects.filter(request_id=told.id, taken_by=by).first():
        if not first.lines.filter(device=device).exists():
            raise Refused(_("This was sent before for another machine. Scan this one again."))
        return first
    line = device.open_line()
    if line is None:
        raise Refused(_("Device %(code)s is with nobody; it is back already.") % {"code": device.code})
    lines = Assignment.objects.open().filter(handover=line.handover_id, pupil=line.pupil_id)
    if not told.with_rest:
        lines = lines.filter(device=device)
    backs = [Back(one, told.condition, told.note) if one.device_id else Back(one) for one in lines]
    paper = take_back_on_paper(
        backs, by=by, on=told.on, class_name=line.handover.class_name, request_id=told.id
    )
    if paper is None or paper.taken_by_id != by.pk:
        raise Refused(_("Device %(code)s is with nobody; it is back already.") % {"code": device.code})
    return paper
