"""Which pupil of the school a row is. Nobody is merged on a guess: what is unclear is reported.

By ministry id; else by folded name, date of birth and class; else by the whole name and date of
birth in the school alone (a pupil who changed class). Two pupils of one name are normal.

Rows come some hundred at a time. A pupil whom a later row names by id, or more exactly, is left to it.
"""

from collections import defaultdict

from django.db.models import Q

from students.models import Enrolment, Student

from .classes import class_key
from .values import tone_key


class Matching:
    def __init__(self, school, year, repeats):
        self.school, self.year, self.repeats = school, year, repeats
        self.is_empty = not Student.objects.filter(school=school).exists()
        # Pupils that a row was found to be; as hashes, for there may be very many.
        self._claimed = set()

    def match(self, entries):
        """Set `student` and `action` of some entries (create, or skip; differences.py finds update).

        Returned are the open enrolments of the pupils found, by id of the pupil.
        """
        open_entries = [entry for entry in entries if not entry.has_error]
        known = _Known(open_entries, self)
        for entry in open_entries:
            _by_id(entry, known)
        known.look_for_names(entry for entry in open_entries if entry.student is None)
        for exact in (True, False):
            for entry in open_entries:
                if entry.student is None and not entry.has_error:
                    _in_class(entry, known, exact)
        for entry in open_entries:
            if entry.student is None and not entry.has_error:
                _in_school(entry, known)
        for entry in open_entries:
            _conclude(entry, known)
        return known.enrolments

    def claim(self, student):
        """Take a pupil – found, or made by this very import – out of what other rows may be."""
        self._claimed.add(hash(student.pk))

    def is_claimed(self, student):
        return hash(student.pk) in self._claimed


class _Known:
    """The pupils of the school that some entries may be, each with the open enrolment."""

    def __init__(self, entries, matching):
        self.matching, self.repeats, self.year = matching, matching.repeats, matching.year
        self.by_id, self.by_name, self.enrolments = {}, defaultdict(list), {}
        ids = {entry.ministry_id for entry in entries if entry.ministry_id}
        self._add(Student.objects.filter(ministry_id__in=ids))
        elsewhere = Student.objects.filter(ministry_id__in=ids - self.by_id.keys())
        self.elsewhere = set(elsewhere.values_list("ministry_id", flat=True))

    def look_for_names(self, entries):
        """Pupils of the same names; beside an id only those who have none, or have the same birthday too."""
        alone, with_id, days = set(), set(), set()
        for entry in entries:
            (with_id if entry.ministry_id else alone).add(entry.name_fold)
            days.update([entry.born.day, *entry.born.candidates])
        named = Q(name_fold__in=alone) | Q(name_fold__in=with_id, ministry_id=None)
        self._add(Student.objects.filter(named | Q(name_fold__in=with_id, date_of_birth__in=days - {None})))

    def _add(self, students):
        if self.matching.is_empty:
            return
        found = list(students.filter(school=self.matching.school))
        for student in found:
            if student.ministry_id:
                self.by_id[student.ministry_id] = student
            self.by_name[student.name_fold].append(student)
        opened = Enrolment.objects.open().filter(student__in=found).select_related("school_class__year")
        self.enrolments |= {enrolment.student_id: enrolment for enrolment in opened}

    def claim(self, entry, student):
        entry.student = student
        self.matching.claim(student)

    def class_of(self, student):
        """Key of the class the pupil sits in this year, or ""."""
        enrolment = self.enrolments.get(student.pk)
        if enrolment is None or enrolment.school_class.year_id != self.year.pk:
            return ""
        return class_key(enrolment.school_class.name)

    def like(self, entry):
        """Unclaimed pupils of the same folded name whose ministry id does not speak against it."""
        return [
            student
            for student in self.by_name.get(entry.name_fold, [])
            if not self.matching.is_claimed(student)
            and not (entry.ministry_id and student.ministry_id)
            and not self.repeats.has_id(student.ministry_id)
        ]


def _by_id(entry, known):
    if not entry.ministry_id:
        return
    if entry.ministry_id in known.elsewhere:
        # Not a word about who or where that is.
        entry.note("pupil_of_other_school", "ministry_id")
        return
    student = known.by_id.get(entry.ministry_id)
    if student is None:
        return
    same_name = student.name_fold == entry.name_fold
    if not same_name and not _born_alike(entry, student):
        entry.note("id_of_other_pupil", "ministry_id", name=student.full_name)
        return
    known.claim(entry, student)


def _in_class(entry, known, exact):
    key = class_key(entry.class_name)
    fits = [
        student
        for student in known.like(entry)
        if key and known.class_of(student) == key and _born_fits(entry, student)
    ]
    if exact:
        fits = [student for student in fits if tone_key(student.full_name) == tone_key(entry.full_name)]
        fits = [student for student in fits if _born_alike(entry, student)] or fits
    else:
        # «Hoa» does not take «Hòa» from the row that says «Hòa».
        fits = [
            student
            for student in fits
            if tone_key(student.full_name) == tone_key(entry.full_name)
            or not known.repeats.has_person(student.full_name, student.date_of_birth)
        ]
    _take_only(fits, entry, known)


def _in_school(entry, known):
    """A pupil who changed class or comes from last year's: whole name and date of birth must agree."""
    place = class_key(entry.class_name)
    fits = [
        student
        for student in known.like(entry)
        if tone_key(student.full_name) == tone_key(entry.full_name)
        and entry.born.day is not None
        and student.date_of_birth == entry.born.day
        and not _stands_elsewhere(student, place, known)
    ]
    _take_only(fits, entry, known)
    if entry.student is not None and entry.status == "studying":
        enrolment = known.enrolments.get(entry.student.pk)
        if enrolment and enrolment.school_class.year_id == known.year.pk:
            entry.note("class_changes", "class_name", old=enrolment.school_class.name, new=entry.class_name)


def _stands_elsewhere(student, place, known):
    """Whether another row of the file names the pupil in the very class that the pupil sits in."""
    sits = known.class_of(student)
    return sits != place and known.repeats.has_in_class(student.full_name, student.date_of_birth, sits)


def _take_only(fits, entry, known):
    if len(fits) == 1:
        known.claim(entry, fits[0])
    elif fits:
        entry.note("unclear_pupil", "full_name")


def _born_alike(entry, student):
    """The days are told on both sides and agree."""
    if student.date_of_birth is None:
        return False
    return student.date_of_birth == entry.born.day or student.date_of_birth in entry.born.candidates


def _born_fits(entry, student):
    """The days agree, or one side does not tell."""
    born = entry.born
    if student.date_of_birth is None:
        return True
    if born.day or born.candidates:
        return _born_alike(entry, student)
    return born.year in (None, student.date_of_birth.year)


def _conclude(entry, known):
    if entry.has_error:
        return
    if entry.student is not None:
        old, new = entry.student.full_name, entry.full_name
        if tone_key(old) != tone_key(new):
            entry.note("name_changes", "full_name", old=old, new=new)
        return
    if entry.status != "studying":
        entry.note("not_studying", "status", value=entry.status_said)
        return
    entry.action = "create"
    for student in known.by_name.get(entry.name_fold, []):
        if entry.ministry_id and student.ministry_id and _born_alike(entry, student):
            entry.note("same_name_other_id", "ministry_id")
            break
