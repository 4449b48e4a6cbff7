"""One box that finds pupils, classes, staff and schools, and what the apps above keep.

An app above adds its own things in `AppConfig.ready`:

    finding.register("see devices", _("Devices"), "tablet", find_devices, order=50)

`find_devices(user, wanted)` yields Hits, best first, out of what `user` may see by the roles that
may do the act; no more than `MOST` + 1 of them are read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students import abilities
from students.models import Enrolment, Role, School, SchoolClass, SchoolYear, Student
from students.wanted import Wanted

MOST = 8


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """The first hits of one kind; `has_more` when there are more than are shown."""

    label: str
    icon: str
    hits: list
    has_more: bool


@dataclass(frozen=True)
class Finder:
    act: str
    label: str
    icon: str
    find: Callable
    order: int


_finders = []


def register(act, label, icon, find, order):
    """Let `find(user, wanted)` answer the box for everybody who may do `act`."""
    others = [one for one in _finders if one.find is not find]
    _finders[:] = sorted([*others, Finder(act, label, icon, find, order)], key=lambda one: one.order)


def find(typed, user):
    """(Wanted, [Group]) of what `user` may see, without empty groups."""
    wanted = Wanted.read(typed)
    groups = []
    for finder in _finders if wanted.words else ():
        if abilities.can(user, finder.act):
            hits = list(islice(finder.find(user, wanted), MOST + 1))
            if hits:
                groups.append(Group(finder.label, finder.icon, hits[:MOST], len(hits) > MOST))
    return wanted, groups


def _note(*parts):
    return " · ".join(str(part) for part in parts if part)


def find_pupils(user, wanted):
    mine = Student.objects.visible_to(user, to="see pupils").select_related("school")
    found = mine.nearest(wanted, MOST + 1)
    class_names = Enrolment.objects.names_for(found)
    for student in found:
        born = f"{student.date_of_birth:%d/%m/%Y}" if student.date_of_birth else ""
        where = class_names.get(student.pk) or student.get_status_display()
        yield Hit(
            student.full_name,
            reverse("students:student", args=[student.pk]),
            _note(where, born, student.school),
        )


def find_classes(user, wanted):
    year = SchoolYear.objects.on(timezone.localdate())
    classes = SchoolClass.objects.visible_to(user, to="see class lists").filter(year=year)
    classes = classes.filter(name__istartswith=wanted.code).select_related("school", "homeroom_teacher")
    for one in classes.order_by("name_sort", "school__name_sort")[: MOST + 1]:
        yield Hit(
            one.name, reverse("students:class", args=[one.uid]), _note(one.school, one.homeroom_teacher)
        )


def find_staff(user, wanted):
    roles = Role.objects.visible_to(user, to="see staff").not_over().found_by(wanted)
    people = {}
    for role in roles.select_related("user", "school", "place").order_by("user__full_name", "pk")[: MOST * 4]:
        people.setdefault(role.user, []).append(role)
    for person, held in people.items():
        where = {role.school or role.place: None for role in held}
        kinds = {role.get_kind_display(): None for role in held}
        yield Hit(person.full_name, _address_of(person, user), _note(", ".join(kinds), *where))


def _address_of(person, user):
    if abilities.can(user, "give roles"):
        return reverse("students:staff-member", args=[person.username])
    return reverse("students:staff", query={"q": person.full_name})


def find_schools(user, wanted):
    schools = School.objects.visible_to(user, to="see class lists").filter(
        wanted.in_name() | wanted.in_name("commune__name_fold") | Q(code=wanted.code)
    )
    for school in schools.select_related("commune").order_by("name_sort")[: MOST + 1]:
        yield Hit(
            school.name,
            reverse("students:classes", query={"school": school.code}),
            _note(school.commune.name, school.code),
        )


def register_own():
    register("see pupils", _("Pupils"), "people", find_pupils, order=10)
    register("see class lists", _("Classes"), "class", find_classes, order=20)
    register("see staff", _("Staff"), "teacher", find_staff, order=30)
    register("see class lists", _("Schools"), "school", find_schools, order=40)
