"""Averages of a year and levels, for a class or a whole school: three queries, whatever its size."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from courses.models import ColumnMark, MarkColumn
from students.models import Enrolment, Subject

from . import rules
from .places import LAST_PRIMARY, Kind

WEIGHED = (Kind.REGULAR, Kind.MIDTERM, Kind.FINAL)


@dataclass
class Standing:
    """A pupil's year: {subject: (term I, term II, year)}, averages or Đ and CĐ; the level and whether a
    single subject alone would have taken it down further."""

    student_id: object
    subjects: dict = field(default_factory=dict)
    level: str = ""
    is_lifted: bool = False


def of_students(students, year, subjects=None):
    """{student: Standing} for those of `students` (a queryset of ids) who have marks in the year. A mark
    counts in whichever class of the year it was given. `subjects`: {student: ids} the level waits for."""
    columns = {
        key: (subject, number, kind)
        for key, subject, number, kind in MarkColumn.objects.filter(
            school_class__year=year, kind__in=WEIGHED, rows__student__in=students
        )
        .distinct()
        .values_list("pk", "subject", "term__number", "kind")
    }
    judged = set(Subject.objects.filter(comment_only=True).values_list("pk", flat=True))
    rows = ColumnMark.objects.filter(
        column__school_class__year=year, column__kind__in=WEIGHED, student__in=students
    ).order_by("pk")
    cells = {}
    for student, column, mark, words in rows.values_list("student", "column", "mark", "words"):
        cells[student, column] = mark if mark is not None else words or None
    terms = defaultdict(lambda: {Kind.REGULAR: [], Kind.MIDTERM: None, Kind.FINAL: None})
    for (student, column), value in cells.items():
        if value is None:
            continue
        subject, number, kind = columns[column]
        of_term = terms[student, subject, number]
        if kind == Kind.REGULAR:
            of_term[kind].append(value)
        else:
            of_term[kind] = value
    found = {}
    for student, subject in {(student, subject) for student, subject, _number in terms}:
        halves = [_of_term(terms.get((student, subject, number)), subject in judged) for number in (1, 2)]
        whole = rules.year_result if subject in judged else rules.year_average
        standing = found.setdefault(student, Standing(student))
        standing.subjects[subject] = (*halves, whole(*halves))
    for student, standing in found.items():
        _set_level(standing, (subjects or {}).get(student, ()))
    return found


def _of_term(told, is_judged):
    if told is None:
        return None
    of = rules.term_result if is_judged else rules.term_average
    return of(told[Kind.REGULAR], told[Kind.MIDTERM], told[Kind.FINAL])


def _set_level(standing, expected):
    """The level, once every subject of the class has its year, and enough subjects are kept here at all."""
    if any(key not in standing.subjects for key in expected):
        return
    years = [whole for _first, _second, whole in standing.subjects.values()]
    averages = [one for one in years if isinstance(one, Decimal)]
    if any(one is None for one in years) or len(averages) < rules.SUBJECTS:
        return
    results = [one for one in years if not isinstance(one, Decimal)]
    standing.level, standing.is_lifted = rules.adjusted_level(averages, results)


def of_class(school_class, students, subjects):
    """{student: Standing} of a class's pupils; the level waits for all `subjects` of the class."""
    keys = [one.pk for one in students]
    wanted = {subject.pk for subject in subjects}
    found = of_students(keys, school_class.year, dict.fromkeys(keys, wanted))
    return {key: found.get(key) or Standing(key) for key in keys}


@dataclass
class ClassYear:
    """How many pupils of a class reached which level; nobody is named, and primary classes are left out."""

    school_class: object
    pupils: int
    levels: Counter

    @property
    def open(self):
        return self.pupils - self.levels.total()


def of_school(school, year):
    """[ClassYear] of the secondary classes of a school."""
    sitting = Enrolment.objects.open().filter(
        school_class__school=school, school_class__year=year, school_class__grade__gt=LAST_PRIMARY
    )
    seats = list(sitting.filter(student__erased_at=None).values_list("student", "school_class"))
    classes = school.classes.filter(year=year, grade__gt=LAST_PRIMARY, closed_on=None)
    wanted = _subjects_of(classes)
    of_students_ = of_students(
        sitting.values("student"), year, {student: wanted.get(key, ()) for student, key in seats}
    )
    levels, pupils = defaultdict(Counter), Counter()
    for student, key in seats:
        pupils[key] += 1
        if (standing := of_students_.get(student)) and standing.level:
            levels[key][standing.level] += 1
    return [ClassYear(one, pupils[one.pk], levels[one.pk]) for one in classes.order_by("grade", "name_sort")]


def _subjects_of(classes):
    """{class: ids of the subjects with columns}."""
    found = defaultdict(set)
    kept = MarkColumn.objects.filter(school_class__in=classes, kind__in=WEIGHED)
    for key, subject in kept.values_list("school_class", "subject").distinct():
        found[key].add(subject)
    return found
