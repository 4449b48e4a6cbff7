"""Take a list out again: a delivery exactly, a hand-over list by striking its lines out with the reason.

The ledger forgets nothing: records stay, readable and struck out, and what they named is free again.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from devices.correct import void
from devices.models import Assignment, Device, DeviceList, SimInsertion
from devices.moments import day_words
from lms.uploaded_lists import CannotUndo, close_undone, held_for_undo
from students.trail import CannotRestore, restore


@transaction.atomic
def undo(device_list, by):
    """Restore what was there before; refuse when anything of it was changed or used since."""
    kept = held_for_undo(device_list)
    if kept.kind == DeviceList.Kind.HANDOVERS:
        _strike_out(kept, by)
    else:
        try:
            restore(kept.writes)
        except CannotRestore as refusal:
            raise CannotUndo(str(refusal)) from refusal
        kept.writes.all().delete()
    close_undone(kept, by)
    return kept


def devices_of(kept):
    """The machines that a list of a delivery brought."""
    keys = [
        row[0]
        for write in kept.writes.filter(model=Device._meta.label_lower)
        for row in write.rows
        if row[1] is None
    ]
    return Device.objects.filter(pk__in=keys)


def _strike_out(kept, by):
    lines = Assignment.objects.filter(handover__listed__device_list=kept).order_by("handover__sequence")
    lines = list(lines.select_related("handover", "device", "sim", "accessory"))
    if ended := next((line for line in lines if line.returned_at), None):
        raise CannotUndo(
            _(
                "%(item)s of record %(number)s came back on %(day)s, so the list cannot be undone as a "
                "whole. "
                "Strike out single lines on the pages of the records."
            )
            % {
                "item": ended.item,
                "number": ended.handover.number,
                "day": day_words(ended.returned_at),
            }
        )
    reason = _("The hand-over list «%(file)s» was undone.") % {"file": kept.file_name}
    for line in lines:
        if line.voided_at is not None:
            continue
        if line.sim_id:
            # The card was never in that machine: the list, corrected, may tell otherwise of the same days.
            SimInsertion.objects.filter(
                sim=line.sim_id, inserted_at=line.handed_over_at, removed_at=None
            ).delete()
        void(line, by=by, reason=reason)
