"""What a teacher sees of the own classes: given work, who has done it, and one class as a table."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.models import GivenWork, LecturePage, LectureProgress
from home.results import results_of_class, submitted_by_class
from students import standing_in
from students.models import SchoolClass, SchoolYear, Student

WORKS_ON_DESK = 4
# A table wider than this is read by nobody; older work stands on its pager.
WORKS_IN_TABLE = 8


def classes_of(user, act="give work"):
    """This year's classes with which `user` may do `act`, with the number of their pupils."""
    return (
        SchoolClass.objects.visible_to(user, to=act)
        .filter(year=SchoolYear.objects.on(timezone.localdate()))
        .select_related("school")
        .annotate(pupils=Count("enrolments", filter=Q(enrolments__ends_on=None), distinct=True))
        .order_by("school__name_sort", "grade", "name_sort")
    )


@dataclass
class Desk:
    school_class: SchoolClass
    works: list
    more: int
    # Who stands in for whom here today (students/standing_in.py).
    stand_ins: list


def desk_of(user):
    """The classes that `user` teaches, each with its newest work and how many have done it."""
    classes = list(classes_of(user))
    works = GivenWork.objects.open().filter(school_class__in=classes).select_related("page")
    by_class = {}
    for work in with_done(works).order_by("-given_at"):
        work.is_quiz = is_quiz(work.page)
        by_class.setdefault(work.school_class_id, []).append(work)
    running = [one for one in stand_ins_of(user) if one.is_running]
    return [
        Desk(one, mine[:WORKS_ON_DESK], max(0, len(mine) - WORKS_ON_DESK), _in_class(one, running, user))
        for one in classes
        for mine in [by_class.get(one.pk, [])]
    ]


def stand_ins_of(user):
    """Where `user` stands in for somebody, or somebody for `user`, today or later."""
    teacher = user.teacher_or_none
    return standing_in.of_teacher(teacher) if teacher else []


def coming_up(user):
    """Where `user` will stand in from a later day on: the classes are not on the desk yet."""
    return [one for one in stand_ins_of(user) if one.teacher.user_id == user.pk and not one.is_running]


def _in_class(school_class, running, user):
    """(arrangement, subjects, whether it is `user` who stands in) in one class."""
    found = [(one, one.by_class.get(school_class), one.teacher.user_id == user.pk) for one in running]
    return [line for line in found if line[1]]


def with_done(works):
    """Adds `done`: pupils of the class who have read the lecture or handed in the quiz."""
    sits_here = Q(
        student__enrolments__school_class=OuterRef("school_class"), student__enrolments__ends_on=None
    )
    read = LectureProgress.objects.filter(sits_here, lecture=OuterRef("page"), finished_at__isnull=False)
    readers = read.order_by().values("lecture").annotate(n=Count("student", distinct=True)).values("n")
    return works.annotate(done=Coalesce(Subquery(readers), Subquery(submitted_by_class(sits_here)), 0))


def is_quiz(page):
    return page.cached_content_type.model_class() is not LecturePage


@dataclass
class Cell:
    """One pupil and one piece of given work."""

    is_quiz: bool
    late: bool = False
    furthest: int | None = None
    finished: bool = False
    result: object = None


@dataclass
class Board:
    """A class as a table: pupils by name, the work that was given to them, who has done what."""

    school_class: SchoolClass
    works: list
    rows: list


def board_of(school_class, works, user):
    """The table of `works` (of `school_class`) as `user` may see it: five queries whatever its size."""
    works = list(works)
    sees = Student.objects.visible_to(user, to="see marks")
    students = list(sees.sitting_in(school_class))
    pages = [work.page_id for work in works]
    progress = {
        (row.student_id, row.lecture_id): row
        for row in LectureProgress.objects.filter(student__in=students, lecture__in=pages)
    }
    results = results_of_class(students, pages, user)
    for work in works:
        work.is_quiz = is_quiz(work.page)
        work.is_over = bool(work.due_at) and work.due_at < timezone.now()
    rows = [(student, [_cell(student, work, progress, results) for work in works]) for student in students]
    return Board(school_class, works, rows)


def _cell(student, work, progress, results):
    if work.is_quiz:
        result = results.of(student.pk, work.page_id)
        return Cell(True, late=work.is_over and not result.is_submitted, result=result)
    row = progress.get((student.pk, work.page_id))
    finished = bool(row and row.finished_at)
    return Cell(
        False, late=work.is_over and not finished, furthest=row.furthest if row else None, finished=finished
    )
