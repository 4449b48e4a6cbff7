"""Pupils, classes, staff, schools and notices in the one box (students/finders.py)."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from students import abilities, scope
from students.finders import Finder, Hit, newest, note, register
from students.models import Enrolment, Notice, Role, School, SchoolClass, SchoolYear, Student


def find_pupils(user, wanted, most):
    mine = Student.objects.visible_to(user, to="see pupils").select_related("school")
    if wanted.is_forgiving and not scope.of(user).everywhere:
        # Among all pupils of the province a slip finds too many, and too slowly.
        return mine.filter(wanted.in_words("name_fold")).order_by("name_sort")
    return mine.nearest(wanted, most)


def tell_pupils(pupils, user):
    class_names = Enrolment.objects.names_for(pupils)
    hits = []
    for student in pupils:
        born = f"{student.date_of_birth:%d/%m/%Y}" if student.date_of_birth else ""
        where = class_names.get(student.pk) or student.get_status_display()
        address = reverse("students:student", args=[student.pk])
        hits.append(Hit(student.full_name, address, note(where, born, student.school)))
    return hits


def find_classes(user, wanted, most):
    year = SchoolYear.objects.on(timezone.localdate())
    classes = SchoolClass.objects.visible_to(user, to="see class lists").filter(year=year)
    classes = classes.filter(name__istartswith=wanted.code).select_related("school", "homeroom_teacher")
    return classes.order_by("name_sort", "school__name_sort")


def tell_classes(classes, user):
    return [
        Hit(one.name, reverse("students:class", args=[one.uid]), note(one.school, one.homeroom_teacher))
        for one in classes
    ]


def find_staff(user, wanted, most):
    """[(person, roles)]: several roles of one person are one hit."""
    roles = Role.objects.visible_to(user, to="see staff").not_over().found_by(wanted)
    people = {}
    for role in roles.select_related("user", "school", "place").order_by("user__full_name", "pk")[: most * 4]:
        people.setdefault(role.user, []).append(role)
    return list(people.items())


def tell_staff(people, user):
    hits = []
    for person, held in people:
        where = {role.school or role.place: None for role in held}
        kinds = {role.get_kind_display(): None for role in held}
        hits.append(Hit(person.full_name, _address_of(person, user), note(", ".join(kinds), *where)))
    return hits


def _address_of(person, user):
    if abilities.can(user, "give roles"):
        return reverse("students:staff-member", args=[person.username])
    return reverse("students:staff", query={"q": person.full_name})


def find_schools(user, wanted, most):
    schools = School.objects.visible_to(user, to="see class lists").filter(
        wanted.in_name() | wanted.in_name("commune__name_fold") | Q(code=wanted.code)
    )
    return schools.select_related("commune").order_by("name_sort")


def tell_schools(schools, user):
    return [
        Hit(
            school.name,
            reverse("students:classes", query={"school": school.code}),
            note(school.commune.name, school.code),
        )
        for school in schools
    ]


def find_notices(user, wanted, most):
    mine = newest(Notice.objects.visible_to(user).standing(), "-sent_at", "pk")
    return mine.filter(wanted.in_words("title", "words")).select_related(
        "school_class__school", "school", "place"
    )


def tell_notices(notices, user):
    return [
        Hit(
            one.title,
            one.get_absolute_url(),
            note(date_format(timezone.localdate(one.sent_at)), one.to_words),
        )
        for one in notices
    ]


def register_own():
    register(
        Finder("pupils", _("Pupils"), "people", find_pupils, tell_pupils, 10, "see pupils"),
        Finder(
            "classes",
            _("Classes"),
            "class",
            find_classes,
            tell_classes,
            20,
            "see class lists",
            forgives=False,
        ),
        Finder("staff", _("Staff"), "teacher", find_staff, tell_staff, 30, "see staff"),
        Finder("schools", _("Schools"), "school", find_schools, tell_schools, 40, "see class lists"),
        Finder("notices", _("Notices"), "news", find_notices, tell_notices, 90, "read notices"),
    )
