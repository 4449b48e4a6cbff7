"""How long papers about devices are kept. Families were told (students/consent_texts): ten years from the
day the device came back, for they are papers about property."""

from django.db import transaction
from django.utils import timezone

from devices import emptying
from devices.guards import RETURN_WORDS, VOID_WORDS, YEARS_KEPT
from devices.models import GIFTS, Assignment, Handover, Loss, MachinePhoto, ProgrammeOverride, ReturnPaper
from lms import scans
from lms.days import years_after, years_before
from lms.retention import one_by_one

# Why a scan was struck out, as its line says.
STRUCK = "Đã hết hạn giữ"


def papers_of(student):
    """The hand-over records of a pupil, those to the household for the pupil included."""
    lines = Assignment.objects.filter(pupil=student).values("handover")
    return Handover.objects.filter(pk__in=lines) | Handover.objects.filter(pupil=student)


def kept_until(paper):
    """The last day on which a paper is kept; None while something on it is still lent.

    What was given and never comes back counts from the day it was given.
    """
    ends = []
    for line in paper.lines.all():
        ended = line.voided_at or line.returned_at
        if ended is None and line.tenure not in GIFTS:
            return None
        ends.append(timezone.localdate(ended or line.handed_over_at))
    return years_after(max(ends, default=paper.signed_on), YEARS_KEPT)


def over(today):
    """The papers whose time is over: a list, the oldest first."""
    old = Handover.objects.filter(forgotten_on=None, signed_on__lt=years_before(today, YEARS_KEPT))
    return [
        paper
        for paper in old.prefetch_related("lines").order_by("signed_on")
        if (until := kept_until(paper)) and until < today
    ]


def forget_papers(today):
    """Every paper whose time is over; returns how many."""
    return one_by_one(over(today), lambda paper: _forget(paper, today))


@transaction.atomic
def _forget(paper, today):
    """Take out who received it, its scans, and what was written about its lines; the lines stay."""
    paper.forgotten_on, paper.receiver_name, paper.signer_name, paper.signer_reason = today, "", "", ""
    paper.save(update_fields=["forgotten_on", "receiver_name", "signer_name", "signer_reason"])
    for scan in paper.scans.standing():
        scans.strike_out(scan, by=None, reason=STRUCK, school_id=paper.school_id)
    for photo in MachinePhoto.objects.standing().filter(inspection__line__handover=paper):
        scans.strike_out(photo, by=None, reason=STRUCK, school_id=paper.school_id)
    paper.disputes.update(words="", answer="")
    emptying.empty_losses(Loss.objects.filter(line__handover=paper), None, STRUCK)
    for given_back in ReturnPaper.objects.filter(lines__handover=paper).distinct():
        # A paper of a whole class goes with the last of those it names.
        if not given_back.lines.filter(handover__forgotten_on=None).exists():
            for scan in given_back.scans.standing():
                scans.strike_out(scan, by=None, reason=STRUCK, school_id=given_back.school_id)
    paper.lines.exclude(returned_at=None).update(**dict([RETURN_WORDS]))
    paper.lines.exclude(voided_at=None).update(**dict([VOID_WORDS]))
    ProgrammeOverride.objects.filter(assignments__handover=paper).update(reason="")
