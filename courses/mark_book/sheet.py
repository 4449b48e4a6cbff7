"""One sheet of a class's mark book: a subject in a term, with all that stands in it."""

from dataclasses import dataclass, field
from functools import cached_property

from courses.models import ColumnMark, MarkColumn, SheetRelease, SubjectPlan, TermClosing
from students.models import Student

from . import rules
from .cells import EMPTY, Value
from .places import REGULAR_SHOWN, Kind, is_primary, places_of


@dataclass
class Pupil:
    """A row of a sheet: {key of a place: the ColumnMark that counts}."""

    student: Student
    # Sits in the class now; who left keeps a row that nobody writes any more.
    sits_here: bool
    rows: dict = field(default_factory=dict)

    def value(self, key):
        return value_of(self.rows.get(key))


def value_of(row):
    return EMPTY if row is None else Value(row.mark, row.words)


class Sheet:
    """The sheet of a class in a subject and term, for a reader: only pupils whose marks `user` sees, or
    everybody's when `user` is None."""

    def __init__(self, school_class, subject, term, user=None, up_to=None):
        self.school_class, self.subject, self.term = school_class, subject, term
        self.user, self.up_to = user, up_to

    @cached_property
    def columns(self):
        found = MarkColumn.objects.of_sheet(self.school_class, self.subject, self.term.number)
        return {(one.kind, one.number): one for one in found.select_related("page")}

    @cached_property
    def plan(self):
        """What is expected; nothing where no plan says so."""
        plans = SubjectPlan.objects.filter(subject=self.subject, grade=self.school_class.grade)
        return plans.first() or SubjectPlan(subject=self.subject, grade=self.school_class.grade)

    @property
    def is_primary(self):
        return is_primary(self.school_class)

    @cached_property
    def places(self):
        """The places of the sheet, with as many regular ones as are expected or used."""
        return self.places_with(0)

    def places_with(self, regular):
        used = max((number for kind, number in self.columns if kind == Kind.REGULAR), default=0)
        shown = max(self.plan.regular or REGULAR_SHOWN, used, regular)
        return places_of(self.is_primary, self.subject.comment_only, shown)

    def column_at(self, place):
        return self.columns.get((place.kind, place.number))

    @cached_property
    def pupils(self):
        """Who sits in the class, by name, then who left it with something in the sheet."""
        seen = Student.objects.visible_to(self.user, to="see marks") if self.user else Student.objects
        found = {one.pk: Pupil(one, True) for one in seen.sitting_in(self.school_class)}
        keys = {column.pk: place.key for place in self.places if (column := self.column_at(place))}
        rows = ColumnMark.objects.filter(column__in=keys).select_related("by").order_by("pk")
        if self.up_to is not None:
            rows = rows.filter(pk__lte=self.up_to)
        gone = {}
        for row in rows:
            holder = found.get(row.student_id) or gone.setdefault(row.student_id, Pupil(None, False))
            holder.rows[keys[row.column_id]] = row
        left = Student.objects.in_bulk(gone)
        for key, pupil in gone.items():
            pupil.student = left[key]
        # Whose data were erased has no name to stand beside the marks.
        named = [one for one in gone.values() if one.student.erased_at is None]
        return [*found.values(), *sorted(named, key=lambda one: one.student.name_sort)]

    @cached_property
    def last_row(self):
        """The newest row of all: what a reader saw."""
        return max((row.pk for pupil in self.pupils for row in pupil.rows.values()), default=0)

    def average(self, pupil):
        """The average, or Đ and CĐ, of the term; None while it cannot be told, and in primary school."""
        if self.is_primary:
            return None
        regular = [pupil.value(one.key) for one in self.places if one.kind == Kind.REGULAR]
        return told_of_term(self.subject.comment_only, regular, pupil.value("midterm"), pupil.value("final"))

    @cached_property
    def closing(self):
        """The closing that holds; None."""
        return closing_of(self.school_class, self.term)

    @cached_property
    def release(self):
        """What families were shown last; None when they see nothing."""
        told = SheetRelease.objects.filter(
            school_class=self.school_class, subject=self.subject, term__number=self.term.number
        )
        last = told.select_related("by").last()
        return last if last and last.is_shown else None


def told_of_term(comment_only, regular, midterm, final):
    """Out of Values: the average, or Đ and CĐ; None."""
    if comment_only:
        return rules.term_result([one.words for one in regular if one.words], midterm.words, final.words)
    return rules.term_average([one.mark for one in regular if one.mark is not None], midterm.mark, final.mark)


def closing_of(school_class, term):
    held = TermClosing.objects.filter(school_class=school_class, term__number=term.number, opened_at=None)
    return held.select_related("closed_by").first()
