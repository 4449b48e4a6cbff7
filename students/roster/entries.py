"""Rows of a list → what each says about a pupil, in the terms of our models, with its issues."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lms.text import fold, tidy
from students.class_names import is_class_name
from students.models import EthnicGroup, Place, School

from . import dates, persons, phones, values
from .communes import Communes
from .issues import ERROR
from .row import Row
from .titles import bare_school

NO_GUARDIAN = re.compile(
    r".*\b(da mat|da chet|da qua doi|mo coi|khong ro|khong co|khong biet)\b.*|khong|mat|chet"
)
# What is asked where a person has to say which pupil a row means.
ASKED_OF_PUPILS = {"unclear_pupil", "pupil_born_otherwise"}
LIMITS = {"class_name": 30, "village": 120, "address": 300, "household_head": 120}


@dataclass(slots=True)
class Entry(Row):
    """What one row says about a pupil; `student` and `action` are filled in by matching."""

    ministry_id: str = ""
    national_id: str = ""
    born: dates.Born = field(default_factory=dates.Born)
    gender: str = ""
    ethnic_group: str | None = None
    status: str = "studying"
    status_said: str = ""
    class_name: str = ""
    grade: int | None = None
    phones: list = field(default_factory=list)
    commune: Place | None = None
    village: str = ""
    address: str = ""
    guardians: list = field(default_factory=list)
    household_head: str = ""
    poverty: str = ""
    student: object = None
    school_class: object = None
    # Pupils of whom the row may mean any: a person has to say which.
    maybe: list = field(default_factory=list)

    @property
    def name_fold(self):
        return fold(self.full_name)

    @property
    def date_candidates(self):
        return self.born.candidates

    def choose_date(self, day):
        """Take the one of two candidates that a person chose (as ISO text); anything else chooses nothing."""
        for candidate in self.born.candidates:
            if candidate.isoformat() == day:
                self.born.day = candidate
                self.issues = [issue for issue in self.issues if issue.code != "date_unclear"]

    def choose_pupil(self, key):
        """Take the one of several pupils that a person chose (its key as text)."""
        for student in self.maybe:
            if str(student.pk) == key:
                self.student = student
                self.issues = [issue for issue in self.issues if issue.code not in ASKED_OF_PUPILS]

    @property
    def told(self):
        return [self.sheet, self.row, self.action, str(self.born.day)]


class Interpreter:
    """Reads the records of a `FileRead` as entries, in the order of the file.

    A kind of list may have an `entry` with more to it, filled in by `fill(entry, given)`.
    """

    def __init__(self, found, school, on, entry=Entry, fill=None):
        self.found, self.facts, self.entry, self.fill = found, _Facts(school, on), entry, fill

    def entries(self):
        for sheet in self.found.sheets:
            for record in sheet.records():
                yield self._entry(sheet, record)

    def _entry(self, sheet, record):
        entry = self.entry(record.sheet, record.row, record.cells, sheet.titles, sheet.columns)
        _fill(entry, record, sheet.watched, self.facts)
        if self.fill:
            self.fill(entry, record.given)
        if sheet.forbidden:
            entry.issues = [issue for issue in entry.issues if issue.level != ERROR]
            entry.note("forbidden_column", value=sheet.forbidden)
        return entry


class _Facts:
    def __init__(self, school, on):
        self.school, self.on = school, on
        self.ethnic_groups = values.EthnicGroups(EthnicGroup.objects.all())
        self.communes = Communes()

    @cached_property
    def _schools(self):
        return {bare_school(name) for name in School.objects.values_list("name", flat=True)}

    def is_own_school(self, name):
        return bare_school(name) == bare_school(self.school.name)

    def is_other_school(self, name):
        """Whether a name is that of another school we know."""
        return bare_school(name) in self._schools


class Columns:
    """What is known of a sheet's columns as a whole."""

    def __init__(self):
        self.birth, self.marks_girls, self.marks_boys = dates.Column(), False, False

    def look(self, given):
        for name in ("date_of_birth", "birth_male", "birth_female"):
            if name in given:
                self.birth.look(given[name])
        # A column «Nữ» without a single cross says nothing about anybody.
        self.marks_girls = self.marks_girls or values.is_marked(given.get("is_female", ""))
        self.marks_boys = self.marks_boys or values.is_marked(given.get("is_male", ""))


def _fill(entry, record, columns, facts):
    given = persons.readable(entry, record.given)
    persons.name(entry, given)
    entry.ministry_id = entry.take("ministry_id", values.ministry_id(given.get("ministry_id", "")))
    entry.status_said = values.text(given.get("status", ""))
    entry.status = entry.take("status", values.state(given.get("status", "")))
    _birth(entry, given, columns, facts.on)
    _gender(entry, given, columns)
    entry.ethnic_group = entry.take("ethnic_group", facts.ethnic_groups.read(given.get("ethnic_group", "")))
    entry.national_id = entry.take("national_id", values.national_id(given.get("national_id", "")))
    if entry.national_id and not values.national_id_agrees(entry.national_id, entry.born.day, entry.gender):
        entry.note("national_id_differs", "national_id")
    entry.phones = entry.take("phone", phones.read(given.get("phone", "")))
    _home(entry, given, facts)
    _guardians(entry, given)
    _class(entry, record, given)
    _school(entry, given, facts)
    for name, limit in LIMITS.items():
        if len(getattr(entry, name)) > limit:
            entry.note("value_too_long", name, value=getattr(entry, name)[:30])
            setattr(entry, name, getattr(entry, name)[:limit])


def _birth(entry, given, columns, on):
    meaning = next(
        (name for name in ("date_of_birth", "birth_male", "birth_female") if name in given), "date_of_birth"
    )
    cell = given.get(meaning, "")
    pieces = [values.text(given.get(f"birth_{piece}", "")) for piece in ("day", "month", "year")]
    if not cell and pieces[2]:
        cell = "/".join(pieces) if all(pieces) else pieces[2]
    entry.born = dates.read(cell, columns.birth.habits)
    dates.judge(entry.born, on)
    for code, said in entry.born.issues:
        entry.note(code, meaning, **said)
    if not values.text(cell):
        # Without a ministry id nothing would tell the pupil from another on the next import.
        entry.note("date_missing_with_id" if entry.ministry_id else "date_missing", "date_of_birth")


def _gender(entry, given, columns):
    if "gender" in given:
        entry.gender = entry.take("gender", values.gender(given["gender"]))
    elif columns.marks_girls:
        entry.gender = "female" if values.is_marked(given.get("is_female", "")) else "male"
    elif columns.marks_boys:
        entry.gender = "male" if values.is_marked(given.get("is_male", "")) else "female"
    elif "birth_male" in given or "birth_female" in given:
        entry.gender = "male" if "birth_male" in given else "female"


def _home(entry, given, facts):
    written = {name: values.text(given.get(name, "")) for name in ("commune", "commune_old", "district")}
    entry.commune = entry.take(
        "commune" if written["commune"] else "commune_old",
        facts.communes.read_pair(written["commune"], written["commune_old"], written["district"]),
    )
    entry.village = values.text(given.get("village", ""))
    commune = written["commune"] or written["commune_old"]
    parts = [entry.village, commune, written["district"]] if commune else []
    entry.address = values.text(given.get("address", "")) or ", ".join(filter(None, parts))
    entry.household_head = values.name(given.get("household_head", ""))
    if values.is_marked(given.get("near_poor", "")):
        entry.poverty = "near_poor"
    elif values.is_marked(given.get("poor", "")):
        entry.poverty = "poor"
    elif said := fold(values.text(given.get("poverty", ""))):
        entry.poverty = (
            "near_poor"
            if re.search(r"\bcan ngheo\b|^h?cn$", said)
            else "poor"
            if re.search(r"^(ho |con ho |thuoc ho )?ngheo\b|^h?n$", said)
            else ""
        )


def _guardians(entry, given):
    for relation in ("father", "mother", "guardian"):
        said = values.text(given.get(f"{relation}_name", ""))
        numbers = entry.take(f"{relation}_phone", phones.read(given.get(f"{relation}_phone", "")))
        if not said:
            # A parent's number without a name still reaches the family.
            entry.phones += [number for number in numbers if number not in entry.phones]
            continue
        if re.search(r"\d{6}", said):
            found, _issues = phones.read(said)
            numbers, said = numbers + found, tidy(re.sub(r"[\d.+()\-:/]+", " ", said))
        name = values.name(said)
        if NO_GUARDIAN.fullmatch(fold(said)) or not values.is_name(name) or len(name) > 120:
            entry.note("guardian_unreadable", f"{relation}_name", value=said[:60])
            continue
        relation = "other" if relation == "guardian" else relation
        if any(fold(known["full_name"]) == fold(name) for known in entry.guardians):
            continue
        entry.guardians.append(
            {"relation": relation, "full_name": name, "phone": numbers[0] if numbers else None}
        )


def _class(entry, record, given):
    cell = record.class_name
    if isinstance(cell, date):
        entry.note("class_unreadable", "class_name", value=values.text(cell))
    else:
        said = re.sub(r"^(lớp|lop)\s*:?\s*", "", values.text(cell), flags=re.IGNORECASE)
        entry.class_name = re.sub(
            r"^(\d{1,2})\s*([a-zđ]{1,2})\s*(\d{0,2})$", _upper_class, said, flags=re.IGNORECASE
        )
        if said and not is_class_name(entry.class_name):
            entry.note("class_unreadable", "class_name", value=said[:40])
            entry.class_name = ""
        if not said and entry.status == "studying":
            entry.note("class_missing", "class_name")
    said = values.text(record.grade)
    number = re.search(r"\d{1,2}", said)
    if number:
        entry.grade = int(number[0])


def _upper_class(found):
    return f"{found[1]}{found[2].upper()}{found[3]}"


def _school(entry, given, facts):
    code, name = values.text(given.get("school_code", "")), values.text(given.get("school_name", ""))
    if code and code != facts.school.code:
        entry.note("row_of_other_school", "school_code", value=code)
    elif name and not facts.is_own_school(name):
        if facts.is_other_school(name):
            entry.note("row_of_other_school", "school_name", value=name)
        else:
            entry.note("title_of_other_school", "school_name", value=name, school=facts.school)
