"""One machine that was scanned on its way back becomes a line of a paper, or a sentence that says why not."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Assignment, Condition, Device, ReturnPaper, ReturnScan, ScannedReturn
from devices.morning.reading import Unreadable, read_day, read_text, read_uuid
from devices.named import device_named
from devices.refusal import Refused
from devices.take_back import Back, take_back_on_paper
from students.models import School, SchoolClass

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
    # The act of taking back to which it belongs: its machines stand on one paper, which is signed once.
    sitting: UUID | None = None
    school_class: UUID | None = None

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
            sitting=read_uuid(payload["sitting"]) if payload.get("sitting") else None,
            school_class=read_uuid(payload["class"]) if payload.get("class") else None,
        )


def take_in(told, by):
    """The paper of this return, the first one when it comes again. Raises `Refused`."""
    device = device_named(told.device, by)
    with transaction.atomic():
        Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
        if first := ScannedReturn.objects.filter(pk=told.id).select_related("paper").first():
            if first.device_id != device.pk or first.told_by_id != by.pk:
                raise Refused(_("This was sent before for another machine. Scan this one again."))
            return first.paper
        paper = _write(told, device, by)
        ScannedReturn.objects.create(
            pk=told.id, sitting=told.sitting or told.id, paper=paper, device=device, told_by=by
        )
    return paper


def papers_of(sitting, by):
    """The papers of one sitting: one, unless it was signed in between or went past midnight."""
    scans = ScannedReturn.objects.filter(sitting=sitting, told_by=by).values("paper")
    return ReturnPaper.objects.filter(pk__in=scans).order_by("-recorded_at")


def _write(told, device, by):
    line = device.open_line()
    if line is None:
        raise Refused(_("Device %(code)s is with nobody; it is back already.") % {"code": device.code})
    lines = Assignment.objects.open().filter(handover=line.handover_id, pupil=line.pupil_id)
    if not told.with_rest:
        lines = lines.filter(device=device)
    backs = [Back(one, told.condition, told.note) if one.device_id else Back(one) for one in lines]
    open_paper = _unsigned_paper(told, line, lines, by)
    paper = take_back_on_paper(
        backs,
        by=by,
        on=told.on,
        class_name=_class_name(told, by) or line.handover.class_name,
        request_id=None if told.sitting else told.id,
        # Of a whole class, also while the first machine alone lies on the table.
        of_one=not told.sitting,
        add_to=open_paper,
    )
    if paper is None or paper.taken_by_id != by.pk:
        raise Refused(_("Device %(code)s is with nobody; it is back already.") % {"code": device.code})
    return paper


def _unsigned_paper(told, line, lines, by):
    """The paper of this sitting to which one more machine may still be written, or None.

    Two machines of a sitting may arrive in the same moment: devices are locked first, as everywhere, then the
    school, which is the queue for its papers (devices/take_back.py). Who waited there sees the other's paper.
    """
    if not told.sitting:
        return None
    list(Device.objects.filter(pk__in=lines.values("device")).select_for_update().order_by("pk"))
    School.objects.select_for_update().get(pk=line.handover.school_id)
    today = timezone.localdate()
    papers = papers_of(told.sitting, by).filter(
        school=line.handover.school_id, returned_on=min(told.on or today, today)
    )
    for paper in papers.select_for_update():
        # What is signed and attached does not grow any more; a scan on its way is waited for.
        if not ReturnScan.objects.standing().filter(paper=paper).exists():
            return paper
    return None


def _class_name(told, by):
    if told.school_class is None:
        return ""
    found = SchoolClass.objects.visible_to(by, to="hand over devices").filter(uid=told.school_class).first()
    return found.name if found else ""
