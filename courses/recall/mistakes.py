"""What went wrong in quizzes becomes something to revise, once its pupil may see the right answers."""

import logging

from django.db import transaction
from django.utils import timezone

from courses import correcting, review_rules, withholding
from courses.models import Attempt, QuizPage, Recall
from courses.recall import pool

log = logging.getLogger(__name__)

AT_ONCE = 200


def take(attempt):
    """Take over, once, the mistakes of an attempt whose right answers can be read by now; how many it has."""
    if attempt.mistakes_taken_at or review_rules.KEY not in review_rules.shown_with_key(attempt):
        return 0
    return _take_of(attempt)


def take_everywhere():
    """Every night: the mistakes of practice, and of quizzes whose right answers have come out meanwhile. Each
    attempt is kept by itself, so that the next night goes on where this one was stopped."""
    waiting = Attempt.objects.filter(mistakes_taken_at=None)
    taken = _take_some(waiting.filter(paper__practice=True).exclude(submitted_at=None))
    graded = waiting.filter(paper__practice=False)
    for page in QuizPage.objects.filter(pk__in=graded.order_by().values("page")).order_by("pk"):
        # Asked once a quiz and not once a pupil.
        may_be_read = review_rules.KEY in review_rules.rules_of(page).get(review_rules.CLOSED, frozenset())
        if may_be_read and review_rules.keys_are_out(page):
            taken += _take_some(graded.filter(page=page))
    return taken


def _take_some(attempts):
    taken = 0
    keys = list(attempts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = attempts.filter(pk__in=keys[start : start + AT_ONCE]).select_related("paper", "page")
        for attempt in some:
            if review_rules.KEY not in review_rules.shown(attempt):
                continue
            try:
                taken += _take_of(attempt)
            except Exception:
                # One that cannot be read must not keep all others from their revision.
                log.exception("The mistakes of attempt %s were not taken over", attempt.pk)
    return taken


@transaction.atomic
def _take_of(attempt):
    missed = _missed(attempt)
    at = attempt.submitted_at or timezone.now()
    known = Recall.objects.filter(student=attempt.student_id, question__in=[v.question_id for v in missed])
    known = {row.question_id: row for row in known.select_for_update()}
    for row in known.values():
        if row.missed_at is None or row.missed_at < at:
            row.missed_at = at
            if row.last_at is None or at > row.last_at:
                row.due_on = timezone.localdate(at)
            row.save(update_fields=["missed_at", "due_on"])
    new = [
        Recall(
            student_id=attempt.student_id,
            question_id=version.question_id,
            version=version,
            page_id=attempt.page_id,
            subject_id=version.question.bank.subject_id,
            topic=pool.topic_of(version),
            missed_at=at,
            due_on=timezone.localdate(at),
        )
        for version in missed
        if version.question_id not in known
    ]
    # Two tabs at one moment: the first has it.
    Recall.objects.bulk_create(new, ignore_conflicts=True)
    attempt.mistakes_taken_at = timezone.now()
    Attempt.objects.filter(pk=attempt.pk).update(mistakes_taken_at=attempt.mistakes_taken_at)
    return len(missed)


def _missed(attempt):
    """The versions that were not answered rightly, each question once."""
    items = correcting.for_attempt(attempt, withholding.items_to_ask(attempt.paper))
    scores = attempt.result(attempt.state(), items).scores
    wrong = [
        item.version_id
        for item in items
        if item.version.kind in pool.KINDS_MARKED
        and not item.version.void_words()
        and scores.get(item.place, item.points) < item.points
    ]
    versions = pool.QuestionVersion.objects.filter(pk__in=wrong).select_related("question__bank")
    return list({version.question_id: version for version in versions}.values())
