"""Where a pupil has learned: every class from–to, and the one of any day."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError


@dataclass
class Stays:
    """The enrolments of a pupil, the newest first, and the answer for the day that was asked for."""

    all: list
    asked: str = ""
    day: date | None = None
    then: object = None


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
    return stays


def day_of(typed):
    """The day that somebody typed, or None when it is none."""
    try:
        return forms.DateField(required=False).clean(typed)
    except ValidationError:
        return None
