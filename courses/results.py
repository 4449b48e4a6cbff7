"""What classes and pupils achieved, for the screens of teachers and pupils. No ranking, ever."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Q

from courses import review_rules
from courses.models import Attempt, GivenWork, MarkRelease, QuizPage
from lms.asked_often import ANY_ID, AskedOften
from students.models import Student

# More tries than this are not looked through for one pupil's page.
NEWEST = 60


@dataclass
class Cell:
    """A pupil's work on one quiz: the attempt that counts (or None) and all tries."""

    page: object
    attempt: Attempt | None = None
    tries: list = field(default_factory=list)


@dataclass
class Row:
    student: Student
    cells: list


def quizzes_of(school_class, user):
    """Quizzes whose results in the class `user` may look at: what they may read, and what the class was
    given or pupils have sat, also when it has been taken down since."""
    sat = Attempt.objects.visible_to(user, to="see marks").filter(
        student__enrolments__school_class=school_class
    )
    return QuizPage.objects.filter(
        Q(pk__in=QuizPage.objects.visible_to(user).values("pk"))
        | Q(pk__in=GivenWork.objects.filter(school_class=school_class).values("page"))
        | Q(pk__in=sat.values("page"))
    )


def class_table(school_class, pages, user):
    """A Row for each pupil of the class whose marks `user` may see, by name, with a Cell for each of `pages`.

    Work done before moving into the class is shown with the pupil. Three queries.
    """
    sees = Student.objects.visible_to(user, to="see marks")
    students = list(sees.sitting_in(school_class))
    pages = list(pages)
    found = defaultdict(list)
    attempts = (
        Attempt.objects.visible_to(user, to="see marks")
        .filter(student__in=students, page__in=pages)
        .order_by("started_at")
    )
    for attempt in attempts.select_related("paper", "page"):
        found[attempt.student_id, attempt.page_id].append(attempt)
    return [
        Row(
            student,
            [
                Cell(page, counting_attempt(found[student.pk, page.pk], page), found[student.pk, page.pk])
                for page in pages
            ],
        )
        for student in students
    ]


def counting_attempt(attempts, page):
    """The try that counts by the quiz's rule; one that is still being worked on only if there is no other."""
    counted = [attempt for attempt in attempts if attempt.counted]
    done = [attempt for attempt in counted if attempt.is_over()]
    if not done:
        return counted[-1] if counted else None
    if page.counts == page.Counts.FIRST:
        return done[0]
    if page.counts == page.Counts.LAST:
        return done[-1]
    # A later edition, or a question that was taken out, may be worth another sum.
    return max(done, key=lambda attempt: (attempt.points or 0) / (attempt.out_of or 1))


# What a list of marks tells and decides by; a quiz page with its parts is far heavier.
TOLD = [
    *("student", "school_class", "number", "own_rules", "started_at", "accepted_at", "submitted_at"),
    *("answered", "proof", "points", "out_of", "mark", "to_mark", "flags", "gaps", "counted"),
    *("reopened_until", "result_seen_at", "handed_back"),
    *("paper__title", "paper__practice", "paper__page"),
    *(f"page__{name}" for name in ("title", "url_path", "translation_key", "opens_at", "closes_at")),
    *(f"page__review_{name}" for name in ("submitted", "open", "closed")),
    *(f"page__{name}" for name in ("minutes", "grace_minutes", "counts", "feedback", "tries", "practice")),
    "page__anonymous_marking",
]


def marks_of(student, limit=None):
    """The pupil's attempts, newest first, each with `shown_mark` (None while it may not be seen)."""
    return _with_marks(list(_told_attempts().filter(student=student)[:limit]))


def newest_marks_of(student):
    """`marks_of` the newest tries, for the page that pupils ask for most."""
    return _with_marks(_newest_attempts.all(student.pk))


def _with_marks(attempts):
    # Most quizzes show the mark at once, and need no asking.
    waiting = {
        one.page_id for one in attempts if one.page and one.page.feedback != one.page.Feedback.AFTER_SUBMIT
    }
    released = set(MarkRelease.objects.filter(page__in=waiting).values_list("page_id", "school_class_id"))
    for attempt in attempts:
        attempt.released = (attempt.page_id, attempt.school_class_id) in released
        attempt.shown_mark = attempt.mark if review_rules.may_list_mark(attempt) else None
    return attempts


@cache
def _told_attempts():
    """The same for every pupil, and put together once: it stands on the page they ask for most."""
    return Attempt.objects.select_related("paper", "page").only(*TOLD).order_by("-started_at")


_newest_attempts = AskedOften(lambda student: _told_attempts().filter(student=student)[:NEWEST], ANY_ID)


def told_of(attempt):
    """How far an attempt is, as its pupil's own browser is told. No key, and no mark before its time."""
    return {
        "attempt": str(attempt.pk),
        "submitted": attempt.submitted_at is not None,
        "over": attempt.is_over(),
        "proof": attempt.proof,
        "answered": attempt.answered,
        "marked": review_rules.shows_mark(attempt),
    }
