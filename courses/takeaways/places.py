"""Places for downloads on one line: of forty-five tablets in a room a few load at a time, so that each gets
done and the lesson next door still has the line.

    take(place, user, address)    seconds to wait; 0 when the place is had, for SECONDS from now
    leave(place)

Who waits comes back after a while drawn by lot, so that they do not all come at once. What counts as one
line is one school at one address: a pupil at home loads over a line of the own.
"""

import random
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import DownloadPlace
from students.gates import mark

# Tablets that load at a time; each asks for two files at once.
MOST = 6
# A place is renewed while the download goes on; one whose tablet went away is free again after so long.
SECONDS = 45
WAIT = (4, 15)


def take(place, user, address):
    """Seconds after which to ask again; 0: go on, and ask anew within SECONDS."""
    line, now = _line(user, address), timezone.now()
    until = now + timedelta(seconds=SECONDS)
    if DownloadPlace.objects.filter(pk=place, line=line, until__gt=now).update(until=until):
        return 0
    DownloadPlace.objects.filter(line=line, until__lte=now).delete()
    if DownloadPlace.objects.filter(line=line).count() >= MOST:
        return random.randint(*WAIT)  # noqa: S311 – nobody is to guess it, all are to differ
    try:
        with transaction.atomic():
            DownloadPlace.objects.update_or_create(pk=place, defaults={"line": line, "until": until})
    except IntegrityError:
        return WAIT[0]
    return 0


def leave(place):
    DownloadPlace.objects.filter(pk=place).delete()


def forget_the_old():
    """Of lines on which nobody loads any more: a duty of the night."""
    DownloadPlace.objects.filter(until__lt=timezone.now()).delete()


def _line(user, address):
    return mark(f"line {_school_of(user)} {address}")


def _school_of(user):
    student = user.student_or_none
    return student.school_id if student else ""
