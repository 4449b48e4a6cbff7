"""What went wrong in quizzes becomes something to revise, once its pupil may see the right answers."""

from itertools import batched

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from courses import correcting, review_rules, withholding
from courses.models import Attempt, Recall
from courses.recall import pool

# So many attempts at one visit; the rest at the next.
MOST_ATTEMPTS = 20


def take(student):
    """Take over the mistakes of attempts whose right answers can be read by now; how many there were."""
    ready = []
    for keys in batched(_may_be_ready(student), MOST_ATTEMPTS):
        waiting = Attempt.objects.filter(pk__in=keys).select_related("paper", "page").order_by("-started_at")
        ready += [one for one in waiting if review_rules.KEY in review_rules.shown_with_key(one)]
        if len(ready) >= MOST_ATTEMPTS:
            break
    return sum(_take_of(attempt) for attempt in ready[:MOST_ATTEMPTS])


def _may_be_ready(student):
    """Ids of attempts whose right answers may be out, the newest first. Those whose quiz never tells them, or
    is open, are left out here: they stay for good, and would keep the others from being looked at."""
    waiting = Attempt.objects.filter(student=student, mistakes_taken_at=None, to_mark=0)
    practised = Q(paper__practice=True, submitted_at__isnull=False)
    waiting = waiting.filter(practised | Q(paper__practice=False, page__closes_at__lte=timezone.now()))
    told = waiting.order_by("-started_at").values_list(
        "pk", "paper__practice", "page__feedback", "page__review_closed"
    )
    return [pk for pk, practice, *rules in told if practice or _tells_key(*rules)]


def _tells_key(feedback, when_closed):
    things = when_closed if feedback == "detail" else review_rules.PRESETS[feedback][review_rules.CLOSED]
    return review_rules.KEY in things


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
    Attempt.objects.filter(pk=attempt.pk).update(mistakes_taken_at=timezone.now())
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
