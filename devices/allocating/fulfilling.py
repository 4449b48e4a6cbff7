"""A machine that goes over fulfils the line that waited for it, in the same transaction; a hand-over that
is struck out opens the line again. Called by devices/handover.py and devices/take_back.py."""

from django.db.models import Q

from devices.models import Allocation, AllocationStep, Tenure


def fulfil(line, by):
    """Mark what waited for this machine handed; returns it, or None when nothing waited."""
    if not line.device_id or not line.pupil_id or line.tenure == Tenure.LOANER:
        return None
    for_whom = Q(pupil=line.pupil_id)
    if line.served_household_id:
        for_whom |= Q(household=line.served_household_id)
    waiting = (
        Allocation.objects.select_for_update(of=("self",))
        .waiting()
        .filter(for_whom, list__batch=line.device.batch_id)
        .order_by("approved_at")
        .first()
    )
    if waiting is None:
        return None
    waiting.state, waiting.handed_line = Allocation.State.HANDED, line
    waiting.save(update_fields=["state", "handed_line"])
    _step(waiting, AllocationStep.Act.HANDED, by, line.handover.number)
    return waiting


def reopen(line, by):
    """The line of the ledger was written wrongly: the family waits again, as long as before."""
    handed = Allocation.objects.select_for_update(of=("self",)).filter(handed_line=line).first()
    if handed is None:
        return None
    # Unless the family was put on another list since: it waits there.
    again = Allocation.objects.live().filter(household=handed.household_id, student=handed.student_id)
    is_listed = again.filter(override=None).exists()
    handed.state = Allocation.State.TAKEN_OUT if is_listed else Allocation.State.APPROVED
    handed.handed_line = None
    handed.save(update_fields=["state", "handed_line"])
    _step(handed, AllocationStep.Act.REOPENED, by, line.void_reason)
    return handed


def _step(allocation, act, by, words):
    AllocationStep.objects.create(
        list_id=allocation.list_id, line=allocation, act=act, words=words[:300], by=by
    )
