"""Lend another machine while the own one is being repaired; it is to come back when the repair is."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.handover import Request, hand_over
from devices.kitting import with_kits
from devices.models import Assignment, Device, Handover, RepairTicket, Tenure
from devices.refusal import Refused

USUAL_DAYS = 30


def lend_while_repaired(ticket, device, by, due_on=None, signed=None, request_id=None, with_kit=True):
    """Lend `device` to whoever holds the machine of this repair; returns the paper. Raises `Refused`.

    `signed`: the words of the paper (receiver_name, relation, signed_how, signed_on …), else as when the
    own machine was handed over. What lies in a kit with `device` goes along unless told. A repeated request
    returns the first paper.
    """
    with transaction.atomic():
        list(Device.objects.filter(pk__in=[ticket.device_id, device.pk]).select_for_update().order_by("pk"))
        if request_id and (first := Handover.objects.filter(request_id=request_id).first()):
            return first
        line = _own_line(ticket)
        if lent := loaner_of(line):
            raise Refused(
                _("%(holder)s has %(code)s on loan already. Take that one back first.")
                % {"holder": line.pupil or line.holder, "code": lent.device.code}
            )
        words = {"receiver_name": line.handover.receiver_name, "relation": line.handover.relation}
        told = {**words, **(signed or {}), **({"request_id": request_id} if request_id else {})}
        request = Request(
            to=line.pupil or line.holder,
            by=by,
            devices=[device],
            tenure=Tenure.LOANER,
            due_on=due_on or timezone.localdate() + timedelta(days=USUAL_DAYS),
            instead_of=line,
            **told,
        )
        return hand_over(with_kits(request) if with_kit else request)


def loaner_of(line):
    """The line of what is lent in place of this one now, or None."""
    return line.substitutes.open().filter(tenure=Tenure.LOANER).select_related("device").first()


def no_longer_needed(lines):
    """Loaners among these lines whose own machine is back from its repair, or given up."""
    repairs = RepairTicket.objects.filter(device=OuterRef("instead_of__device"), back_on=None)
    return lines.filter(tenure=Tenure.LOANER, device__isnull=False).exclude(Exists(repairs))


def _own_line(ticket):
    line = (
        Assignment.objects.open()
        .filter(device=ticket.device_id)
        .with_holders()
        .select_related("handover")
        .first()
    )
    if line is None:
        raise Refused(
            _("Nobody holds device %(code)s now: a loaner has no one to go to.")
            % {"code": ticket.device.code}
        )
    return line
