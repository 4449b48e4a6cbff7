"""What a roll-over would do, worked out without writing anything. `changes.py` carries it out."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Min
from django.utils.translation import gettext as _

from students.models import Enrolment, SchoolClass, SchoolYear
from students.movement.classes import names
from students.movement.rules import said
from students.years import year_coded

from .names import name_key, proposed

PROMOTE, REPEAT, FINISH, DROP_OUT, MOVE_OUT = "promote", "repeat", "finish", "drop_out", "move_out"


@dataclass
class Target:
    """A class of the new year: one that the school has already, or one to open."""

    name: str
    grades: set = field(default_factory=set)
    school_class: SchoolClass | None = None
    # The classes it comes from, the largest group first: homeroom and room are carried from that.
    sources: Counter = field(default_factory=Counter)

    @property
    def is_mixed(self):
        return len(self.grades) > 1

    @property
    def came_from(self):
        """(class of the old year, how many), the most first."""
        return self.sources.most_common()

    @property
    def size(self):
        return sum(self.sources.values())


@dataclass
class Group:
    """The pupils of one grade in one class, who go on together."""

    school_class: SchoolClass
    grade: int | None
    enrolments: list
    name: str | None
    leaves: bool = False

    @property
    def key(self):
        return f"{self.school_class.uid}:{self.grade or ''}"


@dataclass
class Line:
    """What happens to one pupil."""

    enrolment: Enrolment
    group: Group
    what: str
    target: Target | None = None
    grade: int | None = None


@dataclass
class Plan:
    school: object
    old_year: SchoolYear | None
    year: SchoolYear | None
    groups: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    targets: dict = field(default_factory=dict)
    # Sentences that must be settled first, and sentences to read.
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    # Why it can only be prepared today.
    too_early: str = ""

    @property
    def heirs(self):
        """{class of the old year: the class of the new one that gets its teachers}; at most one each."""
        heirs = {}
        for target in self.targets.values():
            source, many = target.sources.most_common(1)[0]
            if source not in heirs or many > heirs[source].sources[source]:
                heirs[source] = target
        return heirs

    @property
    def counts(self):
        acts = Counter(line.what for line in self.lines)
        return {
            **{what: acts[what] for what in (PROMOTE, REPEAT, FINISH, DROP_OUT, MOVE_OUT)},
            "classes": sum(target.school_class is None for target in self.targets.values()),
        }

    @property
    def may_be_applied(self):
        return bool(self.lines) and not self.errors and not self.too_early

    @property
    def fingerprint(self):
        """Two plans that do the same have one; what was looked at is what is done."""
        told = [
            [str(one.enrolment.student_id), one.what, one.target.name if one.target else "", one.grade]
            for one in self.lines
        ]
        told.append(sorted((one.name, sorted(one.grades)) for one in self.targets.values()))
        return hashlib.blake2b(json.dumps(told).encode(), digest_size=8).hexdigest()


def make_plan(school, answers, on):
    """The plan for the oldest year in which pupils of `school` still sit, as `answers` want it.

    `answers`: {"classes": {key of a group: name}, "pupils": {student: what or "repeat:name"}}.
    """
    old_year = year_to_leave(school, on)
    if old_year is None:
        return Plan(school, None, None)
    code = next_year_code(old_year)
    plan = Plan(school, old_year, year_coded(code, on))
    if plan.year is None:
        plan.errors.append(
            _("There is no school year %(year)s yet. Ask the department of education to open it.")
            % {"year": code.replace("-", "–")}
        )
        return plan
    if on < old_year.ends_on:
        plan.too_early = _(
            "The school year %(year)s ends on %(day)s. Prepare everything now; it can be carried out from "
            "that day on."
        ) % {"year": old_year, "day": said(old_year.ends_on)}
    plan.groups = _groups(plan, answers.get("classes", {}))
    _find_targets(plan)
    _find_lines(plan, answers.get("pupils", {}))
    _look_over(plan)
    return plan


def year_to_leave(school, on):
    """The oldest year that has begun and in which pupils of the school sit; None when all went on."""
    sitting = Enrolment.objects.open().filter(school_class__school=school)
    first = sitting.filter(school_class__year__starts_on__lte=on).aggregate(
        first=Min("school_class__year__starts_on")
    )["first"]
    return SchoolYear.objects.filter(starts_on=first).first() if first else None


def next_year_code(year):
    """«2027-2028» after 2026-2027; "" after nothing."""
    start = year.starts_on.year + 1 if year else 0
    return f"{start}-{start + 1}" if start else ""


def _groups(plan, chosen):
    sitting = (
        Enrolment.objects.open()
        .filter(school_class__school=plan.school, school_class__year=plan.old_year)
        .select_related("student", "school_class__homeroom_teacher", "school_class__campus")
        .order_by("school_class__grade", "school_class__name_sort", "student__name_sort", "pk")
    )
    groups, taught = {}, plan.school.grades
    for enrolment in sitting:
        school_class, grade = enrolment.school_class, enrolment.grade
        key = (school_class.pk, grade)
        if key not in groups:
            name = proposed(school_class, grade, taught) if grade else None
            groups[key] = Group(school_class, grade, [], name, leaves=name == "")
        groups[key].enrolments.append(enrolment)
    for group in groups.values():
        if not group.leaves and group.key in chosen:
            group.name = chosen[group.key] or None
    return list(groups.values())


def _find_targets(plan):
    """Classes of the new year by name: groups that go into one name go into one class."""
    if plan.year.pk:
        for known in plan.school.classes.not_closed().filter(year=plan.year):
            target = Target(known.name, set(known.grades), known)
            plan.targets[name_key(known.name)] = target
    for group in plan.groups:
        if group.name and group.grade:
            target = _target(plan, group.name)
            if target.school_class is None:
                target.grades.add(group.grade + 1)
                stays = name_key(group.school_class.name) == name_key(group.name)
                if stays and group.school_class.is_multi_grade:
                    # A multi-grade class keeps its grades, for the children who come next.
                    target.grades.update(group.school_class.grades)


def _find_lines(plan, marked):
    for group in plan.groups:
        for enrolment in group.enrolments:
            told, _colon, name = marked.get(str(enrolment.student_id), "").partition(":")
            what = told or (FINISH if group.leaves else PROMOTE)
            line = Line(enrolment, group, what)
            if what == PROMOTE and group.name and group.grade:
                line.target, line.grade = _target(plan, group.name), group.grade + 1
            elif what == REPEAT and group.grade:
                line.target, line.grade = _repeats_in(plan, group, name), group.grade
            if line.target:
                line.target.sources[group.school_class] += 1
            plan.lines.append(line)
    # A class that the school has already and nobody goes into is not part of this.
    plan.targets = {key: one for key, one in plan.targets.items() if one.size}


def _repeats_in(plan, group, name):
    """The class for a pupil who repeats: the one that was chosen, else that of the same name."""
    target = _target(plan, name or group.school_class.name)
    if target.school_class is None and not target.grades:
        target.grades.update(group.school_class.grades)
    return target


def _target(plan, name):
    return plan.targets.setdefault(name_key(name), Target(name))


def _look_over(plan):
    for group in plan.groups:
        if group.grade is None:
            plan.errors.append(
                _("Class %(class)s: the grade of %(names)s is not known. Say it at «Grade of each pupil».")
                % {"class": group.school_class, "names": names([one.student for one in group.enrolments])}
            )
        elif group.name is None and not group.leaves:
            plan.errors.append(
                _("Class %(class)s: write the name of its class of the new year.")
                % {"class": group.school_class}
            )
    wrong = {}
    for line in plan.lines:
        if line.target and line.grade not in line.target.grades:
            wrong.setdefault((line.target.name, line.grade), []).append(line.enrolment.student)
    for (name, grade), students in wrong.items():
        plan.errors.append(
            _("Class %(class)s has no grade %(grade)s: choose another class for %(names)s.")
            % {"class": name, "grade": grade, "names": names(students)}
        )
    for target in plan.targets.values():
        if target.school_class is None and target.is_mixed:
            plan.warnings.append(
                _("Class %(class)s will be a multi-grade class of the grades %(grades)s.")
                % {"class": target.name, "grades": ", ".join(map(str, sorted(target.grades)))}
            )
