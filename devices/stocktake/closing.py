"""End a count, and say later what became of what was missing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Stocktake, StocktakeFollowUp
from devices.refusal import Refused
from devices.stocktake import frozen
from devices.stocktake.outcome import outcome
from lms.history import note_change


def close(count, by, note=""):
    """Close `count` with its numbers; what a phone sends later is kept and shown as seen later."""
    with transaction.atomic():
        count = Stocktake.objects.select_for_update(of=("self",)).get(pk=count.pk)
        if count.is_closed:
            return count
        said = outcome(count, None)
        frozen.write_down(count, said)
        count.closed_at, count.closed_by, count.closing_note = timezone.now(), by, note[:500]
        count.summary = said.as_numbers()
        count.save(update_fields=["closed_at", "closed_by", "closing_note", "summary"])
        note_change(by=by, act="close stocktake", thing=count, after=count.summary)
    return count


def tell(count, device, told, note, by):
    """Write down what became of a machine that was missing."""
    if not count.is_closed:
        raise Refused(_("This count still runs: scan the machine, or close the count first."))
    if device.pk not in {row.device.pk for row in outcome(count, by).missing}:
        raise Refused(_("Machine %(code)s was not missing in this count.") % {"code": device.code})
    if told == StocktakeFollowUp.Outcome.KNOWN and not note.strip():
        raise Refused(_("Write where machine %(code)s is.") % {"code": device.code})
    with transaction.atomic():
        row = StocktakeFollowUp.objects.create(
            stocktake=count, device=device, outcome=told, note=note.strip()[:300], told_by=by
        )
        note_change(
            by=by,
            act="follow up stocktake",
            thing=count,
            after={"device": device.code, "outcome": str(told)},
        )
    return row
