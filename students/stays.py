"""Where a pupil has learned, and who has sat in a class: from–to, and on any day."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from students.models import Student


@dataclass
class Stays:
    """The enrolments of a pupil, the newest first, and the answer for the day that was asked for."""

    all: list
    asked: str = ""
    day: date | None = None
    then: object = None
    campus: object = None


def stays_of(student, asked=""):
    """`asked`: a day as somebody typed it, or nothing."""
    asked = str(asked)[:20].strip()
    stays = Stays(
        list(
            student.enrolments.select_related("school_class__school", "school_class__year").order_by(
                "-starts_on", "-pk"
            )
        ),
        asked,
        day_of(asked),
    )
    if stays.day:
        # Where two meet on one day, the later one is where the pupil went home from.
        stays.then = next(
            (
                one
                for one in stays.all
                if one.starts_on <= stays.day and (one.ends_on is None or stays.day <= one.ends_on)
            ),
            None,
        )
    if stays.then:
        stays.campus = stays.then.school_class.campus_on(stays.day)
    return stays


def day_of(typed):
    """The day that somebody typed, or None when it is none."""
    try:
        return forms.DateField(required=False).clean(typed)
    except ValidationError:
        return None


@dataclass
class Sat:
    """Who has sat in a class: those who left it, or all who sat in it on a day."""

    rows: list
    asked: str = ""
    day: date | None = None


def sat_in(school_class, user, asked=""):
    """Names stay with the class for good; `known` tells whether `user` still sees the pupil.

    A school that let a pupil go keeps the history of its classes, not the pupil's page.
    """
    asked = str(asked)[:20].strip()
    day = day_of(asked)
    enrolments = school_class.enrolments.select_related("student").order_by("student__name_sort", "starts_on")
    enrolments = enrolments.on(day) if day else enrolments.exclude(ends_on=None)
    rows = list(enrolments)
    seen = set(
        Student.objects.visible_to(user, to="see pupils")
        .filter(pk__in=[row.student_id for row in rows])
        .values_list("pk", flat=True)
    )
    for row in rows:
        row.known = row.student_id in seen
    return Sat(rows, asked, day)
