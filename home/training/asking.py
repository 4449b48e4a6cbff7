"""The one short question of a class: asked before, asked again after; the first tap of each stands."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import TrainingAnswer, TrainingChoice, TrainingQuestion
from home.training import Refused
from lms.history import note_change

MOMENT = TrainingAnswer.Moment
CHOICES = 4


def moment_now(course, answers, at=None):
    """Which of the two is asked now, or None. `answers`: the moments answered already.

    Before: until the first session is over, or half over where it is the only one. After: from the middle of
    the last one on.
    """
    at = at or timezone.now()
    sessions = list(course.sessions.all())
    if not sessions:
        return None if MOMENT.BEFORE in answers else MOMENT.BEFORE
    half = sessions[-1].begins_at() + (sessions[-1].ends_at() - sessions[-1].begins_at()) / 2
    if at >= half:
        return None if MOMENT.AFTER in answers else MOMENT.AFTER
    if at <= sessions[0].ends_at() and MOMENT.BEFORE not in answers:
        return MOMENT.BEFORE
    return None


def answer(enrolment, moment, choice_id):
    """Keep the tap. Sent again, or changed afterwards, the first one stands."""
    given = set(enrolment.answers.values_list("moment", flat=True))
    choice = TrainingChoice.objects.filter(pk=choice_id, question__course=enrolment.course_id).first()
    if choice is None:
        raise Refused(_("Touch one of the answers."))
    if moment in given:
        return False
    if moment_now(enrolment.course, given) != moment:
        raise Refused(_("This question is not asked now."))
    try:
        with transaction.atomic():
            TrainingAnswer.objects.create(enrolment=enrolment, moment=moment, choice=choice)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def write(course, text, choices, by):
    """The question with its [(text, sign, whether right)]; once somebody has answered it stays as it is."""
    question = TrainingQuestion.objects.filter(course=course).first()
    if question and TrainingAnswer.objects.filter(choice__question=question).exists():
        raise Refused(
            _("Somebody has answered already: the question stays, or before and after are not compared.")
        )
    if question is None:
        question = TrainingQuestion.objects.create(course=course, text=text)
    else:
        question.text = text
        question.save(update_fields=["text"])
        question.choices.all().delete()
    TrainingChoice.objects.bulk_create(
        TrainingChoice(question=question, number=number, text=words, sign=sign, is_right=right)
        for number, (words, sign, right) in enumerate(choices, start=1)
    )
    note_change(by=by, act="write the question of training", thing=course, school=course.school_id)
    return question
