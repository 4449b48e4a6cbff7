"""What a pupil is asked today: about ten minutes, of what is due or of what a teacher or the pupil chose."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from courses.models import QuestionVersion, Recall
from courses.recall import pool

# A question takes a child about fifty seconds, with looking at the reason.
A_SESSION = 12
# What a browser is given to go on without signal: a session today, and what comes due in the next days.
A_PACK = 30
DAYS_AHEAD = 7
# How many more are looked at, for some may be withheld.
SPARE = 30
VERSION = ("question__bank", "audio", "picture", "passage")
NEEDED = [f"version__{name}" for name in VERSION]


@dataclass(frozen=True)
class Source:
    """Where questions come from: all that is due (nothing is told), a teacher's set, or one course."""

    revision_set: object = None
    course: object = None

    @property
    def name(self):
        if self.revision_set:
            return f"set:{self.revision_set.pk}"
        return f"course:{self.course.translation_key}" if self.course else "due"

    def of(self, rows):
        """Those of the pupil's rows that belong to it."""
        if self.revision_set:
            rows = rows.filter(subject=self.revision_set.subject_id, topic__in=self.revision_set.topics)
        if self.course:
            rows = rows.filter(page__path__startswith=self.course.path)
        return rows


def due(student, source=Source(), most=A_SESSION, ahead=0):
    """Recall rows to be asked, what has waited longest first; `ahead`: with what comes in so many days."""
    day = timezone.localdate() + timedelta(days=ahead)
    rows = source.of(Recall.objects.filter(student=student)).due(day).select_related(*NEEDED)
    rows = list(rows[: most + SPARE])
    hidden = pool.withheld([row.question_id for row in rows])
    return [row for row in rows if row.question_id not in hidden][:most]


def new(student, user, source, most):
    """Recall rows, not kept yet, of what belongs to a set or a course and was never asked; none for «due»."""
    if most <= 0 or not (source.revision_set or source.course):
        return []
    known = set(source.of(Recall.objects.filter(student=student)).values_list("question", flat=True))
    return [_row(student, one) for one in chosen(user, source, student.school_id, most, known)]


def chosen(user, source, school_id, most, known=()):
    """[pool.Asked] of what practice of a set or a course asks, on screen and on paper alike, but for the
    questions `known`; with the keys that count."""
    items = pool.items(user, source.course)
    topics = source.revision_set.topics if source.revision_set else None
    if source.revision_set:
        items = items.filter(version__question__bank__subject=source.revision_set.subject_id)
    told = items.order_by("paper__page__path", "place").values_list(
        "version", "version__question", "version__topic", "version__question__bank__title", "paper__page"
    )
    found = {}
    for version, question, topic, bank, page in told:
        if question not in known and question not in found and (topics is None or (topic or bank) in topics):
            found[question] = (version, page)
    found = dict(list(found.items())[: most + SPARE])
    hidden = pool.withheld(found)
    pages = {version: page for question, (version, page) in found.items() if question not in hidden}
    versions = QuestionVersion.objects.select_related(*VERSION).in_bulk(list(pages)[:most])
    asked = [pool.Asked(versions[pk], page) for pk, page in pages.items() if pk in versions]
    return pool.corrected(asked, school_id)


def _row(student, asked):
    version = asked.version
    return Recall(
        student=student,
        question=version.question,
        version=version,
        page_id=asked.page_id,
        subject_id=version.question.bank.subject_id,
        topic=pool.topic_of(version),
        due_on=timezone.localdate(),
    )


def draw(student, user, source=Source(), most=A_SESSION, ahead=0):
    """What is asked: what is due, then what is new of a set or a course. With the keys that count."""
    rows = {row.version_id: row for row in due(student, source, most, ahead)}
    told = [pool.Asked(row.version, row.page_id) for row in rows.values()]
    told = pool.corrected(told, student.school_id)
    for one in told:
        rows[one.version_id].version = one.version
    asked = [rows[one.version_id] for one in told]
    return asked + new(student, user, source, most - len(asked))
