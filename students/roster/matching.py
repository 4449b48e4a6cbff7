"""Which pupil of the school a row is. Nobody is merged on a guess: what is unclear is reported.

By ministry id; else by folded name, date of birth and class; else by the whole name and date of
birth in the school alone (a pupil who changed class). Two pupils of one name are normal.
"""

from collections import defaultdict

from students.models import Enrolment, Student

from .classes import class_key
from .values import tone_key


def match(entries, school, year):
    """Set `student` and `action` of each entry (create, or skip; changes.py finds update)."""
    report_twice(entries)
    known = _Known(entries, school, year)
    open_entries = [entry for entry in entries if not entry.has_error]
    for entry in open_entries:
        _by_id(entry, known)
    for exact in (True, False):
        for entry in open_entries:
            if entry.student is None and not entry.has_error:
                _in_class(entry, known, exact)
    for entry in open_entries:
        if entry.student is None and not entry.has_error:
            _in_school(entry, known, year)
    for entry in open_entries:
        _conclude(entry, known)


class _Known:
    """The pupils of the school, each with the open enrolment; asked once."""

    def __init__(self, entries, school, year):
        self.claimed = set()
        self.enrolment = {}
        opened = Enrolment.objects.open().filter(student__school=school)
        for enrolment in opened.select_related("school_class__year"):
            self.enrolment[enrolment.student_id] = enrolment
        self.by_id, self.by_name = {}, defaultdict(list)
        for student in Student.objects.filter(school=school):
            if student.ministry_id:
                self.by_id[student.ministry_id] = student
            self.by_name[student.name_fold].append(student)
        ids = {entry.ministry_id for entry in entries if entry.ministry_id} - self.by_id.keys()
        self.elsewhere = set()
        ids = sorted(ids)
        for start in range(0, len(ids), 1000):
            self.elsewhere |= set(
                Student.objects.filter(ministry_id__in=ids[start : start + 1000]).values_list(
                    "ministry_id", flat=True
                )
            )
        self.year = year

    def claim(self, entry, student):
        entry.student = student
        self.claimed.add(student.pk)

    def class_of(self, student):
        """Key of the class the pupil sits in this year, or ""."""
        enrolment = self.enrolment.get(student.pk)
        if enrolment is None or enrolment.school_class.year_id != self.year.pk:
            return ""
        return class_key(enrolment.school_class.name)

    def like(self, entry):
        """Unclaimed pupils of the same folded name whose ministry id does not speak against it."""
        return [
            student
            for student in self.by_name.get(entry.name_fold, [])
            if student.pk not in self.claimed and not (entry.ministry_id and student.ministry_id)
        ]


def report_twice(entries):
    """The same pupil in two rows of the file, and one id on two pupils."""
    first_by_id, first_by_name, first_anywhere = {}, {}, {}
    for entry in entries:
        if not entry.full_name:
            continue
        name = tone_key(entry.full_name)
        born = (entry.born.day, tuple(entry.born.candidates), entry.born.year)
        if entry.ministry_id:
            other = first_by_id.setdefault(entry.ministry_id, entry)
            if other is not entry:
                same = tone_key(other.full_name) == name
                entry.note(
                    "twice_in_file" if same else "same_id_in_file", "ministry_id", **_where(entry, other)
                )
                if not same:
                    other.note("same_id_in_file", "ministry_id", **_where(other, entry))
                continue
        if not any(born):
            continue
        in_class = first_by_name.setdefault((name, born, class_key(entry.class_name)), entry)
        anywhere = first_anywhere.setdefault((name, born), entry)
        if in_class is not entry and not _two_ids(in_class, entry):
            entry.note("twice_in_file", "full_name", **_where(entry, in_class))
        elif anywhere is not entry and in_class is entry and not _two_ids(anywhere, entry):
            where = {**_where(entry, anywhere), "class": anywhere.class_name}
            entry.note("maybe_twice", "full_name", **where)


def _two_ids(one, other):
    return bool(one.ministry_id and other.ministry_id and one.ministry_id != other.ministry_id)


def _where(entry, other):
    return {"other": other.row, "where": "" if other.sheet == entry.sheet else f" («{other.sheet}»)"}


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
    _take_only(fits, entry, known)


def _in_school(entry, known, year):
    """A pupil who changed class or comes from last year's: whole name and date of birth must agree."""
    fits = [
        student
        for student in known.like(entry)
        if tone_key(student.full_name) == tone_key(entry.full_name)
        and entry.born.day is not None
        and student.date_of_birth == entry.born.day
    ]
    _take_only(fits, entry, known)
    if entry.student is not None and entry.status == "studying":
        enrolment = known.enrolment.get(entry.student.pk)
        if enrolment and enrolment.school_class.year_id == year.pk:
            entry.note("class_changes", "class_name", old=enrolment.school_class.name, new=entry.class_name)


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
