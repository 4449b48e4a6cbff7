"""One pair – a pupil and a machine – becomes a paper, or a sentence that says why not."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from devices.correct import void
from devices.handover import Request, hand_over
from devices.inspecting import all_good_but, inspect
from devices.kitting import with_kits
from devices.models import Accessory, Assignment, Handover, Inspection, Sim, Tenure
from devices.morning.reading import Unreadable, read_day, read_look, read_text, read_uuid
from devices.named import device_named, sim_named
from devices.put_in import sits_in, take_out
from devices.refusal import Refused
from lms import scans
from students.models import Student

MOST_ACCESSORIES = 20
# As long as a morning is remembered, and its papers may still be unsigned.
UNDONE_WITHIN = timedelta(hours=24)
# Asks for no SIM card, not even the one that sits in the machine.
NO_SIM = "-"
OUT = Inspection.Moment.OUT
CHOICES = {
    "relation": set(Handover.Relation.values) - {Handover.Relation.TEACHER},
    "signed_how": set(Handover.SignedHow.values),
    "tenure": {"", Tenure.GIFT_HOUSEHOLD, Tenure.GIFT_PUPIL, Tenure.SCHOOL_LOAN},
}


class CardInside(Refused):
    """It can be done once somebody says that the card in the machine is taken out."""


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
    # What was seen not to be good at the machine: {code of a point: state}; None when nobody looked.
    look: dict | None = None

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
        told["look"] = read_look(payload["look"]) if "look" in payload else None
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
    asked = with_kits(asked, without_sim=pair.sim == NO_SIM)
    _others_are_out(device, asked.sims, pair)
    paper = hand_over(asked)
    mine = paper.giver_id == by.pk and paper.pupil_id == student.pk
    if not mine or not paper.lines.filter(device=device).exists():
        raise Refused(_("This pair was sent before with something else in it. Scan pupil and device again."))
    line = paper.lines.standing().filter(device=device).first()
    if line and pair.look is not None:
        inspect(line, OUT, all_good_but(line, pair.look), by=by)
    return paper


def look(pair_id, exceptions, by):
    """What was seen at the machine of a pair, once the pair is at school; a later look corrects the one
    before, as long as the pair could be undone. Returns the paper, or None when there is none.

    Raises `Refused`.
    """
    paper, line = _handed(pair_id, by)
    if line:
        _refuse_late_look(paper, line)
        inspect(line, OUT, all_good_but(line, exceptions), by=by, correcting=True)
    return paper


def photograph(pair_id, photo, by):
    """Keep a photo of the machine of a pair as it went out. Raises `lms.scans.NotKept`."""
    paper, line = _handed(pair_id, by)
    if line:
        inspection = inspect(line, OUT, {}, by=by)
        scans.attach(inspection.photos, photo, by=by, school_id=paper.school_id)
    return paper


def _handed(pair_id, by):
    """(the paper of a pair, the line of its machine); the line is None where it was struck out.

    Whoever gave it out and went to another school since looks at no machine there any more.
    """
    papers = Handover.objects.visible_to(by, to="hand over devices")
    paper = papers.filter(request_id=pair_id, giver=by).first()
    return paper, paper and paper.lines.standing().filter(device__isnull=False).first()


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


def _is_late(paper):
    # By the clock of the server: that of a phone decides nothing.
    return timezone.now() - paper.recorded_at > UNDONE_WITHIN


def _refuse_late_look(paper, line):
    """What was signed tells how the machine went out; it is not told otherwise once it came back broken."""
    if _is_late(paper) and line.inspections.filter(moment=OUT).exists():
        raise Refused(
            _(
                "Record %(number)s stands for more than %(hours)d hours: how the machine looked when it went "
                "out does not change any more. Write what you see now when it comes back."
            )
            % {"number": paper.number, "hours": UNDONE_WITHIN // timedelta(hours=1)}
        )


def _refuse_late(paper, by):
    elsewhere = not Handover.objects.visible_to(by, to="hand over devices").filter(pk=paper.pk).exists()
    if _is_late(paper) or elsewhere:
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
    inside = [insertion.sim for insertion in _lying_inside(device)]
    # A paper of this school would take the card out of the stock of the other one without a word.
    if any(sim.school_id != device.school_id for sim in inside):
        raise CardInside(
            _(
                "In device %(code)s sits a SIM card of another school's stock. Take it out for that school "
                "and hand the device over without it, or let the card be moved to your school first."
            )
            % {"code": device.code}
        )
    return inside[:1]


def _others_are_out(device, sims, pair):
    """Whoever names another card, or none, says that what sat in the machine is taken out."""
    if not pair.sim or Handover.objects.filter(request_id=pair.id).exists():
        return
    for insertion in _lying_inside(device).exclude(sim__in=sims):
        take_out(insertion, timezone.now())


def _lying_inside(device):
    """Cards in the machine that are with nobody."""
    return sits_in(device).filter(sim__status=Sim.Status.STOCK)


def _keys(told):
    if not isinstance(told, list) or len(told) > MOST_ACCESSORIES:
        raise Unreadable("accessories")
    if not all(type(key) is int and 0 < key < 2**31 for key in told):
        raise Unreadable("accessories")
    return told
