"""What an import would do, worked out without writing anything. `changes.py` carries it out."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from lms.text import fold
from students.models import SchoolYear
from students.years import year_coded

from . import reader
from .classes import find_classes
from .differences import find_differences
from .entries import interpret
from .issues import ERROR, Issue
from .matching import match


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


def make_plan(school, year_code, book, on, answers=None):
    """Read a `Book` for a school and year, and find out what it would change."""
    answers = answers or {}
    found = reader.read(book, answers.get("encoding", ""))
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
    _take_answers(plan.entries, answers)
    find_classes(plan)
    match(plan.entries, school, year)
    find_differences(plan)
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
