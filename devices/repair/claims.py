"""Claim the maker's warranty for a machine under repair, and follow the claim until the machine is back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import CLAIM_NEXT, Claim, ClaimStep, RepairTicket, warranty_of, warranty_until
from devices.refusal import Refused
from lms.history import note_change


def lead_claim(ticket, state, by, on=None, number=""):
    """Write the next state of the claim; told twice it stands once. Raises `Refused`."""
    day = on or timezone.localdate()
    with transaction.atomic():
        ticket = RepairTicket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)
        last = ticket.claim_steps.last()
        if last and (last.state, last.on) == (state, day):
            return _numbered(ticket, number, by)
        _refuse(ticket, last, state, day)
        ClaimStep.objects.create(ticket=ticket, state=state, on=day, told_by=by)
        ticket.claim_state, ticket.claim_on = state, day
        ticket.claim_number = number.strip()[:60] or ticket.claim_number
        ticket.save(update_fields=["claim_state", "claim_on", "claim_number"])
        note_change(
            by=by,
            act="lead warranty claim",
            thing=ticket.device,
            after={"state": state, "fault": ticket.words},
            school=ticket.school_id,
        )
    return ticket


def _numbered(ticket, number, by):
    """The step stands; the maker's number may have been mended with it."""
    number = number.strip()[:60]
    if number and number != ticket.claim_number:
        before, ticket.claim_number = ticket.claim_number, number
        ticket.save(update_fields=["claim_number"])
        note_change(
            by=by,
            act="lead warranty claim",
            thing=ticket.device,
            before={"number": before},
            after={"number": number},
            school=ticket.school_id,
        )
    return ticket


def next_claims(ticket):
    """[(state, its name)] into which the claim may go from here."""
    return [(state.value, state.label) for state in CLAIM_NEXT[ticket.claim_state]]


def _refuse(ticket, last, state, day):
    if state not in CLAIM_NEXT[ticket.claim_state]:
        now = Claim(ticket.claim_state).label if ticket.claim_state else _("not claimed yet")
        raise Refused(
            _(
                "The claim is “%(now)s”; it cannot become “%(wanted)s” from there. "
                "Load the page anew and look."
            )
            % {"now": now, "wanted": Claim(state).label}
        )
    if day > timezone.localdate():
        raise Refused(_("This day lies ahead. Write today or an earlier day."))
    if last and day < last.on:
        raise Refused(
            _("The step before is of %(day)s; the next one cannot lie before that day.")
            % {"day": f"{last.on:%d/%m/%Y}"}
        )
    if day < ticket.reported_on:
        raise Refused(
            _("The damage was reported on %(day)s; the claim cannot lie before that day.")
            % {"day": f"{ticket.reported_on:%d/%m/%Y}"}
        )
    if state == Claim.CLAIMED and warranty_of(ticket.device) is None:
        raise Refused(
            _(
                "No warranty is written down for this machine. "
                "Write it down with its batch first, then claim it."
            )
        )
    until = warranty_until(ticket.device)
    if state == Claim.CLAIMED and until and day > until:
        raise Refused(
            _("The warranty ended on %(day)s. Let the machine be repaired at the cost of the school.")
            % {"day": f"{until:%d/%m/%Y}"}
        )
