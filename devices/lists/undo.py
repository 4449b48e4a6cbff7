"""Take a list out again: a delivery exactly, a hand-over list by striking its lines out with the reason.

The ledger forgets nothing: records stay, readable and struck out, and what they named is free again.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.correct import void
from devices.models import Assignment, DeviceList, SimInsertion
from devices.moments import day_words
from lms.history import note_change
from students.roster.undo import CannotUndo
from students.trail import CannotRestore, restore


@transaction.atomic
def undo(device_list, by):
    """Restore what was there before; refuse when anything of it was changed or used since."""
    kept = DeviceList.objects.select_for_update().get(pk=device_list.pk)
    if kept.state != DeviceList.State.APPLIED:
        raise CannotUndo(_("This list is not taken over, so there is nothing to undo."))
    if kept.kind == DeviceList.Kind.HANDOVERS:
        _strike_out(kept, by)
    else:
        try:
            restore(kept.writes)
        except CannotRestore as refusal:
            raise CannotUndo(str(refusal)) from refusal
        kept.writes.all().delete()
    kept.state = DeviceList.State.UNDONE
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save(update_fields=["state", "undone_at", "undone_by"])
    note_change(by, f"undo {kept.what}", kept, after={"create": kept.counts.get("create", 0)})
    return kept


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
