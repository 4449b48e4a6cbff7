"""Which class a row means: one the school has this year, or one to open with a known grade."""

import re
from collections import Counter, defaultdict

from lms.text import fold
from students.models import SchoolClass

GRADES = {"primary": range(1, 6), "lower_secondary": range(6, 10), "upper_secondary": range(10, 13)}
# Fewer pupils of a second grade than this are a slip of the pen, not a multi-grade class.
FEW = 3


def class_key(name):
    """A class name as it is compared: «6 a1», «Lớp 6A1» and «6A1» are one."""
    return re.sub(r"^lop|[\s\-]", "", fold(name))


def find_classes(plan):
    """Give each entry its class: one the school has this year, or one to open with a known grade."""
    existing = {}
    if plan.year.pk:
        for known in SchoolClass.objects.filter(school=plan.school, year=plan.year):
            existing[class_key(known.name)] = known
    by_class = defaultdict(list)
    for entry in plan.entries:
        if entry.class_name and not entry.has_error:
            by_class[class_key(entry.class_name)].append(entry)
    for key, entries in by_class.items():
        if key in existing:
            _compare_grades(existing[key], entries)
            plan.classes[key] = existing[key]
        elif any(entry.status == "studying" for entry in entries):
            plan.classes[key] = _new_class(plan, entries)
        for entry in entries:
            entry.school_class = plan.classes.get(key)
        if plan.classes.get(key, True) is None:
            del plan.classes[key]


def _compare_grades(known, entries):
    for entry in entries:
        top = known.grade_to or known.grade
        if entry.grade is not None and not known.grade <= entry.grade <= top:
            entry.note("grade_differs", "grade", value=known.name, grade=entry.grade, known=known.grade)


def _new_class(plan, entries):
    taught = {grade for level in plan.school.levels.split() for grade in GRADES.get(level, ())}
    taught = taught or set(range(1, 13))
    told = Counter(entry.grade for entry in entries if entry.grade is not None)
    for grade in [grade for grade in told if grade not in taught]:
        for entry in entries:
            if entry.grade == grade:
                entry.note("grade_not_taught", "grade", value=grade)
        del told[grade]
    name = entries[0].class_name
    if not told:
        return _class_by_its_name(plan, entries, name, taught)
    usual = told.most_common(1)[0][0]
    grades = sorted(grade for grade, times in told.items() if times >= FEW or grade == usual)
    for entry in entries:
        if entry.grade is not None and entry.grade in taught and entry.grade not in grades:
            entry.note("grade_differs", "grade", value=name, grade=entry.grade, known=usual)
    if len(grades) > 1:
        entries[0].note("grade_several", "grade", value=name, grade=", ".join(map(str, grades)))
    return SchoolClass(
        school=plan.school,
        year=plan.year,
        name=name,
        grade=grades[0],
        grade_to=grades[-1] if len(grades) > 1 else None,
    )


def _class_by_its_name(plan, entries, name, taught):
    """Without a column «Khối» the number in front of the name is proposed, and said."""
    number = re.match(r"\d{1,2}", name)
    grade = int(number[0]) if number else None
    if grade not in taught:
        for entry in entries:
            if not entry.has_error:
                entry.note("grade_unknown", "class_name", value=name)
        return None
    entries[0].note("grade_from_name", "class_name", value=name, grade=grade)
    return SchoolClass(school=plan.school, year=plan.year, name=name, grade=grade)
