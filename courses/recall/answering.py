"""An answer in revision: kept once, marked here, and the memory of its question made anew from all answers.

`recall.answered` {"version": uuid, "response": ["a"], "hints": 0}, by whichever browser; its stream names no
order. What counts is when it says it was given, bounded by when it arrived (memory.bounded).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from courses import scoring
from courses.models import QuestionVersion, Recall, RecallAnswer
from courses.questions import KINDS, hints
from courses.recall import memory, pool
from courses.sync_answers import MALFORMED, read_uuid
from lms import outbox
from students.models import Student

MOST_VALUES, LONGEST_VALUE = 100, 2000


def register():
    outbox.register_stream("recall.answered", take_events)


@dataclass
class Told:
    """An answer as a form or an event tells it. `raw`: the list of values of its fields."""

    event_id: object
    version_id: object
    raw: list
    hints: int
    at: object


def take_events(events, sender):
    """Outcomes of the events of one stream."""
    student = sender.user.student_or_none
    if student is None:
        return [outbox.FORBIDDEN] * len(events)
    now = timezone.now()
    told = {event.id: _read(event, now) for event in events}
    kept = keep(student, sender.user, [one for one in told.values() if one])
    return [_outcome(told[event.id], kept) for event in events]


def _outcome(told, kept):
    if told is None:
        return MALFORMED
    return outbox.STORED if told.event_id in kept else outbox.FORBIDDEN


def _read(event, now):
    version, raw, read = (event.payload.get(name) for name in ("version", "response", "hints"))
    version = read_uuid(version)
    read = 0 if read is None else read
    if version is None or not is_raw(raw) or type(read) is not int or not 0 <= read <= hints.MOST:
        return None
    return Told(event.id, version, raw, read, memory.bounded(event.wall, now))


def is_raw(raw):
    return (
        isinstance(raw, list)
        and len(raw) <= MOST_VALUES
        and all(isinstance(one, str) and len(one) <= LONGEST_VALUE for one in raw)
    )


@transaction.atomic
def keep(student, user, told):
    """{event id: RecallAnswer} of what is kept: all but what the pupil may not revise."""
    # One at a time for each pupil: two tablets may send at one moment.
    Student.objects.select_for_update().get(pk=student.pk)
    versions = {one.version_id for one in told}
    versions = QuestionVersion.objects.filter(pk__in=versions).select_related("question__bank").in_bulk()
    recalls = _recalls(student, versions.values())
    new = _new_to(student, user, [one for one in versions.values() if one.question_id not in recalls])
    recalls |= {row.question_id: row for row in new}
    known = RecallAnswer.objects.filter(student=student, event_id__in=[one.event_id for one in told])
    kept = {row.event_id: row for row in known}
    may = [one for one in versions.values() if one.question_id in recalls]
    asked = pool.corrected(
        [pool.Asked(one, recalls[one.question_id].page_id) for one in may], student.school_id
    )
    asked = {one.version_id: one for one in asked}
    fresh = {}
    for one in told:
        version = versions.get(one.version_id)
        if version and version.question_id in recalls and one.event_id not in kept:
            fresh[one.event_id] = _marked(student, version, asked.get(version.pk), one)
    RecallAnswer.objects.bulk_create(fresh.values())
    refresh(student, [recalls[question] for question in {one.question_id for one in fresh.values()}])
    return kept | fresh


def refresh(student, recalls):
    """Derive the memory of these questions from all their answers."""
    questions = [row.question_id for row in recalls]
    seen = {question: [] for question in questions}
    answers = RecallAnswer.objects.filter(student=student, question__in=questions)
    versions = {}
    for question, version, *rest in answers.values_list("question", "version", "at", "event_id", "rating"):
        seen[question].append(memory.Seen(*rest))
        versions[rest[1]] = version
    for row in recalls:
        row.derive(seen[row.question_id])
        last = max(seen[row.question_id], key=memory.turn)
        row.version_id = versions[last.id]
    Recall.objects.bulk_update([row for row in recalls if row.pk], ["version", *memory.Known._fields])
    Recall.objects.bulk_create([row for row in recalls if not row.pk])


def _recalls(student, versions):
    rows = Recall.objects.filter(student=student, question__in={one.question_id for one in versions})
    return {row.question_id: row for row in rows}


def _new_to(student, user, versions):
    """Rows, not kept yet, for questions that the pupil may revise and never did."""
    if not versions:
        return []
    may = pool.items(user).filter(version__in=versions).order_by("pk")
    pages = dict(may.values_list("version", "paper__page"))
    return [
        Recall(
            student=student,
            question=version.question,
            version=version,
            page_id=pages[version.pk],
            subject_id=version.question.bank.subject_id,
            topic=pool.topic_of(version),
        )
        for version in versions
        if version.pk in pages
    ]


def _marked(student, version, asked, told):
    """`asked`: the version with the key that counts; None when it had a mistake."""
    response = KINDS[version.kind].read_response(told.raw, version.content) if told.raw else None
    score = Decimal(0)
    # A question that had a mistake asks for nothing: what was said to it stands as known.
    if asked is None:
        score = Decimal(1)
    elif response is not None:
        score = scoring.share(version.kind, response, version.content, asked.version.key)
    return RecallAnswer(
        student=student,
        event_id=told.event_id,
        question=version.question,
        version=version,
        response=response,
        hints=told.hints,
        score=score,
        rating=memory.rating_of(score, told.hints),
        at=told.at,
    )
