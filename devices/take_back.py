"""Take things back, and strike out or correct what was written wrongly. Nothing is deleted."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from devices.allocating.fulfilling import fulfil, reopen
from devices.handover_rules import refuse_taken
from devices.models import Assignment, Condition, Device, Incident, Sim, SimInsertion
from devices.moments import moment_of
from devices.refusal import Refused
from lms.history import note_change

# What a corrected line takes over from the one it replaces.
KEPT = [
    "handover",
    "student",
    "household",
    "teacher",
    "school",
    "point",
    "pupil",
    "served_household",
    "override",
    "instead_of",
    "accessory",
    "quantity",
    "tenure",
    "handed_over_at",
    "due_on",
    "condition_out",
]


def take_back(lines, by, condition=Condition.GOOD, note="", on=None):
    """End these lines. What was ended before stays as it was; returns the lines ended now.

    A broken device is reported and waits for repair; one that does not come back is lost.
    """
    with transaction.atomic():
        wanted = [line.pk for line in lines]
        devices = Assignment.objects.filter(pk__in=wanted, device__isnull=False).values("device")
        list(Device.objects.filter(pk__in=devices).select_for_update().order_by("pk"))
        open_lines = list(
            Assignment.objects.open()
            .filter(pk__in=wanted)
            .select_for_update(of=("self",))
            .select_related("device", "sim", "handover", "pupil", "household", "teacher", "school", "point")
        )
        for line in open_lines:
            line.returned_at = moment_of(on, after=line.handed_over_at)
            line.returned_to, line.condition_in, line.return_note = by, condition, note[:300]
            line.save(update_fields=["returned_at", "returned_to", "condition_in", "return_note"])
            if line.device:
                _device_came_back(line, by, condition, note)
            if line.sim:
                _sim_came_back(line.sim, line.returned_at, condition)
            note_change(
                by=by,
                act="take back",
                thing=line,
                before={"holder": str(line.holder)},
                after={"condition": str(condition), "note": note},
                school=line.handover.school_id,
            )
    return open_lines


def void(line, by, reason):
    """Strike a line out that was written wrongly; the thing is free again from that moment."""
    if not reason.strip():
        raise Refused(_("Write why this line is struck out."))
    with transaction.atomic():
        line = Assignment.objects.select_for_update(of=("self",)).get(pk=line.pk)
        if line.voided_at:
            return line
        was_open = line.is_open
        line.void(by=by, reason=reason.strip()[:300])
        if line.device_id and was_open:
            Device.objects.filter(pk=line.device_id, lifecycle=Device.Lifecycle.IN_SERVICE).update(
                lifecycle=Device.Lifecycle.IN_STOCK
            )
        if line.sim_id and was_open:
            _sim_came_back(line.sim, line.voided_at)
        reopen(line, by=by)
        note_change(
            by=by,
            act="void line",
            thing=line,
            before={"item": str(line.item), "holder": str(line.holder)},
            after={"reason": line.void_reason},
            school=line.handover.school_id,
        )
    return line


def correct(line, by, reason, device=None, sim=None):
    """Void `line` and write it anew on the same paper, with another device or SIM."""
    with transaction.atomic():
        void(line, by=by, reason=reason)
        device, sim = device or line.device, sim or line.sim
        refuse_taken([device] if device else [], [sim] if sim else [], line.handed_over_at)
        kept = {name: getattr(line, name) for name in KEPT}
        anew = Assignment.objects.create(device=device, sim=sim, recorded_by=by, **kept)
        fulfil(anew, by=by)
        if device:
            Device.objects.filter(pk=device.pk).update(lifecycle=Device.Lifecycle.IN_SERVICE)
        if sim:
            Sim.objects.filter(pk=sim.pk).update(status=Sim.Status.ACTIVE)
        note_change(
            by=by,
            act="correct line",
            thing=anew,
            before={"item": str(line.item)},
            after={"item": str(anew.item), "reason": reason},
            school=line.handover.school_id,
        )
    return anew


def _sim_came_back(sim, at, condition=Condition.GOOD):
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
    device.save(update_fields=["lifecycle"])
    if condition in states:
        kind = Incident.Kind.BROKEN if condition == Condition.BROKEN else Incident.Kind.LOST
        Incident.objects.get_or_create(
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
