"""Strike out what was written wrongly, and write it anew. Nothing is deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from devices.allocating.fulfilling import fulfil, reopen
from devices.handover_rules import refuse_taken
from devices.models import Assignment, Device, Sim
from devices.refusal import Refused
from devices.take_back import sim_came_back
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
            sim_came_back(line.sim, line.voided_at)
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
