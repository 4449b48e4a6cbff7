"""A room (phòng thi) in which pupils sit a session at tablets that they share."""

import secrets
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.certificates import LETTERS
from students import abilities
from students.models import School, Student

from .competitions import ORGANISE, RoundSession

CODE = 8
SIGN = 3
MOST_TABLETS = 60


def new_hall_code():
    return "".join(secrets.choice(LETTERS) for _n in range(CODE))


def new_sign():
    return "".join(secrets.choice(LETTERS) for _n in range(SIGN))


class HallQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def visible_to(self, user):
        """Rooms of the schools that `user` leads; a teacher: the own ones, while teaching there."""
        mine = abilities.scope_for(user, ORGANISE)
        if mine.everywhere:
            return self
        own = Q(by=user.pk, school__in=mine.taught_school_ids)
        return self.filter(own | Q(school__in=mine.led_school_ids))


class Hall(models.Model):
    """Opened by who supervises it. Its papers are begun after `started_at`, at its tablets alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(RoundSession, models.PROTECT, related_name="halls")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    title = models.CharField(_("name of the room"), max_length=40)
    tablets = models.PositiveSmallIntegerField(
        _("tablets"), validators=[MinValueValidator(1), MaxValueValidator(MOST_TABLETS)]
    )
    # Typed at a tablet, which is then one of this room until it is closed.
    code = models.CharField(max_length=CODE, unique=True, default=new_hall_code, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = HallQuerySet.as_manager()

    class Meta:
        verbose_name = _("room of a competition")
        verbose_name_plural = _("rooms of competitions")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "school", "title"], condition=Q(closed_at=None), name="one_hall_of_name"
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.session}"

    @property
    def runs(self):
        return self.started_at is not None and self.closed_at is None


class HallTablet(models.Model):
    """A browser in which the code was typed. It is a tablet of the room once the supervisor let it in, and
    until another is let in under its number; nothing of them is kept when the room is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hall = models.ForeignKey(Hall, models.CASCADE, related_name="joined")
    number = models.PositiveSmallIntegerField(_("tablet"))
    # Stands on the tablet and on the list of the supervisor, who lets in what is seen in the room.
    sign = models.CharField(max_length=SIGN, default=new_sign, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    let_in_at = models.DateTimeField(_("let in"), null=True)

    class Meta:
        verbose_name = _("tablet of a room")
        verbose_name_plural = _("tablets of rooms")
        ordering = ["number", "joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "number"], condition=Q(let_in_at__isnull=False), name="one_tablet_of_number"
            )
        ]

    def __str__(self):
        return f"{self.hall_id}: {self.number}"


class HallPlaceQuerySet(models.QuerySet):
    def holding(self, attempt, hall):
        """The place at which `attempt` was begun, while its room is open and is not the one with the key
        `hall`: there it goes on."""
        begun_there = self.filter(
            session__page=attempt.page_id,
            student=attempt.student_id,
            hall__closed_at=None,
            hall__started_at__lte=attempt.started_at,
        )
        return begun_there.exclude(hall=hall)


class HallPlace(models.Model):
    """At which tablet of a room a pupil sits; several sit at one, each in turn."""

    hall = models.ForeignKey(Hall, models.CASCADE, related_name="places")
    # Of the room: a pupil sits a session in one room alone.
    session = models.ForeignKey(RoundSession, models.PROTECT, related_name="hall_places")
    student = models.ForeignKey(Student, models.PROTECT, related_name="hall_places")
    tablet = models.PositiveSmallIntegerField(_("tablet"))
    turn = models.PositiveSmallIntegerField()
    arrived_at = models.DateTimeField(_("signed in"), null=True)

    objects = HallPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a room")
        verbose_name_plural = _("places in rooms")
        ordering = ["turn"]
        constraints = [models.UniqueConstraint(fields=["session", "student"], name="one_hall_place")]

    def __str__(self):
        return f"{self.hall_id}: {self.tablet}"
