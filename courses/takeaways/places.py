"""Places for downloads on one line: of forty-five tablets in a room a few load at a time, so that each gets
done and the lesson next door still has the line.

    take(place, user, address)    seconds to wait; 0 when the place is had, for SECONDS from now
    leave(place, user)

Who waits comes back after a while drawn by lot, so that they do not all come at once. What counts as one
line is one school at one address: a pupil at home loads over a line of the own. Nobody has more than
PER_PERSON places, or one account would hold the line. One more takes the place of the older one, whose
tablet, if it still loads, asks anew.
"""

import random
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from courses.models import DownloadPlace
from students.gates import mark

# Tablets that load at a time; each asks for two files at once.
MOST = 6
PER_PERSON = 2
# A place is renewed while the download goes on; one whose tablet went away is free again after so long.
SECONDS = 45
WAIT = (4, 15)


def take(place, user, address):
    """Seconds after which to ask again; 0: go on, and ask anew within SECONDS."""
    line, person, now = _line(user, address), _person(user), timezone.now()
    until = now + timedelta(seconds=SECONDS)
    own = DownloadPlace.objects.filter(person=person)
    if own.filter(pk=place, line=line, until__gt=now).update(until=until):
        return 0
    DownloadPlace.objects.filter(line=line, until__lte=now).delete()
    own.filter(Q(pk=place) | Q(until__lte=now)).delete()
    had = list(own.order_by("until", "pk"))
    older = had[0] if len(had) >= PER_PERSON else None
    others = DownloadPlace.objects.filter(line=line).exclude(pk=older and older.pk)
    if others.count() >= MOST:
        return random.randint(*WAIT)  # noqa: S311 – nobody is to guess it, all are to differ
    number = older.number if older else min(set(range(PER_PERSON)) - {one.number for one in had})
    try:
        with transaction.atomic():
            if older:
                older.delete()
            DownloadPlace.objects.create(pk=place, line=line, person=person, number=number, until=until)
    except IntegrityError:
        return WAIT[0]
    return 0


def leave(place, user):
    DownloadPlace.objects.filter(pk=place, person=_person(user)).delete()


def forget_the_old():
    """Of lines on which nobody loads any more: a duty of the night."""
    DownloadPlace.objects.filter(until__lt=timezone.now()).delete()


def _line(user, address):
    return mark(f"line {_school_of(user)} {address}")


def _person(user):
    return mark(f"loads {user.pk}")


def _school_of(user):
    student = user.student_or_none
    return student.school_id if student else ""
