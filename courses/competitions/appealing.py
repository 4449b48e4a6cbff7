"""A pupil asks to have a published result looked at again; the organiser answers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.models import Appeal
from lms.history import note_change
from lms.text import tidy

MOST = 500


def until(publication):
    return publication.at + timedelta(days=publication.round.competition.appeal_days)


@transaction.atomic
def ask(publication, entry, student, words):
    """Ask once about one publication; saying it again changes the words while nobody has answered."""
    if not (words := tidy(words)):
        raise Refused(_("Write what is to be looked at again, and why."))
    if len(words) > MOST:
        raise Refused(_("Write at most %(n)d characters.") % {"n": MOST})
    if publication.withdrawn_at or timezone.now() > until(publication):
        raise Refused(_("The days for appeals are over. Talk to your teacher."))
    told = {"entry": entry, "words": words}
    row, made = Appeal.objects.get_or_create(publication=publication, student=student, defaults=told)
    if not made and row.words != words:
        if row.answered_at:
            raise Refused(_("Your appeal has been answered already. Read the answer above."))
        row.words = words
        row.save(update_fields=["words"])
    return row


@transaction.atomic
def answer(appeal, upheld, words, by):
    """Answer an appeal, once. Marks are put right where they were given, and results published anew."""
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if not (words := tidy(words)):
        raise Refused(_("Write an answer: the pupil wants to understand."))
    if len(words) > MOST:
        raise Refused(_("Write at most %(n)d characters.") % {"n": MOST})
    if appeal.answered_at:
        if (appeal.upheld, appeal.answer) == (upheld, words):
            return appeal
        raise Refused(_("Somebody has answered this appeal already."))
    appeal.upheld, appeal.answer = upheld, words
    appeal.answered_at, appeal.answered_by = timezone.now(), by
    appeal.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    school = appeal.entry.school_id
    note_change(by=by, act="answer an appeal", thing=appeal, after={"upheld": upheld}, school=school)
    return appeal
