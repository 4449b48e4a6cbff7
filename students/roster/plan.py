"""What an import would do, worked out without writing anything. `changes.py` carries it out."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from lms.text import fold
from students.models import Enrolment, Guardianship, SchoolClass, SchoolYear
from students.years import year_coded

from . import reader
from .entries import interpret
from .issues import ERROR, Issue
from .matching import class_key, match
from .values import tone_key

GRADES = {"primary": range(1, 6), "lower_secondary": range(6, 10), "upper_secondary": range(10, 13)}
# Fewer pupils of a second grade than this are a slip of the pen, not a multi-grade class.
FEW = 3


@dataclass
class Plan:
    """Entries with their actions, the classes they need, and everything there is to say."""

    school: object
    year: SchoolYear
    on: date
    found: reader.FileRead
    entries: list = field(default_factory=list)
    file_issues: list = field(default_factory=list)
    # class key → SchoolClass, saved or yet to be.
    classes: dict = field(default_factory=dict)
    # Of pupils to update: fields that change, and guardians to add or correct.
    changed: dict = field(default_factory=dict)
    known: object = None

    @property
    def issues(self):
        return self.file_issues + [issue for entry in self.entries for issue in entry.issues]

    @property
    def is_refused(self):
        """Whether the file as a whole cannot be taken (no list in it, no such year)."""
        return bool(self.refusal)

    @property
    def refusal(self):
        told = (issue.message for issue in self.file_issues if issue.level == ERROR and issue.row is None)
        return next(told, "")

    @property
    def new_classes(self):
        """Classes to open: those that a pupil really comes into."""
        needed = {id(e.school_class) for e in self.entries if e.action in ("create", "update")}
        return [made for made in self.classes.values() if made.pk is None and id(made) in needed]

    @property
    def has_changes(self):
        return any(entry.action in ("create", "update") for entry in self.entries)

    @property
    def counts(self):
        actions = Counter(entry.action for entry in self.entries)
        levels = Counter(issue.level for issue in self.issues)
        return {
            "rows": len(self.entries),
            **{action: actions[action] for action in ("create", "update", "unchanged", "skip")},
            "errors": levels["error"],
            "warnings": levels["warning"],
            "new_classes": len(self.new_classes),
        }


@dataclass
class Difference:
    """What a row changes of a pupil whom the school knows."""

    fields: dict = field(default_factory=dict)
    moves: bool = False
    leaves: bool = False
    new_guardians: list = field(default_factory=list)
    # (guardian, {field: value})
    guardians: list = field(default_factory=list)
    new_household: bool = False

    def __bool__(self):
        return bool(
            self.fields
            or self.moves
            or self.leaves
            or self.new_guardians
            or self.guardians
            or self.new_household
        )


def make_plan(school, year_code, book, on, answers=None):
    """Read a `Book` for a school and year, and find out what it would change."""
    found = reader.read(book)
    year = year_coded(year_code, on)
    plan = Plan(school, year, on, found, file_issues=list(found.issues))
    if year is None:
        plan.file_issues.append(Issue("bad_year", values={"value": year_code}))
    elif year.ends_on < on:
        plan.file_issues.append(Issue("year_over", values={"value": year.code}))
    _compare_titles(plan, found)
    plan.entries = interpret(found, school, on)
    if any(issue.code in ("bad_year", "year_over") for issue in plan.file_issues):
        return plan
    _take_answers(plan.entries, answers or {})
    _find_classes(plan)
    match(plan.entries, school, year)
    _find_differences(plan)
    return plan


def answer_key(entry):
    return f"{entry.sheet}!{entry.row}"


def _compare_titles(plan, found):
    if plan.year and found.year_told and found.year_told != plan.year.code:
        plan.file_issues.append(
            Issue("other_year", values={"value": found.year_told, "year": plan.year.code})
        )
    ours = set(re.findall(r"[a-z0-9]+", fold(plan.school.name))) - {"truong"}
    for told in found.schools_told:
        # «Trường TH Nà Hỳ» above a list for Mường Nhà: the last words of a name are the place.
        words = set(re.findall(r"[a-z0-9]+", fold(told))) - {
            "truong",
            "th",
            "thcs",
            "thpt",
            "ptdtbt",
            "tieu",
            "hoc",
        }
        if words and not words & (ours - {"th", "thcs", "thpt", "ptdtbt"}):
            plan.file_issues.append(
                Issue("title_of_other_school", values={"value": told, "school": plan.school})
            )
            break


def _take_answers(entries, answers):
    chosen = answers.get("dates", {})
    for entry in entries:
        day = chosen.get(answer_key(entry))
        for candidate in entry.born.candidates:
            if candidate.isoformat() == day:
                entry.born.day = candidate
                entry.issues = [issue for issue in entry.issues if issue.code != "date_unclear"]


def _find_classes(plan):
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


def _find_differences(plan):
    matched = [entry for entry in plan.entries if entry.student is not None and not entry.has_error]
    plan.known = Known(plan.school, matched)
    for entry in matched:
        difference = _difference(entry, plan)
        plan.changed[entry.student.pk] = difference
        entry.action = "update" if difference else "unchanged"


class Known:
    """Enrolments and guardians of the matched pupils."""

    def __init__(self, school, matched):
        ids = {entry.student.pk for entry in matched}
        self.enrolments, self.guardianships = {}, defaultdict(list)
        if not ids:
            return
        opened = Enrolment.objects.open().filter(student__school=school)
        for enrolment in opened.select_related("school_class__year"):
            self.enrolments[enrolment.student_id] = enrolment
        links = Guardianship.objects.filter(student__school=school).select_related("guardian")
        self.children_of = Counter()
        for link in links:
            self.children_of[link.guardian_id] += 1
            if link.student_id in ids:
                self.guardianships[link.student_id].append(link)


def _difference(entry, plan):
    student, found = entry.student, Difference()
    for name, value in told_fields(entry).items():
        if value not in (None, "") and getattr(student, name) != value:
            found.fields[name] = value
    if "full_name" in found.fields and _name_is_no_better(student.full_name, entry.full_name):
        del found.fields["full_name"]
    if student.ministry_id:
        found.fields.pop("ministry_id", None)
    enrolment = plan.known.enrolments.get(student.pk)
    if entry.status == "studying":
        _note_return(entry, student)
        if entry.school_class is not None:
            found.moves = _moves(enrolment, entry.school_class, plan.year)
    elif entry.status and enrolment is not None:
        found.leaves = True
    if entry.status and student.status != entry.status:
        found.fields["status"] = entry.status
    _compare_guardians(entry, plan.known, found)
    if student.household_id is None and (entry.household_head or entry.guardians):
        found.new_household = True
    return found


def told_fields(entry):
    """Fields of `Student` as the row tells them; what it does not tell is empty and changes nothing."""
    return {
        "full_name": entry.full_name,
        "ministry_id": entry.ministry_id or None,
        "national_id": entry.national_id,
        "date_of_birth": entry.born.day,
        "gender": entry.gender,
        "ethnic_group_id": entry.ethnic_group,
        "commune_id": entry.commune.pk if entry.commune else None,
        "village": entry.village,
        "address_as_written": entry.address,
        "phone": ", ".join(entry.phones[:3]),
    }


def _name_is_no_better(known, told):
    """The told name differs by case, by the place of a tone mark or by missing marks alone."""
    return tone_key(known) == tone_key(told) or (fold(known) == fold(told) and told.lower() == fold(told))


def _moves(enrolment, school_class, year):
    if enrolment is None:
        return True
    if enrolment.school_class.year.starts_on > year.starts_on:
        return False  # an older list says nothing about where the pupil is today
    return enrolment.school_class_id != school_class.pk


def _note_return(entry, student):
    if student.status != "studying":
        entry.note(
            "no_longer_here", "status", value=student.get_status_display(), **{"class": entry.class_name}
        )


def _compare_guardians(entry, known, found):
    links = known.guardianships.get(entry.student.pk, [])
    for told in entry.guardians:
        same = [link for link in links if fold(link.guardian.full_name) == fold(told["full_name"])]
        if not same and any(
            link.relation == told["relation"] and told["relation"] in ("father", "mother") for link in links
        ):
            link = next(link for link in links if link.relation == told["relation"])
            entry.note(
                "guardian_differs",
                f"{told['relation']}_name",
                old=link.guardian.full_name,
                relation=link.get_relation_display(),
                new=told["full_name"],
            )
        elif not same:
            found.new_guardians.append(told)
        else:
            guardian, changes = same[0].guardian, {}
            # Who answers for several children, or signs in, is not rewritten from one list.
            free = not guardian.phone or (known.children_of[guardian.pk] == 1 and not guardian.user_id)
            if told["phone"] and told["phone"] != guardian.phone and free:
                changes["phone"] = told["phone"]
            if not _name_is_no_better(guardian.full_name, told["full_name"]) and not guardian.user_id:
                changes["full_name"] = told["full_name"]
            if changes:
                found.guardians.append((guardian, changes))
