"""What several recounts look at."""

from datetime import date

from django.utils import timezone

from devices.models import (
    Assignment,
)
from students.models import Student

GONE = ("lost", "stolen", "retired", "disposed")
GIFTS = ("gift_household", "gift_pupil")
YEAR_AGO = date(2025, 11, 24)
THREE_MONTHS = date(2026, 8, 1)


def day_of(moment):
    return timezone.localdate(moment)


def lines():
    """Open lines of machines."""
    return [one for one in Assignment.objects.all() if one.is_open and one.device_id]


def held():
    return [line.device for line in lines()]


def pupils_with_machines():
    """(keys of pupils, keys of households) that have one."""
    return {line.student_id for line in lines()}, {line.served_household_id for line in lines()} - {None}


def has_one(pupil, have):
    return pupil.pk in have[0] or pupil.household_id in have[1]


def studying():
    return [pupil for pupil in Student.objects.all() if pupil.status == "studying"]
