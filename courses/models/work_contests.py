"""A contest of works (thi sản phẩm): e-lectures, pupils' products, stories of the village. Who may hand in
what and until when, and the sheet of criteria by which it is judged."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from students import abilities, scope
from students.models import Enrolment, Place, School

from .competitions import LAST_PRIMARY, ORGANISE
from .grades import ForGrades, ForGradesQuerySet
from .publications import WithPublications

JUDGE = "judge works"
HAND_IN = "enter work contests"


class FileKind(models.TextChoices):
    PHOTO = "photo", pgettext_lazy("kind of file", "photos")
    PDF = "pdf", "PDF"
    OFFICE = "office", _("Word, PowerPoint, Excel")
    SOUND = "sound", _("recordings")


class WorkContestQuerySet(ForGradesQuerySet):
    OWN = "works__authors__student"

    def organised_by(self, user):
        """Of a school, who leads it; of communes and the province, the department."""
        mine = abilities.scope_for(user, ORGANISE)
        if mine.everywhere:
            return self
        return self.filter(level=WorkContest.Level.SCHOOL, school__in=mine.led_school_ids)

    def reaching(self, user):
        """Announced ones for people of whom `user` is one, teaches some, or has to do with."""
        found = self.exclude(announced_at=None)
        if scope.of(user).everywhere:
            return found
        schools = School.objects.visible_to(user)
        reach = Q(level=WorkContest.Level.SCHOOL, school__in=schools.values("pk")) | Q(
            level=WorkContest.Level.COMMUNE, place__in=schools.values("commune")
        )
        if schools.exists():
            reach |= Q(level=WorkContest.Level.PROVINCE)
        if user.student_or_none or not scope.of(user).kinds - {"guardian"}:
            reach &= Q(for_pupils=True)
        return found.filter(reach)

    def judged_by(self, user):
        return self.filter(judges__user=user, judges__removed_at=None)

    def to_enter(self, user, on):
        """Those open that day that wait for a work of the pupil; without a query of its own."""
        sits = Enrolment.objects.open().filter(student__user=user)
        reached = (
            Q(level=WorkContest.Level.PROVINCE)
            | Q(school__in=sits.values("school_class__school"))
            | Q(place__in=sits.values("school_class__school__commune"))
        )
        handed = self.filter(works__authors__student__user=user, works__handed_at__isnull=False)
        return (
            self.exclude(announced_at=None)
            .meant_for(sits)
            .filter(
                reached,
                ~Q(pk__in=handed.values("pk")),
                for_pupils=True,
                opens_on__lte=on,
                closes_on__gte=on,
            )
        )

    def visible_to(self, user):
        if not user.is_authenticated or not user.is_active:
            return self.none()
        seen = Q(pk__in=self.reaching(user).values("pk")) | Q(pk__in=self.organised_by(user).values("pk"))
        if not user.student_or_none:
            seen |= Q(pk__in=self.judged_by(user).values("pk"))
        return self.filter(seen)


class WorkContest(ForGrades, WithPublications, models.Model):
    class Level(models.TextChoices):
        SCHOOL = "school", _("a school")
        COMMUNE = "commune", _("a commune")
        PROVINCE = "province", _("the province")

    class Kind(models.TextChoices):
        LECTURES = "lectures", _("e-lectures of teachers")
        PRODUCTS = "products", _("products of pupils")
        STORIES = "stories", _("stories of the village")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("name of the contest"), max_length=120)
    kind = models.CharField(_("what is handed in"), max_length=8, choices=Kind)
    level = models.CharField(_("held by"), max_length=8, choices=Level)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    for_pupils = models.BooleanField(_("pupils take part"), default=True)
    # Of teachers no grade is asked.
    grade_from = models.PositiveSmallIntegerField(
        _("from grade"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    grade_to = models.PositiveSmallIntegerField(
        _("to grade"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    team_most = models.PositiveSmallIntegerField(
        _("authors of a work, at most"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("1: everybody hands in alone. A team of pupils is put together by its teacher."),
    )
    opens_on = models.DateField(_("works from"))
    closes_on = models.DateField(_("works until"), help_text=_("The whole day still counts."))
    task = models.TextField(
        _("words of the task"), max_length=3000, help_text=_("What is to be made, about what, how long.")
    )
    file_kinds = models.JSONField(_("files that may be handed in"), default=list, blank=True)
    most_files = models.PositiveSmallIntegerField(
        _("files of a work, at most"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    takes_lecture = models.BooleanField(
        _("a lecture of the library may be handed in"),
        default=False,
        help_text=_("Judges read it without its authors while judging is without names."),
    )
    judges_each = models.PositiveSmallIntegerField(
        _("judges of each work"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    is_blind = models.BooleanField(
        _("judges see neither name nor school"),
        default=True,
        help_text=_("What is written inside a file is up to its authors; they are told so."),
    )
    far_percent = models.PositiveSmallIntegerField(
        _("far apart from so many per cent of all points"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Works on which two judges differ by more are marked: ask a third judge."),
    )
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    # Since then who judges what is fixed, and nothing comes in any more.
    drawn_at = models.DateTimeField(_("drawn"), null=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = WorkContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("contest of works")
        verbose_name_plural = _("contests of works")
        ordering = ["-at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="school", school__isnull=False, place=None)
                | Q(level="commune", school=None, place__isnull=False)
                | Q(level="province", school=None, place=None),
                name="work_contest_held_by_one",
            ),
            models.CheckConstraint(
                condition=Q(for_pupils=False, grade_from=None, grade_to=None)
                | Q(
                    for_pupils=True,
                    grade_from__gte=1,
                    grade_to__lte=12,
                    grade_from__lte=models.F("grade_to"),
                ),
                name="work_contest_grades",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=models.F("closes_on")), name="work_contest_window"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def held_by(self):
        return self.school or self.place or _now("Department of Education and Training")

    @property
    def has_primary(self):
        return bool(self.grade_from) and self.grade_from <= LAST_PRIMARY

    @property
    def is_in_teams(self):
        return self.team_most > 1

    def takes_works(self, on=None):
        """Whether works may be handed in and taken back."""
        day = on or timezone.localdate()
        return bool(self.announced_at) and not self.drawn_at and self.opens_on <= day <= self.closes_on

    def is_over(self, on=None):
        return (on or timezone.localdate()) > self.closes_on

    def reaches_school(self, school):
        level = self.Level
        return {
            level.SCHOOL: lambda: school.pk == self.school_id,
            level.COMMUNE: lambda: school.commune_id == self.place_id,
            level.PROVINCE: lambda: True,
        }[self.level]()

    @property
    def out_of(self):
        """All points of the sheet."""
        return sum((one.points for one in self.criteria.all()), Decimal(0))


class ContestGroup(models.Model):
    """Grades that are judged and placed among themselves (bảng)."""

    contest = models.ForeignKey(WorkContest, models.CASCADE, related_name="groups")
    grade_from = models.PositiveSmallIntegerField()
    grade_to = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("group of grades")
        verbose_name_plural = _("groups of grades")
        ordering = ["grade_from"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "grade_from"], name="contest_group_once"),
        ]

    def __str__(self):
        if self.grade_from == self.grade_to:
            return _now("Grade %(n)d") % {"n": self.grade_from}
        return _now("Grades %(first)d–%(last)d") % {"first": self.grade_from, "last": self.grade_to}


class ContestCriterion(models.Model):
    """A row of the sheet (tiêu chí): how many points there are, and what earns all of them."""

    contest = models.ForeignKey(WorkContest, models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("criterion"), max_length=120)
    points = models.DecimalField(
        _("points"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(100)],
    )
    full = models.CharField(_("what earns all points"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="criterion_once")]

    def __str__(self):
        return self.title
