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
    return [_row(student, version, page) for version, page in belonging(user, source, most, known)]


def belonging(user, source, most, known=()):
    """[(version, page's pk)] of what practice of a set or a course asks, but for the questions `known`."""
    items = pool.items(user, source.course)
    topics = source.revision_set.topics if source.revision_set else None
    if source.revision_set:
        items = items.filter(version__question__bank__subject=source.revision_set.subject_id)
    told = items.order_by("paper__page__path", "place").values_list(
        "version", "version__question", "version__topic", "version__question__bank__title", "paper__page"
    )
    chosen = {}
    for version, question, topic, bank, page in told:
        if question not in known and question not in chosen and (topics is None or (topic or bank) in topics):
            chosen[question] = (version, page)
    chosen = dict(list(chosen.items())[: most + SPARE])
    hidden = pool.withheld(chosen)
    pages = {version: page for question, (version, page) in chosen.items() if question not in hidden}
    versions = QuestionVersion.objects.select_related(*VERSION).in_bulk(list(pages)[:most])
    return [(versions[pk], page) for pk, page in pages.items() if pk in versions]


def _row(student, version, page):
    return Recall(
        student=student,
        question=version.question,
        version=version,
        page_id=page,
        subject_id=version.question.bank.subject_id,
        topic=pool.topic_of(version),
        due_on=timezone.localdate(),
    )


def draw(student, user, source=Source(), most=A_SESSION, ahead=0):
    """What is asked: what is due, then what is new of a set or a course. With the keys that count."""
    rows = due(student, source, most, ahead)
    rows += new(student, user, source, most - len(rows))
    asked = {row.version_id: row for row in rows}
    corrected = pool.corrected([pool.Asked(row.version, row.page_id) for row in rows], student)
    for one in corrected:
        asked[one.version_id].version = one.version
    return [asked[one.version_id] for one in corrected]
