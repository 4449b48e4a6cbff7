"""One pair – a pupil and a machine – becomes a paper, or a sentence that says why not."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from devices.correct import void
from devices.handover import Request, hand_over
from devices.kitting import with_kits
from devices.models import Accessory, Assignment, Handover, SimInsertion, Tenure
from devices.morning.reading import Unreadable, read_day, read_text, read_uuid
from devices.named import device_named, sim_named
from devices.refusal import Refused
from students.models import Student

MOST_ACCESSORIES = 20
# As long as a morning is remembered, and its papers may still be unsigned.
UNDONE_WITHIN = timedelta(hours=24)
# Asks for no SIM card, not even the one that sits in the machine.
NO_SIM = "-"
CHOICES = {
    "relation": set(Handover.Relation.values) - {Handover.Relation.TEACHER},
    "signed_how": set(Handover.SignedHow.values),
    "tenure": {"", Tenure.GIFT_HOUSEHOLD, Tenure.GIFT_PUPIL, Tenure.SCHOOL_LOAN},
}


@dataclass(frozen=True)
class Pair:
    """As it was written on the page; nothing of it has been looked up yet."""

    id: UUID
    pupil: UUID
    device: str
    sim: str = ""
    receiver: str = ""
    relation: str = Handover.Relation.SELF
    signed_how: str = Handover.SignedHow.SIGNED
    signer: str = ""
    signer_reason: str = ""
    signed_on: date | None = None
    place: str = ""
    tenure: str = ""
    due_on: date | None = None
    decision: str = ""
    accessories: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, pair_id, payload):
        """The pair out of an event's payload. Raises Unreadable."""
        told = {"id": pair_id, "pupil": read_uuid(payload.get("pupil"))}
        for name in ("device", "sim", "receiver", "signer", "signer_reason", "place", "decision"):
            told[name] = read_text(payload.get(name, ""))
        for name, choices in CHOICES.items():
            told[name] = read_text(payload.get(name, getattr(cls, name)))
            if told[name] not in choices:
                raise Unreadable(name)
        for name in ("signed_on", "due_on"):
            told[name] = read_day(payload.get(name) or "")
        told["accessories"] = _keys(payload.get("accessories", []))
        return cls(**told)


def hand(pair, by):
    """The paper of this pair, the first one when it comes again. Raises `Refused`."""
    student = Student.objects.visible_to(by, to="hand over devices").filter(pk=pair.pupil).first()
    if student is None:
        raise Refused(_("This pupil was not found among yours. Look whether the class has changed."))
    device = device_named(pair.device, by)
    asked = Request(
        to=student,
        by=by,
        devices=[device],
        sims=_sims(pair, device, by),
        accessories=dict.fromkeys(Accessory.objects.filter(pk__in=pair.accessories), 1),
        receiver_name=pair.receiver[:120],
        relation=pair.relation,
        signed_how=pair.signed_how,
        signer_name=pair.signer[:120],
        signer_reason=pair.signer_reason,
        signed_on=pair.signed_on,
        place=pair.place,
        tenure=pair.tenure,
        due_on=pair.due_on,
        override_decision=pair.decision,
        request_id=pair.id,
    )
    paper = hand_over(with_kits(asked, without_sim=pair.sim == NO_SIM))
    mine = paper.giver_id == by.pk and paper.pupil_id == student.pk
    if not mine or not paper.lines.filter(device=device).exists():
        raise Refused(_("This pair was sent before with something else in it. Scan pupil and device again."))
    return paper


def undo(pair_id, by):
    """Strike out what the pair handed over, as far as it is still out. Returns the paper, or None.

    One press, and without a word why: so only by who handed it over, there, and soon. Later whoever hands
    over at the school writes the reason (devices/correct.py). Raises `Refused`.
    """
    paper = Handover.objects.filter(request_id=pair_id, giver=by).first()
    lines = list(Assignment.objects.open().filter(handover=paper)) if paper else []
    if lines:
        _refuse_late(paper, by)
    for line in lines:
        void(line, by=by, reason=_("Taken back on the spot, on the page of the class."))
    return paper


def stands(pair_id, by):
    """The paper that this pair wrote, when something of it was not struck out; None otherwise."""
    return Handover.objects.filter(request_id=pair_id, giver=by, lines__voided_at=None).first()


def _refuse_late(paper, by):
    # By the clock of the server: that of a phone decides nothing.
    late = timezone.now() - paper.recorded_at > UNDONE_WITHIN
    elsewhere = not Handover.objects.visible_to(by, to="hand over devices").filter(pk=paper.pk).exists()
    if late or elsewhere:
        raise Refused(
            _(
                "Record %(number)s stands for more than %(hours)d hours, or is of a school that is no longer "
                "yours. Nothing was struck out. Open the record, press “Written wrongly” and say why; or ask "
                "the head of that school."
            )
            % {"number": paper.number, "hours": UNDONE_WITHIN // timedelta(hours=1)}
        )


def _sims(pair, device, by):
    """The card that was named, else the one that sits in the machine and is with nobody."""
    if pair.sim == NO_SIM:
        return []
    if pair.sim:
        return [sim_named(pair.sim, by)]
    inside = SimInsertion.objects.filter(device=device, removed_at=None, sim__status="stock").select_related(
        "sim"
    )
    return [insertion.sim for insertion in inside[:1]]


def _keys(told):
    if not isinstance(told, list) or len(told) > MOST_ACCESSORIES:
        raise Unreadable("accessories")
    if not all(type(key) is int and 0 < key < 2**31 for key in told):
        raise Unreadable("accessories")
    return told
