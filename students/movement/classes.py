"""Whole classes: part of one into another, two made one, and a class at another campus."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.history import note_change, note_changes
from lms.text import fold
from students.models import CampusStay, Enrolment, Movement

from . import rules
from .pupils import grade_in
from .rules import CannotMove
from .strokes import stroke

Kind, Outcome = Movement.Kind, Enrolment.Outcome
A_FEW = 3


def part(old, students, to, on, by):
    """Some pupils of class `old` sit in class `to` from `on` on; a new class is opened for them."""
    label = f"{old} → {to}: {how_many(len(students))}"
    with stroke(Kind.PART, old.school, on, by, label) as made:
        if not students:
            raise CannotMove(_("Choose the pupils who go into the other class."), "students")
        _same_school_and_year(old, to)
        if to.pk is None:
            refuse_taken_name(to)
            to.set_name_columns()
            made.trail.make(to)
        enrolments = _held(old, students)
        if len(enrolments) < len(set(students)):
            raise CannotMove(
                _("Some of these pupils left class %(class)s meanwhile. Choose once more.") % {"class": old},
                "students",
            )
        _move(made, enrolments, to, by)
    return made.movement


def merge(old, into, on, by):
    """All pupils of class `old` sit in class `into` from `on` on, and `old` is closed.

    Classes of different grades become a multi-grade class (lớp ghép): each pupil keeps the grade.
    """
    label = f"{old} + {into}"
    with stroke(Kind.MERGE, old.school, on, by, label) as made:
        _same_school_and_year(old, into)
        rules.refuse_closed(old)
        rules.refuse_closed(into)
        enrolments = _held(old)
        unknown = [one.student for one in enrolments if one.grade is None]
        if unknown:
            raise CannotMove(
                _(
                    "The grade of %(names)s in class %(class)s is not known. "
                    "Say it first: «Grade of each pupil»."
                )
                % {"names": names(unknown), "class": old}
            )
        _widen(made, into, old)
        _move(made, enrolments, into, by)
        made.trail.change(old, closed_on=on)
        note_change(by=by, act="merge classes", thing=old, after={"class": into.name, "from": str(on)})
    return made.movement


def change_campus(school_class, campus, on, by):
    """The class has its room at another campus from `on` on; where it was before stays known."""
    label = f"{school_class} → {campus}"
    with stroke(Kind.CAMPUS, school_class.school, on, by, label) as made:
        if campus.school_id != school_class.school_id:
            raise CannotMove(_("This campus belongs to another school."), "campus")
        if campus.pk == school_class.campus_id:
            raise CannotMove(
                _("Class %(class)s is at %(campus)s already.") % {"class": school_class, "campus": campus},
                "campus",
            )
        rules.refuse_closed(school_class)
        starts = rules.first_day(school_class, on)
        first = school_class.year.starts_on
        stay = school_class.campus_stays.filter(ends_on=None).first()
        if stay and starts < stay.starts_on:
            raise CannotMove(
                _("The class is at %(campus)s from %(day)s on. Write that day or a later one.")
                % {"campus": stay.campus, "day": rules.said(stay.starts_on)},
                "on",
            )
        if stay and stay.starts_on == starts:
            made.trail.remove(stay)
        elif stay:
            made.trail.change(stay, ends_on=starts - rules.A_DAY)
        elif school_class.campus_id and starts > first:
            made.new.append(_stay(school_class, school_class.campus, first, starts - rules.A_DAY))
        made.new.append(_stay(school_class, campus, starts))
        before = str(school_class.campus or "")
        made.trail.change(school_class, campus_id=campus.pk)
        note_change(
            by=by,
            act="move a class to another campus",
            thing=school_class,
            before={"campus": before},
            after={"campus": str(campus), "from": str(on)},
        )
    return made.movement


def set_grades(school_class, grades, by):
    """Which grade each pupil of a multi-grade class is in; `grades`: {enrolment: grade}."""
    changed = []
    for enrolment, grade in grades.items():
        if grade not in school_class.grades:
            raise CannotMove(
                _("Class %(class)s has no grade %(grade)s.") % {"class": school_class, "grade": grade}
            )
        if enrolment.own_grade != grade:
            changed.append((enrolment.student, {"grade": enrolment.own_grade}, {"grade": grade}))
            enrolment.own_grade = grade
    Enrolment.objects.bulk_update(grades, ["own_grade"])
    note_changes(by, "say the grade in a multi-grade class", changed, school_class.school)


def refuse_taken_name(school_class):
    """Two classes of one school and year have two names, however they are spelled."""
    same = fold(school_class.name).replace(" ", "")
    others = school_class.school.classes.filter(year=school_class.year_id).exclude(pk=school_class.pk)
    for other in others:
        if fold(other.name).replace(" ", "") == same:
            raise CannotMove(
                _("There is a class %(class)s in %(year)s already. Give it another name.")
                % {"class": other, "year": school_class.year},
                "name",
            )


def names(students):
    """A few names, and how many more."""
    told = ", ".join(student.full_name for student in students[:A_FEW])
    more = len(students) - A_FEW
    return told if more <= 0 else _("%(names)s and %(n)d more") % {"names": told, "n": more}


def how_many(count):
    return ngettext("%(n)d pupil", "%(n)d pupils", count) % {"n": count}


def _move(made, enrolments, to, by):
    lines = []
    for enrolment in enrolments:
        grade = grade_in(to, enrolment.grade, enrolment.student)
        made.swap(enrolment, to, Outcome.MOVED_CLASS, grade)
        after = {"class": to.name, "from": str(made.on)}
        lines.append((enrolment.student, {"class": enrolment.school_class.name}, after))
    note_changes(by, "move to another class", lines, made.school)
    made.counts = {"pupils": len(lines)}


def _widen(made, into, old):
    """Class `into` takes the grades of `old` as well; who sits there keeps the grade known so far."""
    grades = sorted({*into.grades, *old.grades})
    if len(grades) == len(into.grades):
        return
    for enrolment in _held(into):
        if enrolment.grade is not None:
            made.trail.change(enrolment, own_grade=enrolment.grade)
    made.trail.change(into, grade=grades[0], grade_to=grades[-1])


def _held(school_class, students=None):
    """The open enrolments of a class, held while they are changed."""
    found = school_class.enrolments.open()
    if students is not None:
        found = found.filter(student__in=students)
    return list(
        found.select_related("student", "school_class__year").select_for_update(of=("self",)).order_by("pk")
    )


def _same_school_and_year(old, to):
    if to.school_id != old.school_id or to.year_id != old.year_id:
        raise CannotMove(_("Choose a class of the same school and year."), "to")
    if to == old:
        raise CannotMove(_("This is the same class. Choose another one."), "to")


def _stay(school_class, campus, starts_on, ends_on=None):
    return CampusStay(school_class=school_class, campus=campus, starts_on=starts_on, ends_on=ends_on)
