"""Judge from what is kept whether lectures are done (the rules: courses/completion.py).

`finished_at` of LectureProgress says when a lecture was done first; it is derived, and made anew when the
rule of the lecture changes.
"""

from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.db.models import F, FloatField, Max
from django.db.models.functions import Cast
from django.utils import timezone

from courses import completion
from courses.completion import Facts

# Pupils judged with one set of questions to the database.
AT_ONCE = 500


def facts_of(rows, lectures):
    """{(student, lecture): Facts} for rows of LectureProgress. `lectures`: by key, with their outline."""
    rows = list(rows)
    students = {row.student_id for row in rows}
    best = _best_of_practice(students, lectures.values())
    handed_in = _handed_in(students, lectures.values())
    return {
        (row.student_id, row.lecture_id): _facts(row, lectures[row.lecture_id], best, handed_in)
        for row in rows
    }


def judge(row, lecture):
    """Whether one pupil has done the lecture, as things stand now."""
    return completion.is_done(
        lecture.rule, facts_of([row], {lecture.pk: lecture})[row.student_id, lecture.pk]
    )


def refresh(row, lecture):
    """Note that it is done now, if it is. What was done once stays so while the rule stays."""
    if row.finished_at is None and judge(row, lecture):
        row.finished_at = timezone.now()
    return row


def after_practice(student, page):
    """A try at a practice: lectures that ask for it may be done by it."""
    from courses.models import LecturePage

    waiting = LecturePage.objects.filter(done_by=completion.PRACTICE, pk__in=_lectures_with(page))
    _refresh_those(student, waiting.exclude(progress__in=_finished(student)))


def rejudge(lecture):
    """Judge every reader anew when the rule is another one than that by which they were judged."""
    from courses.models import LecturePage, LectureProgress

    if lecture.judged_by == lecture.rule.text:
        return
    keys = list(LectureProgress.objects.filter(lecture=lecture).values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        _rejudge_some(lecture, keys[start : start + AT_ONCE])
    LecturePage.objects.filter(pk=lecture.pk).update(judged_by=lecture.rule.text)


@transaction.atomic
def _rejudge_some(lecture, keys):
    from courses.models import LectureProgress

    # Held, so that no reader adds to a row between judging it and writing that down.
    rows = list(LectureProgress.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    facts = facts_of(rows, {lecture.pk: lecture})
    done = {row.pk for row in rows if completion.is_done(lecture.rule, facts[row.student_id, lecture.pk])}
    known = LectureProgress.objects.filter(pk__in=keys)
    # Without touching when it was read last. When it was done is known of what was said.
    known.filter(pk__in=done, finished_at=None, said_at__isnull=False).update(finished_at=F("said_at"))
    known.filter(pk__in=done, finished_at=None).update(finished_at=timezone.now())
    known.exclude(pk__in=done).exclude(finished_at=None).update(finished_at=None)


def _refresh_those(student, lectures):
    from courses.models import LectureProgress

    for lecture in lectures:
        with transaction.atomic():
            rows = LectureProgress.objects.select_for_update().filter(student=student, lecture=lecture)
            # Who has not opened the lecture yet is judged when that is told.
            for row in rows:
                # Not `updated_at`: to practise is not to read.
                refresh(row, lecture).save(update_fields=["finished_at"])


def _finished(student):
    from courses.models import LectureProgress

    return LectureProgress.objects.filter(student=student).exclude(finished_at=None)


def _lectures_with(page):
    """Keys of lectures in which the practice stands."""
    from wagtail.models import ReferenceIndex

    from courses.models import LecturePage

    wanted = {
        reference.object_id
        for reference in ReferenceIndex.get_references_to(page)
        if reference.content_type.model_class() is LecturePage
    }
    return [int(key) for key in wanted] + ([page.of_lecture_id] if page.of_lecture_id else [])


def _facts(row, lecture, best, handed_in):
    outline = lecture.outline
    blocks, practices, tasks = (outline.get(name, []) for name in ("blocks", "practices", "tasks"))
    read = set(row.blocks)
    shares = [best.get((row.student_id, page)) for page in practices]
    return Facts(
        seen=sum(block in read for block in blocks),
        blocks=len(blocks),
        said=row.said_at is not None,
        handed_in=len(handed_in[row.student_id, lecture.pk] & set(tasks)),
        tasks=len(tasks),
        practice=_per_cent(shares),
        tried=any(share is not None for share in shares),
        confirmed=row.confirmed_at is not None,
    )


def _per_cent(shares):
    """The mean of shares (None: not tried yet), rounded down: 79,9 is not 80."""
    if not shares:
        return None
    return int(sum((share or Decimal(0) for share in shares), Decimal(0)) * 100 / len(shares))


def _best_of_practice(students, lectures):
    """{(student, practice): the best share of its points}."""
    from courses.models import Attempt

    pages = {page for lecture in lectures for page in lecture.outline.get("practices", [])}
    if not pages:
        return {}
    tries = Attempt.objects.filter(student__in=students, page__in=pages, paper__practice=True, out_of__gt=0)
    # Whole numbers divided by whole numbers are whole ones in SQLite: 4 of 5 would be 0.
    share = Cast("points", FloatField()) / Cast("out_of", FloatField())
    rows = tries.order_by().values_list("student", "page").annotate(best=Max(share))
    return {(student, page): Decimal(str(best or 0)) for student, page, best in rows}


def _handed_in(students, lectures):
    """{(student, lecture): ids of the blocks to which something was handed in}."""
    from courses.models import TaskWork

    found = defaultdict(set)
    asking = [lecture.pk for lecture in lectures if lecture.outline.get("tasks")]
    if asking:
        works = TaskWork.objects.handed_in().filter(student__in=students, lecture__in=asking)
        for student, lecture, block in works.values_list("student", "lecture", "block"):
            found[student, lecture].add(block)
    return found
