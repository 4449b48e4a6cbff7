"""Which class a row means: one the school has this year, or one to open with a known grade."""

import re
from collections import Counter
from dataclasses import dataclass, field

from lms.text import fold
from students.models import SchoolClass

GRADES = {"primary": range(1, 6), "lower_secondary": range(6, 10), "upper_secondary": range(10, 13)}
# Fewer pupils of a second grade than this are a slip of the pen, not a multi-grade class.
FEW = 3


def class_key(name):
    """A class name as it is compared: «6 a1», «Lớp 6A1» and «6A1» are one."""
    return re.sub(r"^lop|[\s\-]", "", fold(name))


def grades_taught(school):
    taught = {grade for level in school.levels.split() for grade in GRADES.get(level, ())}
    return taught or set(range(1, 13))


@dataclass(slots=True)
class Told:
    """What all rows of a class say of it together; `first` is the row that carries the remarks."""

    name: str
    first: str
    grades: Counter = field(default_factory=Counter)
    is_studied_in: bool = False
    # Worked out when every row was looked at:
    school_class: SchoolClass | None = None
    accepted: list = field(default_factory=list)
    usual: int | None = None


class Classes:
    """Looks at every row first, then tells each row its class."""

    def __init__(self, school, year):
        self.school, self.year, self.taught = school, year, grades_taught(school)
        known = SchoolClass.objects.filter(school=school, year=year) if year.pk else ()
        self.existing = {class_key(one.name): one for one in known}
        self.told = {}
        # key → SchoolClass, of all classes that the list speaks of.
        self.found = {}

    def look(self, entry):
        if not entry.class_name or entry.has_error:
            return
        key = class_key(entry.class_name)
        told = self.told.setdefault(key, Told(entry.class_name, entry.key))
        told.is_studied_in = told.is_studied_in or entry.status == "studying"
        if entry.grade is not None:
            told.grades[entry.grade] += 1

    def settle(self):
        for key, told in self.told.items():
            told.school_class = self.existing.get(key)
            if told.school_class is None and told.is_studied_in:
                told.school_class = self._new(told)
            if told.school_class is not None:
                self.found[key] = told.school_class

    def judge(self, entry):
        """Give a row its class, and note what its grade has to do with it."""
        if not entry.class_name or entry.has_error:
            return
        key = class_key(entry.class_name)
        told = self.told[key]
        entry.school_class = told.school_class
        if key in self.existing:
            _compare_grade(entry, told.school_class)
        elif told.is_studied_in:
            self._judge_new(entry, told)

    def _new(self, told):
        grades = Counter({grade: many for grade, many in told.grades.items() if grade in self.taught})
        if not grades:
            number = re.match(r"\d{1,2}", told.name)
            if not number or int(number[0]) not in self.taught:
                return None
            return SchoolClass(school=self.school, year=self.year, name=told.name, grade=int(number[0]))
        told.usual = grades.most_common(1)[0][0]
        told.accepted = sorted(grade for grade, many in grades.items() if many >= FEW or grade == told.usual)
        return SchoolClass(
            school=self.school,
            year=self.year,
            name=told.name,
            grade=told.accepted[0],
            grade_to=told.accepted[-1] if len(told.accepted) > 1 else None,
        )

    def _judge_new(self, entry, told):
        if entry.grade is not None and entry.grade not in self.taught:
            entry.note("grade_not_taught", "grade", value=entry.grade)
        elif told.school_class is None:
            entry.note("grade_unknown", "class_name", value=told.name)
        elif told.accepted and entry.grade is not None and entry.grade not in told.accepted:
            entry.note("grade_differs", "grade", value=told.name, grade=entry.grade, known=told.usual)
        if entry.key != told.first or told.school_class is None:
            return
        if not told.accepted:
            # Without a column «Khối» the number in front of the name is proposed, and said.
            entry.note("grade_from_name", "class_name", value=told.name, grade=told.school_class.grade)
        elif len(told.accepted) > 1:
            entry.note("grade_several", "grade", value=told.name, grade=", ".join(map(str, told.accepted)))


def _compare_grade(entry, known):
    top = known.grade_to or known.grade
    if entry.grade is not None and not known.grade <= entry.grade <= top:
        entry.note("grade_differs", "grade", value=known.name, grade=entry.grade, known=known.grade)
