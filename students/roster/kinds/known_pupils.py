"""What lists about pupils whom the school knows already have in common: no pupil is made, none moves.

A pupil is told by the ministry id, or by the name with the date of birth, the class, or both. One pupil
may stand in several rows: one for the father, one for the mother.
"""

from abc import abstractmethod
from collections import defaultdict

from students.models import Enrolment, Student

from ..classes import class_key
from ..dates import shown
from ..values import tone_key
from .kind import Comparison

# In a class list these keep a row out or want a look; here the pupil may be told by less.
NOT_NEEDED = {
    "class_missing",
    "class_unreadable",
    "date_missing",
    "date_missing_with_id",
    "date_placeholder",
    "date_unlikely",
    "date_year_only",
}


class KnownPupilComparison(Comparison):
    """Finds the pupil of each row; `differ` of a kind then says what the rows change."""

    def rows(self):
        for entry in self.interpreter().entries():
            entry.issues = [issue for issue in entry.issues if issue.code not in NOT_NEEDED]
            yield entry

    def settle(self, rows):
        open_rows = [row for row in rows if not row.has_error]
        known = _Known(open_rows, self.plan)
        for row in open_rows:
            row.student = known.pupil_of(row)
        self.differ([row for row in open_rows if row.student is not None])

    @abstractmethod
    def interpreter(self):
        """What reads the rows of this kind of list."""

    @abstractmethod
    def differ(self, rows):
        """Set the action of rows whose pupil was found."""


class _Known:
    """The pupils of the school that some rows may be, with the class each sits in this year."""

    def __init__(self, rows, plan):
        ids = {row.ministry_id for row in rows if row.ministry_id}
        of_school = Student.objects.filter(school=plan.school).select_related("household")
        students = list(of_school.filter(ministry_id__in=ids))
        students += of_school.filter(name_fold__in={row.name_fold for row in rows})
        students = {one.pk: one for one in students}
        self.by_id = {one.ministry_id: one for one in students.values() if one.ministry_id}
        elsewhere = Student.objects.filter(ministry_id__in=ids - self.by_id.keys())
        self.elsewhere = set(elsewhere.values_list("ministry_id", flat=True))
        self.by_name = defaultdict(list)
        for student in students.values():
            self.by_name[student.name_fold].append(student)
        opened = Enrolment.objects.open().filter(student__in=students, school_class__year=plan.year.pk)
        self.classes = {
            one.student_id: class_key(one.school_class.name) for one in opened.select_related("school_class")
        }

    def pupil_of(self, row):
        """The pupil, or None with the reason noted."""
        if row.ministry_id in self.elsewhere:
            row.note("pupil_of_other_school", "ministry_id")
            return None
        if student := self.by_id.get(row.ministry_id):
            if student.name_fold == row.name_fold or _born_alike(row, student):
                return student
            row.note("id_of_other_pupil", "ministry_id", name=student.full_name)
            return None
        like = [one for one in self.by_name[row.name_fold] if not (row.ministry_id and one.ministry_id)]
        like = [one for one in like if tone_key(one.full_name) == tone_key(row.full_name)] or like
        named, like = like, [one for one in like if row.born.day is None or _born_alike(row, one)]
        place = class_key(row.class_name)
        # Who is told by name and birthday is known even in another class.
        like = [one for one in like if place and self.classes.get(one.pk) == place] or (
            like if row.born.day else []
        )
        if len(like) == 1:
            return like[0]
        if like:
            row.maybe = like
            row.note("unclear_pupil", "full_name")
        elif not place and row.born.day is None:
            row.note("pupil_told_too_little", "full_name")
        elif others := [
            one for one in named if one.date_of_birth and self.classes.get(one.pk) == (place or "–")
        ]:
            # Perhaps day and month changed places, in the list or in the book: a person says so.
            row.maybe = others
            days = ", ".join(shown(one.date_of_birth) for one in others)
            row.note(
                "pupil_born_otherwise",
                "date_of_birth",
                value=row.full_name,
                said=shown(row.born.day),
                days=days,
            )
        else:
            row.note("pupil_unknown", "full_name", value=row.full_name)
        return None


def _born_alike(row, student):
    born = student.date_of_birth
    if born is None:
        return False
    # Once a person chose one of two days, the other is nobody's.
    return born == row.born.day if row.born.day else born in row.born.candidates
