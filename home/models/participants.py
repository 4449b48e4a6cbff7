"""Grown-ups who take part in training classes (học viên), and in which ones they are enrolled."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import fold, name_key, tidy
from students.models import EthnicGroup, Place, Student

from .training import TrainingCourse, TrainingSession


class ParticipantQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those enrolled in a class that `user` organises or trains: nobody else reads a phone number."""
        led = TrainingCourse.objects.led_by(user).values("pk")
        mine = TrainingEnrolment.objects.filter(course__in=led).values("participant")
        return self.filter(pk__in=mine, erased_at=None)


class Participant(models.Model):
    """A member of staff by the own account, or a grown-up without one, by phone number and a code.

    A family shares a telephone: the number alone names nobody, and two people with it have two codes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="participant"
    )
    name = models.CharField(_("full name"), max_length=120)
    name_fold = models.CharField(max_length=120, editable=False)
    name_sort = models.CharField(max_length=600, editable=False)
    phone = models.CharField(_("phone"), max_length=12, blank=True)
    commune = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    ethnic_group = models.ForeignKey(
        EthnicGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ethnic group")
    )
    gender = models.CharField(_("gender"), max_length=6, choices=Student.Gender, blank=True)
    # A keyed mark of phone and code together (home/training/sign_in.py); the code itself is kept nowhere.
    secret = models.CharField(max_length=64, null=True, unique=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of training")
        verbose_name_plural = _("participants of training")
        ordering = ["name_sort", "pk"]
        indexes = [models.Index(fields=["phone"], name="participant_phone")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = tidy(self.name)
        self.name_fold, self.name_sort = fold(self.name), name_key(self.name)[:600]
        super().save(*args, **kwargs)

    @property
    def in_log(self):
        """The log of changes outlives the person's wish to be forgotten: it never learns the name."""
        return str(self.pk)


class TrainingListQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(course__in=TrainingCourse.objects.led_by(user).values("pk"))


class TrainingList(models.Model):
    """A list that was taken over at once, and can be taken back as one."""

    # The browser's own id of the act: sent twice it is once.
    id = models.UUIDField(primary_key=True)
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="lists")
    count = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = TrainingListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of a training class")
        verbose_name_plural = _("lists of training classes")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.course} ({self.count})"


class TrainingEnrolmentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def coming_up(self, user):
        """Those of `user` in classes with a session within a week."""
        today = timezone.localdate()
        soon = TrainingSession.objects.filter(
            course=models.OuterRef("course"), on__gte=today, on__lte=today + timedelta(days=7)
        )
        return self.standing().filter(
            models.Exists(soon),
            participant__user=user,
            course__opened_at__isnull=False,
            course__cancelled_at=None,
        )

    def visible_to(self, user):
        return self.filter(course__in=TrainingCourse.objects.led_by(user).values("pk"))

    def in_order(self):
        return self.select_related(
            "participant__commune", "participant__ethnic_group", "participant__user"
        ).order_by("participant__name_sort", "pk")


class TrainingEnrolment(models.Model):
    class Way(models.TextChoices):
        LIST = "list", _("by a list")
        WALL = "wall", _("by the code on the wall")
        STAFF = "staff", _("by the own account")
        WALK_IN = "walk_in", _("came without being enrolled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="enrolments")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="enrolments")
    way = models.CharField(_("how"), max_length=8, choices=Way)
    from_list = models.ForeignKey(TrainingList, models.SET_NULL, null=True, related_name="enrolments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("enrolled"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TrainingEnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment in a training class")
        verbose_name_plural = _("enrolments in training classes")
        constraints = [
            models.UniqueConstraint(fields=["course", "participant"], name="training_enrolment_once")
        ]

    def __str__(self):
        return f"{self.course} {self.participant_id}"


class AttendanceQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_back_at=None)


class Attendance(models.Model):
    """That somebody was there (có mặt). A tick made without signal brings its own id."""

    class Way(models.TextChoices):
        CODE = "code", _("the code on the screen")
        TICK = "tick", _("ticked by the trainer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("home.TrainingSession", models.CASCADE, related_name="attendance")
    enrolment = models.ForeignKey(TrainingEnrolment, models.CASCADE, related_name="attendance")
    way = models.CharField(max_length=8, choices=Way)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance at training")
        verbose_name_plural = _("attendance at training")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                condition=Q(taken_back_at=None),
                name="training_attendance_once",
            )
        ]

    def __str__(self):
        return f"{self.session_id} {self.enrolment_id}"
