"""Averages of a year and levels, for a class or a whole school: a query for each 500 columns."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import batched

from django.db.models import F, TextField
from django.db.models.functions import Cast

from courses.models import ColumnMark, MarkColumn
from students.models import Enrolment, Subject

from . import rules
from .places import LAST_PRIMARY, Kind

WEIGHED = (Kind.REGULAR, Kind.MIDTERM, Kind.FINAL)
# Columns asked for in one query.
AT_ONCE = 500


@dataclass
class Standing:
    """A pupil's year: {subject: (term I, term II, year)}, averages or Đ and CĐ; the level and whether a
    single subject alone would have taken it down further."""

    student_id: object
    subjects: dict = field(default_factory=dict)
    level: str = ""
    is_lifted: bool = False


def of_students(students, year, classes, subjects=None):
    """{student: Standing} for those of `students` (ids) who have marks in the year, in `classes` or, for
    who moved, in another class. `subjects`: {student: ids} that the level waits for."""
    standing = {str(student).replace("-", ""): student for student in students}
    columns = _columns(MarkColumn.objects.filter(school_class__in=classes))
    terms = defaultdict(lambda: ([], {}))
    for rows in batched(columns, AT_ONCE):
        _take(terms, columns, standing, ColumnMark.objects.filter(column__in=rows))
    here = {one.pk for one in classes}
    moved = Enrolment.objects.filter(student__in=_moved(classes), school_class__year=year)
    elsewhere = {
        (student, key) for student, key in moved.values_list("student", "school_class") if key not in here
    }
    if elsewhere:
        others = _columns(MarkColumn.objects.filter(school_class__in={key for _student, key in elsewhere}))
        mine = ColumnMark.objects.filter(student__in={student for student, _key in elsewhere})
        _take(terms, others, standing, mine.filter(column__in=others))
    return _standings(terms, subjects or {})


def _moved(classes):
    """Who sits in these classes and sat elsewhere before: few."""
    seats = Enrolment.objects.open().filter(school_class__in=classes)
    before = Enrolment.objects.exclude(ends_on=None).filter(student__in=seats.values("student"))
    return before.values("student")


def _columns(columns):
    """{id as text: (subject, number of the term, kind)}"""
    told = columns.filter(kind__in=WEIGHED).values_list("pk", "subject", "term__number", "kind")
    return {pk.hex: (subject, number, kind) for pk, subject, number, kind in told}


def _take(terms, columns, standing, rows):
    """Put the rows that count of `rows` into `terms`. Ids and marks come as text: making objects of a
    hundred thousand of them takes longer than all the rest."""
    keys = (_as_text("student"), _as_text("column"), _as_text("mark"), F("words"))
    cells = {}
    for student, column, mark, words in rows.order_by("pk").values_list(*keys):
        cells[student, column] = _mark(mark) if mark else words
    # PostgreSQL writes ids with dashes, SQLite without.
    plain = {text: text.replace("-", "") for pair in cells for text in pair}
    for (student, column), value in cells.items():
        student = standing.get(plain[student])
        if value == "" or student is None:
            continue
        subject, number, kind = columns[plain[column]]
        regular, others = terms[student, subject, number]
        if kind == Kind.REGULAR:
            regular.append(value)
        else:
            others[kind] = value


def _as_text(name):
    return Cast(name, TextField())


@cache
def _mark(text):
    return rules.rounded(Decimal(text))


def _standings(terms, subjects):
    judged = set(Subject.objects.filter(comment_only=True).values_list("pk", flat=True))
    found = {}
    for student, subject in {(student, subject) for student, subject, _number in terms}:
        halves = [_of_term(terms.get((student, subject, number)), subject in judged) for number in (1, 2)]
        whole = rules.year_result if subject in judged else rules.year_average
        standing = found.setdefault(student, Standing(student))
        standing.subjects[subject] = (*halves, whole(*halves))
    for student, standing in found.items():
        _set_level(standing, subjects.get(student, ()))
    return found


def _of_term(told, is_judged):
    if told is None:
        return None
    regular, others = told
    of = rules.term_result if is_judged else rules.term_average
    return of(regular, others.get(Kind.MIDTERM), others.get(Kind.FINAL))


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
    found = of_students(keys, school_class.year, [school_class], dict.fromkeys(keys, wanted))
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
    opened = school.classes.filter(year=year, grade__gt=LAST_PRIMARY, closed_on=None)
    classes = list(opened.order_by("grade", "name_sort"))
    wanted = _subjects_of(classes)
    expected = {student: wanted.get(key, ()) for student, key in seats}
    standings = of_students(expected, year, classes, expected)
    levels, pupils = defaultdict(Counter), Counter()
    for student, key in seats:
        pupils[key] += 1
        if (standing := standings.get(student)) and standing.level:
            levels[key][standing.level] += 1
    return [ClassYear(one, pupils[one.pk], levels[one.pk]) for one in classes]


def _subjects_of(classes):
    """{class: ids of the subjects with columns}."""
    found = defaultdict(set)
    kept = MarkColumn.objects.filter(school_class__in=classes, kind__in=WEIGHED)
    for key, subject in kept.values_list("school_class", "subject").distinct():
        found[key].add(subject)
    return found
