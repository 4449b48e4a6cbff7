"""A teacher stands in for another for some days (dạy thay): arranged, shown, withdrawn.

The days stand in the teaching assignments themselves: whoever stands in sees the classes by the
same rule as everybody who teaches, and no longer than those days.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lms.history import note_change
from students import giving
from students.models import Role, SchoolClass, Teacher, TeachingAssignment


class CannotStandIn(Exception):
    """A refusal in words; `field` is where the form shows it."""

    def __init__(self, field, words):
        super().__init__(words)
        self.field = field


@dataclass
class Arrangement:
    """All that one teacher takes over from another for the same days."""

    id: uuid.UUID
    teacher: Teacher
    away: Teacher
    starts_on: date
    ends_on: date
    rows: list

    @property
    def by_class(self):
        """What is taken over in each class: «Toán, chủ nhiệm»."""
        found = {}
        for row in self.rows:
            found.setdefault(row.school_class, []).append(row.subject_name)
        return {one: ", ".join(subjects) for one, subjects in found.items()}

    @property
    def what(self):
        """«6A: Toán, chủ nhiệm; 6B: Toán»."""
        return "; ".join(f"{one}: {subjects}" for one, subjects in self.by_class.items())

    @property
    def is_running(self):
        return self.starts_on <= timezone.localdate()


def arrangements(rows):
    """`rows` (of those who stand in) put together, the first to begin first."""
    found = {}
    rows = rows.standing_in().filter(withdrawn_at=None)
    rows = rows.select_related("teacher__user", "stands_in_for", "school_class__school", "subject")
    for row in rows.order_by("starts_on", "teacher__name_sort", "school_class__name_sort", "pk"):
        kept = found.setdefault(
            row.arrangement,
            Arrangement(row.arrangement, row.teacher, row.stands_in_for, row.starts_on, row.ends_on, []),
        )
        kept.rows.append(row)
    return list(found.values())


def running_at(schools):
    """Who stands in at `schools` today or from a later day on."""
    rows = TeachingAssignment.objects.filter(school_class__school__in=schools)
    return arrangements(rows.filter(ends_on__gte=timezone.localdate()))


def of_teacher(teacher):
    """What `teacher` takes over, and what is taken over from `teacher`, today or later."""
    rows = TeachingAssignment.objects.filter(Q(teacher=teacher) | Q(stands_in_for=teacher))
    return arrangements(rows.filter(ends_on__gte=timezone.localdate()))


def taken_over(school, first, last, away=None, school_class=None, subject=None):
    """(away, [(class, subject or None)]): what there is to take over. The absent teacher may be left
    out when the class, or class and subject, have only one."""
    rows = TeachingAssignment.objects.lasting().during(first, last)
    rows = rows.filter(school_class__school=school, school_class__closed_on=None)
    led = SchoolClass.objects.filter(school=school, closed_on=None, year__ends_on__gte=first)
    if school_class:
        rows, led = rows.filter(school_class=school_class), led.filter(pk=school_class.pk)
    if subject:
        rows = rows.filter(subject=subject)
    rows = list(rows.select_related("teacher", "school_class", "subject").order_by("pk"))
    if away is None:
        away = _only_teacher(rows, school_class, subject)
    found = [(row.school_class, row.subject) for row in rows if row.teacher_id == away.pk]
    for one in led.filter(homeroom_teacher=away).order_by("grade", "name_sort"):
        # Who leads a class of a primary school teaches it, written down or not.
        if subject is None or not found:
            found.append((one, subject))
    if not found:
        words = _("%(name)s is not written down as a teacher of that. Choose another class or subject.")
        raise CannotStandIn("away", words % {"name": away})
    return away, list(dict.fromkeys(found))


@transaction.atomic
def arrange(teacher, away, what, first, last, by):
    """`teacher` teaches `what`, pairs of a class and a subject, in the place of `away`."""
    check_days(first, last)
    check_teacher(teacher, away, first, last)
    # Two clerks at once must not send two teachers into one class.
    held = SchoolClass.objects.filter(pk__in=[school_class.pk for school_class, _subject in what])
    list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    for school_class, subject in what:
        _check_free(school_class, subject, first, last)
    rows = [
        TeachingAssignment(
            teacher=teacher,
            school_class=school_class,
            subject=subject,
            starts_on=first,
            ends_on=last,
            stands_in_for=away,
            arranged_by=by,
        )
        for school_class, subject in what
        if not _teaches_already(teacher, school_class, subject, first, last)
    ]
    if not rows:
        words = _("%(name)s teaches this class already. Choose somebody else.")
        raise CannotStandIn("teacher", words % {"name": teacher})
    made = uuid.uuid4()
    for row in rows:
        row.arrangement = made
    TeachingAssignment.objects.bulk_create(rows)
    kept = Arrangement(made, teacher, away, first, last, rows)
    note_change(by=by, act="arrange a substitute", thing=teacher, after=_told(kept))
    return kept


@transaction.atomic
def withdraw(arrangement, by):
    """The substitute loses the classes with the next request; a role given for these days alone ends too."""
    rows = TeachingAssignment.objects.filter(arrangement=arrangement.id, withdrawn_at=None)
    if not rows.update(withdrawn_at=timezone.now()):
        return
    teacher = arrangement.teacher
    note_change(by=by, act="withdraw a substitute", thing=teacher, before=_told(arrangement))
    if teacher.teaching.during(timezone.localdate(), arrangement.ends_on).exists():
        return
    given = Role.objects.filter(user=teacher.user_id, kind=Role.Kind.TEACHER, school=teacher.school_id)
    days = {"starts_on": arrangement.starts_on, "ends_on": arrangement.ends_on}
    for role in given.filter(withdrawn_at=None, **days).select_related("user", "school", "place"):
        giving.withdraw_role(role, by=by)


def check_days(first, last):
    if first < timezone.localdate():
        raise CannotStandIn("starts_on", _("This day is over. Choose today or a later day."))
    if last < first:
        raise CannotStandIn("ends_on", _("The last day lies before the first. Write a later day."))


def check_teacher(teacher, away, first, last):
    """Whether `teacher` can stand in at all on all these days."""
    if teacher.pk == away.pk:
        raise CannotStandIn("teacher", _("Nobody stands in for oneself. Choose another teacher."))
    if teacher.school_id != away.school_id:
        words = _("%(name)s belongs to another school. Open an account at this school first.")
        raise CannotStandIn("teacher", words % {"name": teacher})
    if teacher.user is None or not teacher.user.is_active:
        words = _("%(name)s has no open account yet. Open one under «Staff and roles» first.")
        raise CannotStandIn("teacher", words % {"name": teacher})
    roles = Role.objects.on(first).filter(user=teacher.user_id, kind=Role.Kind.TEACHER)
    if not roles.on(last).filter(school=teacher.school_id).exists():
        words = _("%(name)s is not a teacher of this school on all of these days. Lengthen the role first.")
        raise CannotStandIn("teacher", words % {"name": teacher})


def _check_free(school_class, subject, first, last):
    if last > school_class.year.ends_on:
        words = _("The school year of class %(class)s ends on %(day)s. Choose a day before it.")
        raise CannotStandIn(
            "ends_on", words % {"class": school_class, "day": f"{school_class.year.ends_on:%d/%m/%Y}"}
        )
    taken = TeachingAssignment.objects.standing_in().during(first, last)
    taken = taken.filter(school_class=school_class, subject=subject).select_related("teacher").first()
    if taken:
        words = _(
            "%(name)s stands in for %(subject)s in class %(class)s from %(first)s to %(last)s already. "
            "Choose other days, or end that first."
        )
        told = {
            "name": taken.teacher,
            "subject": taken.subject_name,
            "class": school_class,
            "first": f"{taken.starts_on:%d/%m/%Y}",
            "last": f"{taken.ends_on:%d/%m/%Y}",
        }
        raise CannotStandIn("starts_on", capfirst(words % told))


def _teaches_already(teacher, school_class, subject, first, last):
    if subject is None:
        return school_class.homeroom_teacher_id == teacher.pk
    lasting = TeachingAssignment.objects.lasting().filter(
        teacher=teacher, school_class=school_class, subject=subject
    )
    return lasting.on(first).on(last).exists()


def _only_teacher(rows, school_class, subject):
    """Who is absent, when only the class (and the subject) was told."""
    teachers = {row.teacher for row in rows}
    if school_class is None:
        raise CannotStandIn("away", _("Choose the teacher who is away, or a class."))
    if not teachers and school_class.homeroom_teacher:
        return school_class.homeroom_teacher
    if not teachers:
        words = _("Nobody is written down as a teacher of that yet. Choose the teacher who is away.")
        raise CannotStandIn("away", words)
    if len(teachers) > 1:
        words = _("Several teachers teach that. Choose who of them is away, or a subject.")
        raise CannotStandIn("away", words)
    return teachers.pop()


def _told(kept):
    return {
        "stands_in_for": str(kept.away),
        "classes": kept.what,
        "starts_on": str(kept.starts_on),
        "ends_on": str(kept.ends_on),
    }
