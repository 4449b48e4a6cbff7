"""Exchange a machine on one paper: the old line ends, a new one begins, the SIM card moves along."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from devices.handover import Request, hand_over
from devices.kitting import with_kits
from devices.models import Assignment, Condition, Device, Handover
from devices.put_in import move_sims, sits_in
from devices.refusal import Refused
from devices.take_back import take_back


@dataclass
class Swap:
    """One exchange as asked for; `signed` are the words of the paper (receiver_name, signed_how …)."""

    line: Assignment
    device: Device
    by: get_user_model()
    condition: str = Condition.BROKEN
    note: str = ""
    signed_on: date | None = None
    signed: dict = field(default_factory=dict)
    # Whether what lies in a kit with the machine given instead goes along.
    with_kit: bool = True
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)


def swap(wanted):
    """Write the paper of the exchange; the same request told again returns the first. Raises `Refused`."""
    with transaction.atomic():
        # Both machines at once and by key, so that two clerks wait for each other and never crosswise.
        both = [wanted.line.device_id, wanted.device.pk]
        list(Device.objects.filter(pk__in=both).select_for_update().order_by("pk"))
        if first := Handover.objects.filter(request_id=wanted.request_id).first():
            return first
        old = wanted.line.device
        line = _standing(wanted)
        ended = take_back([line], wanted.by, wanted.condition, wanted.note, on=wanted.signed_on)[0]
        asked = _request(wanted, line)
        if wanted.with_kit:
            asked = with_kits(asked, without_sim=own_card_moves(old, wanted.condition))
        paper = hand_over(asked)
        at = max(paper.lines.get(device=wanted.device).handed_over_at, ended.returned_at)
        if wanted.condition != Condition.LOST:
            move_sims(old, wanted.device, at)
        return paper


def own_card_moves(old, condition):
    """Whether the SIM card in the machine `old` goes into the one given instead: then its kit's own stays."""
    return condition != Condition.LOST and sits_in(old).exists()


def _standing(wanted):
    line = (
        Assignment.objects.open()
        .with_holders()
        .select_related("device", "override", "handover")
        .filter(pk=wanted.line.pk, device__isnull=False)
        .first()
    )
    if line is None:
        raise Refused(_("This machine has come back already. Hand the other one over on a paper of its own."))
    if line.device_id == wanted.device.pk:
        raise Refused(_("That is the same machine. Choose the one that is given in its place."))
    return line


def _request(wanted, line):
    return Request(
        to=line.pupil or line.holder,
        by=wanted.by,
        devices=[wanted.device],
        tenure=line.tenure,
        due_on=line.due_on,
        override_decision=line.override.decision_number if line.override_id else "",
        instead_of=line,
        request_id=wanted.request_id,
        **{
            "receiver_name": line.handover.receiver_name,
            "relation": line.handover.relation,
            **wanted.signed,
            "signed_on": wanted.signed_on,
        },
    )
