"""Which pages a takeaway has, for whom.

A takeaway holds what its reader may read now, and nothing else. What is handed on as a file is chosen more
narrowly, for it is read by whoever gets it: what is open to the class, or to all who are signed in.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import opening, reading
from courses.models import Audience, CoursePage, GivenWork, LectureOpening, LecturePage, QuizPage, SubjectPage
from students.models import SchoolClass

KINDS = ("lecture", "quiz", "course", "week", "subject")
# What is made into one file, too.
HANDED_ON = ("lecture", "course", "week")
# A takeaway is begun and finished within one stay at the school's Wi-Fi.
MOST_PAGES = 150
# Given work without a day counts as this week's for so long; what is due later comes along when it is near.
GIVEN_LATELY, DUE_SOON, DUE_LATELY = timedelta(days=14), timedelta(days=14), timedelta(days=7)


@dataclass
class Chosen:
    """The pages of one takeaway, in the order in which they are read."""

    kind: str
    uid: uuid.UUID
    title: str
    lectures: list = field(default_factory=list)
    quizzes: list = field(default_factory=list)
    # Courses and subjects, which lead to them.
    lists: list = field(default_factory=list)
    # How many more there are than one takeaway holds.
    left_off: int = 0
    # The class of a week, and who may hand it on.
    school_class: SchoolClass | None = None

    @property
    def key(self):
        return f"{self.kind}-{self.uid}"


def choose(kind, uid, user):
    """What `user` may take along; 404 where there is nothing for them."""
    return {
        "lecture": _lecture,
        "quiz": _quiz,
        "course": _course,
        "week": _week,
        "subject": _subject,
    }[kind](uid, _Own(user))


def choose_to_hand_on(kind, uid, user):
    """The same as a file for the tablets of others: only what stands open to them, whoever `user` is."""
    return {"lecture": _lecture, "course": _course, "week": _week}[kind](uid, _Others(user))


class _Own:
    """What one person may read now."""

    def __init__(self, user):
        self.user = user

    def lectures(self):
        return LecturePage.objects.visible_to(self.user)

    def quizzes(self):
        return QuizPage.objects.visible_to(self.user)

    def of_class(self, school_class):
        return self

    def may_list(self, page):
        return reading.is_course_for(page, self.user) if isinstance(page, CoursePage) else True


class _Others(_Own):
    """What whoever is handed the file may read: nothing that `user` reads ahead of them."""

    def __init__(self, user, school_class=None):
        super().__init__(user)
        self.school_class = school_class

    def of_class(self, school_class):
        return _Others(self.user, school_class)

    def lectures(self):
        return self._meant_for_them(LecturePage).filter(self._open())

    def quizzes(self):
        behind = LecturePage.objects.filter(self._open()).values("pk")
        return self._meant_for_them(QuizPage).filter(Q(of_lecture=None) | Q(of_lecture__in=behind))

    def _meant_for_them(self, pages):
        if self.school_class is None:
            return pages.objects.meant_for(self.user)
        school = Q(audience=Audience.SCHOOL, school=self.school_class.school_id)
        return pages.objects.live().filter(~Q(audience=Audience.SCHOOL) | school)

    def _open(self):
        if self.school_class is None:
            return opening.open_to_all()
        own, today = LectureOpening.objects.filter(school_class=self.school_class), timezone.localdate()
        later = own.filter(opens_on__gt=today).values("lecture")
        return Q(pk__in=own.filter(opens_on__lte=today).values("lecture")) | (
            opening.open_to_all() & ~Q(pk__in=later)
        )


def _lecture(uid, readers):
    page = _one(readers.lectures(), uid)
    chosen = Chosen("lecture", uid, page.title, [page])
    beside = reading.practices_after(page, page.get_parent())
    chosen.quizzes = list(readers.quizzes().filter(pk__in=[one.pk for one in beside]).order_by("path"))
    return chosen


def _quiz(uid, readers):
    page = _one(readers.quizzes(), uid)
    return Chosen("quiz", uid, page.title, quizzes=[page])


def _course(uid, readers):
    page = _one(CoursePage.objects.live(), uid)
    if not readers.may_list(page):
        raise Http404
    return _below([page], Chosen("course", uid, page.title, lists=[page]), readers)


def _subject(uid, readers):
    page = _one(SubjectPage.objects.live(), uid)
    courses = list(CoursePage.objects.live().child_of(page).order_by("grade", "path"))
    student = readers.user.student_or_none
    if student and (grade := _grade_of(student)):
        courses = [one for one in courses if one.grade in (None, grade)]
    courses = [one for one in courses if readers.may_list(one)]
    return _below(courses, Chosen("subject", uid, page.title, lists=[page, *courses]), readers)


def _week(uid, readers):
    school_class = SchoolClass.objects.visible_to(readers.user).filter(uid=uid).first()
    if school_class is None:
        raise Http404
    readers = readers.of_class(school_class)
    now = timezone.now()
    given = (
        GivenWork.objects.open()
        .filter(school_class=school_class)
        .filter(
            Q(due_at=None, given_at__gte=now - GIVEN_LATELY)
            | Q(due_at__gte=now - DUE_LATELY, due_at__lte=now + DUE_SOON)
        )
    )
    pages = given.values("page")
    title = _("Work of the week, class %(name)s") % {"name": school_class.name}
    chosen = Chosen("week", uid, title, school_class=school_class)
    return _at_most(chosen, readers.lectures().filter(pk__in=pages), readers.quizzes().filter(pk__in=pages))


def _below(courses, chosen, readers):
    under = Q(pk__in=[])
    for course in courses:
        under |= Q(path__startswith=course.path, depth__gt=course.depth)
    # What stands behind a lecture comes with it.
    return _at_most(
        chosen, readers.lectures().filter(under), readers.quizzes().filter(under, of_lecture=None)
    )


def _at_most(chosen, lectures, quizzes):
    pages = [
        *lectures.defer("body").order_by("path")[: MOST_PAGES + 1],
        *quizzes.defer("parts").order_by("path")[: MOST_PAGES + 1],
    ]
    if len(pages) > MOST_PAGES:
        chosen.left_off = lectures.count() + quizzes.count() - MOST_PAGES
        pages = pages[:MOST_PAGES]
    chosen.lectures = [one for one in pages if isinstance(one, LecturePage)]
    chosen.quizzes = [one for one in pages if isinstance(one, QuizPage)]
    return chosen


def _one(pages, uid):
    found = pages.filter(translation_key=uid).first()
    if found is None:
        raise Http404
    return found


def _grade_of(student):
    enrolment = student.current_enrolment()
    return enrolment and enrolment.school_class.grade
