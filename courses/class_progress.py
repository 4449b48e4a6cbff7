"""Where a class is: pupils and the lectures of a course, as a table. By name, never as a ranking."""

from dataclasses import dataclass

from django.db.models import Q

from courses import completing
from courses.models import CoursePage, LecturePage, LectureProgress, ReadingTime
from students.models import Consent, Student

# What a table needs of a lecture; bodies are far heavier.
TOLD = (
    "title",
    "url_path",
    "path",
    "depth",
    "translation_key",
    "audience",
    "outline",
    "done_by",
    "done_share",
    "opens_on",
)


@dataclass
class Cell:
    """One pupil and one lecture. `minutes`: None where nothing is measured; `practice`: where none is."""

    opened: bool = False
    done: bool = False
    read: int = 0
    parts: int = 0
    minutes: int | None = None
    practice: int | None = None
    # Whether any of the practice was tried.
    tried: bool = False

    @property
    def per_cent(self):
        return self.read * 100 // self.parts if self.parts else 0


@dataclass
class Line:
    student: Student
    cells: list
    is_measured: bool


@dataclass
class Table:
    lectures: list
    lines: list

    def column(self, at):
        return [line.cells[at] for line in self.lines]

    @property
    def heads(self):
        """(lecture, how many pupils have done it, how many have opened it)."""
        for at, lecture in enumerate(self.lectures):
            cells = self.column(at)
            yield lecture, sum(cell.done for cell in cells), sum(cell.opened for cell in cells)


def courses_of(school_class, user):
    """Courses whose lectures the class has begun, or that are for its grade: pairs of a course and how many
    lectures `user` may read of it."""
    paths = {}
    for path in LecturePage.objects.visible_to(user).values_list("path", flat=True).order_by("path"):
        course = path[: -LecturePage.steplen]
        paths[course] = paths.get(course, 0) + 1
    begun = LectureProgress.objects.filter(student__in=_pupils(school_class, user)).order_by()
    begun_paths = {
        path[: -LecturePage.steplen] for path in begun.values_list("lecture__path", flat=True).distinct()
    }
    of_grade = Q(grade__gte=school_class.grade, grade__lte=school_class.grade_to or school_class.grade)
    wanted = of_grade | Q(path__in=begun_paths)
    found = CoursePage.objects.live().filter(wanted, path__in=paths).order_by("path")
    return [(course, paths[course.path]) for course in found]


def lectures_of(course, user):
    return LecturePage.objects.visible_to(user).child_of(course).order_by("path").only(*TOLD)


def table_of(school_class, lectures, user):
    """The Table as `user` may see it: five queries, whatever its size."""
    lectures = list(lectures)
    students = list(_pupils(school_class, user))
    rows = LectureProgress.objects.filter(student__in=students, lecture__in=lectures).defer("confirmed_by")
    rows = {(row.student_id, row.lecture_id): row for row in rows}
    facts = completing.facts_of(rows.values(), {lecture.pk: lecture for lecture in lectures})
    seconds = ReadingTime.objects.filter(student__in=students, lecture__in=lectures).sums()
    agreed = Consent.objects.agreed_to(Consent.Purpose.USAGE).filter(student__in=students)
    measured = set(agreed.values_list("student", flat=True))
    lines = []
    for student in students:
        is_measured = student.pk in measured
        keys = [(student.pk, lecture.pk) for lecture in lectures]
        cells = [
            _cell(rows.get(key), facts.get(key), seconds.get(key, 0) if is_measured else None) for key in keys
        ]
        lines.append(Line(student, cells, is_measured))
    return Table(lectures, lines)


def _cell(row, facts, seconds):
    minutes = None if seconds is None else -(-seconds // 60)
    if row is None:
        return Cell(minutes=minutes)
    done = row.finished_at is not None
    # Said without scripts: all of it, and no part was measured.
    read = facts.blocks if row.said_at and not facts.seen else facts.seen
    return Cell(True, done, read, facts.blocks, minutes, facts.practice, facts.tried)


def _pupils(school_class, user):
    return Student.objects.visible_to(user, to="see marks").sitting_in(school_class)
