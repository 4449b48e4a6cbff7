"""A question that nobody revised for two years goes with all its answers: with some of them alone, its memory
could not be derived any more. No question waits that long to be asked (memory.MOST_DAYS)."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from courses.models import Recall, RecallAnswer
from lms.days import midnight, years_before

YEARS = 2


def before(today):
    return years_before(today, YEARS)


def old(today):
    moment = midnight(before(today))
    return Recall.objects.filter(Q(last_at__lt=moment) | Q(last_at=None, missed_at__lt=moment))


@transaction.atomic
def forget(today):
    # Their guard lets answers go with the whole memory of their question alone.
    old(today).update(forgotten_at=timezone.now())
    mine = old(today).filter(student=OuterRef("student"), question=OuterRef("question"))
    answers, _of_which = RecallAnswer.objects.filter(Exists(mine)).delete()
    rows, _of_which = old(today).delete()
    return answers + rows
