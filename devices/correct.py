"""Strike out what was written wrongly, and write it anew: another thing on the same paper, or another paper
for another pupil or day. Nothing is deleted."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.allocating.fulfilling import fulfil, reopen
from devices.handover import Request, hand_over
from devices.handover_rules import refuse_states, refuse_taken
from devices.models import Assignment, Device, Handover, Sim
from devices.put_in import move_sims, put_in
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
        # The machine first, as everywhere: whoever takes it back meanwhile waits and never crosswise.
        _lock(line.device_id)
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
    """Void `line` and write it anew on the same paper, with another device or SIM. Raises `Refused`."""
    with transaction.atomic():
        locked = _lock(line.device_id, device and device.pk)
        if not Assignment.objects.open().filter(pk=line.pk).exists():
            raise Refused(_("This line is closed already. Open the record of whoever holds it now."))
        void(line, by=by, reason=reason)
        device, sim = (locked.get(device.pk) if device else line.device), sim or line.sim
        refuse_states([device] if device else [], [sim] if sim else [])
        refuse_taken([device] if device else [], [sim] if sim else [], line.handed_over_at)
        kept = {name: getattr(line, name) for name in KEPT}
        anew = Assignment.objects.create(device=device, sim=sim, recorded_by=by, **kept)
        fulfil(anew, by=by)
        if device:
            Device.objects.filter(pk=device.pk).update(lifecycle=Device.Lifecycle.IN_SERVICE)
        if sim:
            Sim.objects.filter(pk=sim.pk).update(status=Sim.Status.ACTIVE)
        _sit_together(anew, line)
        note_change(
            by=by,
            act="correct line",
            thing=anew,
            before={"item": str(line.item)},
            after={"item": str(anew.item), "reason": reason},
            school=line.handover.school_id,
        )
    return anew


def rewrite(paper, by, reason, to=None, on=None, request_id=None):
    """Strike out what is still out on `paper`, and write it anew for another pupil or of another day.

    A signed paper never changes: there is a second one, and the first says why. Raises `Refused`.
    """
    request_id = request_id or uuid.uuid4()
    with transaction.atomic():
        things = Device.objects.filter(assignments__handover=paper).order_by("pk")
        list(Device.objects.filter(pk__in=things.values("pk")).select_for_update().order_by("pk"))
        if first := Handover.objects.filter(request_id=request_id).first():
            return first
        lines = list(
            paper.lines.open().select_related(
                "device", "sim", "accessory", "override", "student", "household", "teacher", "school", "point"
            )
        )
        if not lines:
            raise Refused(_("Nothing of this record is out any more. There is nothing to write anew."))
        for line in lines:
            void(line, by=by, reason=reason)
        anew = hand_over(_as_was(paper, lines, by, to, on, request_id))
        note_change(
            by=by,
            act="rewrite record",
            thing=anew,
            before={"number": paper.number},
            after={"number": anew.number, "reason": reason},
            school=paper.school_id,
        )
        return anew


def _lock(*keys):
    """{key: device}, locked by key."""
    keys = [key for key in keys if key]
    return {one.pk: one for one in Device.objects.filter(pk__in=keys).select_for_update().order_by("pk")}


def _as_was(paper, lines, by, to, on, request_id):
    first = lines[0]
    override = next((line.override for line in lines if line.override_id), None)
    return Request(
        to=to or paper.pupil or first.holder,
        by=by,
        devices=[line.device for line in lines if line.device_id],
        sims=[line.sim for line in lines if line.sim_id],
        accessories={line.accessory: line.quantity for line in lines if line.accessory_id},
        receiver_name=paper.receiver_name,
        relation=paper.relation,
        signed_how=paper.signed_how,
        signer_name=paper.signer_name,
        signer_reason=paper.signer_reason,
        signed_on=on or paper.signed_on,
        place=paper.place,
        tenure=first.tenure,
        due_on=first.due_on,
        override_decision=override.decision_number if override else "",
        instead_of=first.instead_of,
        request_id=request_id,
    )


def _sit_together(anew, line):
    """The SIM card of the paper sits in its machine, whichever of the two was corrected."""
    at = timezone.now()
    if anew.device_id and anew.device_id != line.device_id:
        move_sims(line.device, anew.device, at)
    if anew.sim_id:
        beside = anew.handover.lines.open().filter(device__isnull=False).select_related("device").first()
        if beside:
            put_in(anew.sim, beside.device, at)
