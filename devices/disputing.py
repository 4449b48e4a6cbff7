"""A family says that a paper is not right, and the school answers."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Dispute, Handover
from devices.refusal import Refused
from lms.history import note_change


def dispute(paper, kind, words, by):
    """Write down what is not right; said twice while it is open, it is said once."""
    with transaction.atomic():
        Handover.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        raised, made = Dispute.objects.get_or_create(
            handover=paper, kind=kind, answered_at=None, defaults={"words": words.strip(), "raised_by": by}
        )
        if made:
            note_change(
                by=by, act="dispute record", thing=paper, after={"kind": str(kind)}, school=paper.school_id
            )
    return raised


def answer(raised, outcome, words, by):
    """The school's answer, once. Raises `Refused`."""
    if not words.strip():
        raise Refused(_("Write the answer that the family will read."))
    with transaction.atomic():
        raised = Dispute.objects.select_for_update(of=("self",)).select_related("handover").get(pk=raised.pk)
        if raised.answered_at:
            return raised
        raised.outcome, raised.answer, raised.answered_by = outcome, words.strip(), by
        raised.answered_at = timezone.now()
        raised.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
        note_change(
            by=by,
            act="answer dispute",
            thing=raised.handover,
            after={"outcome": str(outcome)},
            school=raised.handover.school_id,
        )
    return raised
