"""Take things back: one, several, a whole class on one paper. Nothing is deleted."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.loss import beginning
from devices.models import Assignment, Condition, Device, Incident, ReturnPaper, Sim, SimInsertion
from devices.moments import moment_of
from devices.refusal import Refused
from devices.repair.steps import is_given_up, open_repair
from lms.history import note_change
from students.models import School


@dataclass(frozen=True)
class Back:
    """One line that comes back, how it looks, and what is to be said of it."""

    line: Assignment
    condition: str = Condition.GOOD
    note: str = ""


def take_back(lines, by, condition=Condition.GOOD, note="", on=None):
    """End these lines. What was ended before stays as it was; returns the lines ended now.

    A broken device is reported and its repair is opened; one that does not come back is lost.
    """
    with transaction.atomic():
        return _end(_still_open([Back(line, condition, note) for line in lines]), by, on)


def take_back_on_paper(backs, by, on=None, class_name="", request_id=None, of_one=True, add_to=None):
    """End these lines and write the paper of it; the same request told again returns the first paper.

    `add_to`: the paper of the same act, not signed yet, on which they stand instead of a new one; `of_one` is
    false for a paper on which things of others may come to stand. None when all of it had come back before.
    Raises `Refused`.
    """
    request_id = request_id or uuid.uuid4()
    try:
        with transaction.atomic():
            waiting = _still_open(backs)
            if first := ReturnPaper.objects.filter(request_id=request_id).first():
                return first
            if not waiting:
                return None
            paper = add_to or _write_paper(waiting, by, on, class_name, request_id, of_one)
            _end(waiting, by, on, paper)
            note_change(
                by=by,
                act="write return record",
                thing=paper,
                after={"lines": len(waiting), "class": class_name},
                school=paper.school_id,
            )
            return paper
    except IntegrityError:
        if first := ReturnPaper.objects.filter(request_id=request_id).first():
            return first
        raise


# --- How a return comes to be --------------------------------------------------------


def _still_open(backs):
    """What of it is still out, its devices locked first, as everywhere."""
    told = {back.line.pk: back for back in backs}
    devices = Assignment.objects.filter(pk__in=told, device__isnull=False).values("device")
    list(Device.objects.filter(pk__in=devices).select_for_update().order_by("pk"))
    lines = (
        Assignment.objects.open()
        .filter(pk__in=told)
        .select_for_update(of=("self",))
        .with_holders()
        .select_related("device", "sim", "handover")
        .order_by("pk")
    )
    return [Back(line, told[line.pk].condition, told[line.pk].note) for line in lines]


def _write_paper(backs, by, on, class_name, request_id, of_one):
    schools = {back.line.handover.school_id for back in backs}
    if len(schools) > 1:
        raise Refused(_("These things belong to different schools. Write one paper for each school."))
    # The row of the school is the queue for its numbers.
    school = School.objects.select_for_update().get(pk=schools.pop())
    day = min(on or timezone.localdate(), timezone.localdate())
    last = ReturnPaper.objects.filter(school=school, year=day.year).aggregate(last=Max("sequence"))["last"]
    sequence = (last or 0) + 1
    holders = {back.line.pupil_id or back.line.holder for back in backs}
    return ReturnPaper.objects.create(
        school=school,
        year=day.year,
        sequence=sequence,
        number=f"{sequence:02d}/BBTH-{day.year}",
        returned_on=day,
        class_name=class_name[:30],
        is_of_one=of_one and len(holders) == 1,
        taken_by=by,
        taken_by_name=by.get_full_name(),
        request_id=request_id,
    )


def _end(backs, by, on, paper=None):
    lost = {back.line.device_id for back in backs if back.line.device_id and back.condition == Condition.LOST}
    inside = set(
        SimInsertion.objects.filter(device__in=lost, removed_at=None).values_list("sim", flat=True)
        if lost
        else ()
    )
    for back in backs:
        line, condition, note = back.line, back.condition, back.note
        # What sits in a machine that is lost is lost with it.
        if line.sim_id in inside:
            condition = Condition.LOST
        line.returned_at = moment_of(on, after=line.handed_over_at)
        line.returned_to, line.condition_in, line.return_note = by, condition, note[:300]
        line.returned_with = paper
        line.save(
            update_fields=["returned_at", "returned_to", "condition_in", "return_note", "returned_with"]
        )
        if line.device:
            _device_came_back(line, by, condition, note)
        if line.sim:
            sim_came_back(line.sim, line.returned_at, condition)
        note_change(
            by=by,
            act="take back",
            thing=line,
            before={"holder": str(line.holder)},
            after={"condition": str(condition), "note": note},
            school=line.handover.school_id,
        )
    return [back.line for back in backs]


def sim_came_back(sim, at, condition=Condition.GOOD):
    """Back in the drawer, or blocked when it is lost; what was blocked or cancelled before stays so."""
    for insertion in SimInsertion.objects.filter(sim=sim, removed_at=None):
        insertion.removed_at = max(at, insertion.inserted_at + timedelta(microseconds=1))
        insertion.save(update_fields=["removed_at"])
    status = Sim.Status.BLOCKED if condition == Condition.LOST else Sim.Status.STOCK
    Sim.objects.filter(pk=sim.pk, status=Sim.Status.ACTIVE).update(status=status)


def _device_came_back(line, by, condition, note):
    device = line.device
    states = {Condition.BROKEN: Device.Lifecycle.REPAIR, Condition.LOST: Device.Lifecycle.LOST}
    device.lifecycle = states.get(condition, Device.Lifecycle.IN_STOCK)
    # Given up already, while somebody held it: no workshop waits for it.
    if condition == Condition.BROKEN and is_given_up(line):
        device.lifecycle = Device.Lifecycle.RETIRED
    # Given back by its holder while it is at the workshop: there it stays.
    if condition not in states and device.repairs.filter(back_on=None).exists():
        device.lifecycle = Device.Lifecycle.REPAIR
    device.save(update_fields=["lifecycle"])
    if condition == Condition.LOST:
        beginning.begin(line, by)
    if condition in states:
        kind = Incident.Kind.BROKEN if condition == Condition.BROKEN else Incident.Kind.LOST
        incident, _made = Incident.objects.get_or_create(
            device=device,
            kind=kind,
            closed_at=None,
            defaults={
                "words": note or Condition(condition).label,
                "reported_by": by,
                "school_id": line.handover.school_id,
                "line": line,
                "holder_name": str(line.pupil or line.holder)[:160],
            },
        )
        if device.lifecycle == Device.Lifecycle.REPAIR:
            day = timezone.localdate(line.returned_at)
            open_repair(device, by, fault=incident.words, incident=incident, on=day, line=line)
