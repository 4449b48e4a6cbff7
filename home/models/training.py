"""Training courses (lớp tập huấn) of grown-ups: who holds one, for whom, on which days, with what to read."""

import secrets
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import LecturePage
from devices.models import SupportPoint
from lms.certificates import LETTERS
from students import abilities, scope
from students.models import Place, School

ORGANISE = "organise training"
LEAD = "lead training"
ATTEND = "attend training"
REPORT = "read training reports"

CODE_LENGTH = 6


def new_wall_code():
    return "".join(secrets.choice(LETTERS) for _n in range(CODE_LENGTH))


class TrainingCourseQuerySet(models.QuerySet):
    def organised_by(self, user):
        """Those that `user` answers for: of a school who leads it, of a commune its office."""
        mine = abilities.scope_for(user, ORGANISE)
        if mine.everywhere:
            return self
        return self.filter(Q(school__in=mine.led_school_ids) | Q(place__in=mine.commune_ids))

    def led_by(self, user):
        """Those whose people `user` sees and ticks: the organised ones, and where one is the trainer."""
        if not user.is_authenticated or not abilities.can(user, LEAD):
            return self.none()
        trains = self.filter(trainers=user).values("pk")
        return self.filter(Q(pk__in=self.organised_by(user).values("pk")) | Q(pk__in=trains))

    def reported_to(self, user):
        """Those whose counts, without names, `user` may read."""
        mine = abilities.scope_for(user, REPORT)
        if mine.everywhere:
            return self
        own = Q(school__in=mine.led_school_ids) | Q(place__in=mine.commune_ids)
        return self.filter(own | Q(school__commune__in=mine.commune_ids))

    def offered_to(self, user):
        """Those put up that staff of that school or commune may join."""
        if not user.is_authenticated or not abilities.can(user, ATTEND):
            return self.none()
        up = self.put_up().exclude(audience=TrainingCourse.Audience.FAMILIES)
        mine = scope.of(user)
        if mine.everywhere:
            return up
        schools = mine.staff_school_ids
        communes = School.objects.filter(pk__in=schools).values("commune")
        return up.filter(
            Q(level=TrainingCourse.Level.PROVINCE)
            | Q(school__in=schools)
            | Q(place__in=communes)
            | Q(place__in=mine.commune_ids)
        )

    def visible_to(self, user):
        if not user.is_authenticated or not user.is_active:
            return self.none()
        seen = Q(pk__in=self.led_by(user).values("pk")) | Q(pk__in=self.offered_to(user).values("pk"))
        return self.filter(seen | Q(enrolments__participant__user=user, opened_at__isnull=False)).distinct()

    def put_up(self):
        return self.filter(opened_at__isnull=False, cancelled_at=None)

    def not_over(self, on):
        """With a session still to come, or none planned yet."""
        return self.filter(Q(sessions__on__gte=on) | Q(sessions=None)).distinct()


class TrainingCourse(models.Model):
    class Audience(models.TextChoices):
        TEACHERS = "teachers", _("teachers and staff")
        FAMILIES = "families", _("families")
        BOTH = "both", _("teachers and families")

    class Level(models.TextChoices):
        SCHOOL = "school", _("a school")
        COMMUNE = "commune", _("a commune")
        PROVINCE = "province", _("the department")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("name of the class"), max_length=120)
    about = models.TextField(
        _("what one learns there"),
        max_length=600,
        blank=True,
        help_text=_("Two or three short sentences. They are read aloud to who reads little."),
    )
    audience = models.CharField(_("for whom"), max_length=8, choices=Audience)
    level = models.CharField(_("held by"), max_length=8, choices=Level, editable=False)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    # What stands on the wall: who has it may enrol until the last session is over.
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_wall_code, editable=False)
    least_percent = models.PositiveSmallIntegerField(
        _("sessions needed for the certificate, in per cent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("trainers"), blank=True
    )
    opened_at = models.DateTimeField(_("put up"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("called off"), null=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = TrainingCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("training class")
        verbose_name_plural = _("training classes")
        ordering = ["-at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="school", school__isnull=False, place=None)
                | Q(level="commune", school=None, place__isnull=False)
                | Q(level="province", school=None, place=None),
                name="training_held_by_one",
            ),
            models.CheckConstraint(
                condition=Q(least_percent__gte=1, least_percent__lte=100), name="training_share"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def held_by(self):
        return self.school or self.place or _("Department of Education and Training")

    @property
    def is_up(self):
        return self.opened_at is not None and self.cancelled_at is None

    @property
    def is_for_families(self):
        return self.audience != self.Audience.TEACHERS

    def takes_enrolments(self, at=None):
        """Put up, and the last session not over yet."""
        if not self.is_up:
            return False
        last = self.sessions.order_by("-on", "-ends").first()
        return last is None or not last.is_over(at)


class TrainingSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As who trains or organises sees them: with the people and the code of the screen."""
        return self.filter(course__in=TrainingCourse.objects.led_by(user).values("pk"))

    def organised_by(self, user):
        return self.filter(course__in=TrainingCourse.objects.organised_by(user).values("pk"))

    def of_trainer_today(self, user):
        """Those of today that `user` leads as a trainer."""
        return self.filter(
            course__trainers=user,
            course__opened_at__isnull=False,
            course__cancelled_at=None,
            on=timezone.localdate(),
        )


class TrainingSession(models.Model):
    """One sitting (buổi) of a class: a day, from when to when, at a school or a support point."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="sessions")
    on = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    point = models.ForeignKey(
        SupportPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("support point"),
    )
    room = models.CharField(_("room"), max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    # What the codes on the trainer's screen are made of (home/training/arriving.py); never shown itself.
    secret = models.CharField(max_length=43, default=secrets.token_urlsafe, editable=False)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session of a training class")
        verbose_name_plural = _("sessions of training classes")
        ordering = ["on", "starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="training_session_hours"),
            models.CheckConstraint(
                condition=Q(school__isnull=False, point=None) | Q(school=None, point__isnull=False),
                name="training_session_at_one_place",
            ),
            models.UniqueConstraint(fields=["course", "on", "starts"], name="training_session_once"),
        ]

    def __str__(self):
        return f"{self.course}, {self.on:%d/%m/%Y}"

    @property
    def where(self):
        return self.school or self.point

    def begins_at(self):
        return timezone.make_aware(timezone.datetime.combine(self.on, self.starts))

    def ends_at(self):
        return timezone.make_aware(timezone.datetime.combine(self.on, self.ends))

    def is_over(self, at=None):
        return (at or timezone.now()) > self.ends_at()


class TrainingMaterial(models.Model):
    """Something to read or see at home: a public lecture of the library, or a file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=120, blank=True)
    lecture = models.ForeignKey(
        LecturePage, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("lecture")
    )
    file = models.FileField(_("file"), upload_to="training/", blank=True)
    size = models.PositiveIntegerField(default=0, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("material of a training class")
        verbose_name_plural = _("materials of training classes")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lecture__isnull=False, file="") | Q(lecture=None) & ~Q(file=""),
                name="training_material_is_one",
            ),
            models.UniqueConstraint(
                fields=["course", "lecture"],
                condition=Q(lecture__isnull=False),
                name="training_lecture_once",
            ),
        ]

    def __str__(self):
        return self.title or (self.lecture.title if self.lecture else "")
