"""A competition (cuộc thi): who may take part, in which rounds, at which hours."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from students import abilities, scope
from students.models import Enrolment, Place, School, SchoolClass

from .grades import ForGrades, ForGradesQuerySet
from .publications import WithPublications
from .quizzes import QuizPage

ORGANISE = "organise competitions"
LAST_PRIMARY = 5


class CompetitionQuerySet(ForGradesQuerySet):
    OWN = "entries__entrants__student"

    def organised_by(self, user):
        """Those that `user` leads: of a class its teachers, of a school who leads it, of communes and the
        province the department."""
        mine = abilities.scope_for(user, ORGANISE)
        if mine.everywhere:
            return self
        led = Q(level=Competition.Level.SCHOOL, school__in=mine.led_school_ids)
        classes = SchoolClass.objects.visible_to(user, to=ORGANISE)
        return self.filter(led | Q(level=Competition.Level.CLASS, school_class__in=classes.values("pk")))

    def reaching(self, user):
        """Announced ones whose pupils `user` is one of, teaches, or has to do with."""
        if scope.of(user).everywhere:
            return self.exclude(announced_at=None)
        schools = School.objects.visible_to(user)
        classes = SchoolClass.objects.visible_to(user)
        reach = (
            Q(level=Competition.Level.CLASS, school_class__in=classes.values("pk"))
            | Q(level=Competition.Level.SCHOOL, school__in=schools.values("pk"))
            | Q(level=Competition.Level.COMMUNE, place__in=schools.values("commune"))
        )
        if schools.exists():
            reach |= Q(level=Competition.Level.PROVINCE)
        return self.exclude(announced_at=None).filter(reach)

    def to_enter(self, user, at):
        """Those that the pupil may enter alone then and has not entered; without a query of its own."""
        sits = Enrolment.objects.open().filter(student__user=user)
        reached = (
            Q(level=Competition.Level.PROVINCE)
            | Q(school_class__in=sits.values("school_class"))
            | Q(school__in=sits.values("school_class__school"))
            | Q(place__in=sits.values("school_class__school__commune"))
        )
        entered = self.filter(entries__entrants__student__user=user)
        return (
            self.exclude(announced_at=None)
            .meant_for(sits)
            .filter(
                reached,
                ~Q(pk__in=entered.values("pk")),
                entries_until__gt=at,
                team_size=1,
            )
        )

    def visible_to(self, user):
        if not user.is_authenticated or not user.is_active:
            return self.none()
        seen = self.reaching(user).values("pk")
        return self.filter(Q(pk__in=seen) | Q(pk__in=self.organised_by(user).values("pk")))


class Competition(ForGrades, models.Model):
    class Level(models.TextChoices):
        CLASS = "class", _("a class")
        SCHOOL = "school", _("a school")
        COMMUNE = "commune", _("a commune")
        PROVINCE = "province", _("the province")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("name of the competition"), max_length=120)
    about = models.TextField(_("about the competition"), max_length=1000, blank=True)
    level = models.CharField(_("held by"), max_length=8, choices=Level)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("class")
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    grade_from = models.PositiveSmallIntegerField(
        _("from grade"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    grade_to = models.PositiveSmallIntegerField(
        _("to grade"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    team_size = models.PositiveSmallIntegerField(
        _("pupils in a team"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("1: everybody takes part alone. In a team each sits alone; points are added up."),
    )
    entries_until = models.DateTimeField(_("entries until"))
    appeal_days = models.PositiveSmallIntegerField(
        _("days for appeals"), default=3, validators=[MaxValueValidator(30)]
    )
    is_public = models.BooleanField(
        _("results on a public page"),
        default=False,
        help_text=_(
            "Names only of pupils who agreed with their family; of all others the nickname they chose."
        ),
    )
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = CompetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        ordering = ["-at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade_from__gte=1, grade_to__lte=12, grade_from__lte=models.F("grade_to")),
                name="competition_grades",
            ),
            models.CheckConstraint(
                condition=Q(level="class", school_class__isnull=False, school=None, place=None)
                | Q(level="school", school_class=None, school__isnull=False, place=None)
                | Q(level="commune", school_class=None, school=None, place__isnull=False)
                | Q(level="province", school_class=None, school=None, place=None),
                name="competition_held_by_one",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def held_by(self):
        return self.school_class or self.school or self.place or _("Department of Education and Training")

    @property
    def has_primary(self):
        return self.grade_from <= LAST_PRIMARY

    @property
    def is_in_teams(self):
        return self.team_size > 1

    def takes_entries(self, at=None):
        return bool(self.announced_at) and (at or timezone.now()) < self.entries_until

    def entries_told(self):
        """Until when one may enter, or since when no more."""
        until = timezone.localtime(self.entries_until)
        words = (
            gettext("entries until %(until)s")
            if timezone.now() < until
            else gettext("entries were until %(until)s")
        )
        return words % {"until": date_format(until, "H:i d/m/Y")}

    def reaches(self, enrolment):
        """Whether who is enrolled so is one of its pupils, whatever the grade."""
        found, level = enrolment.school_class, self.Level
        return {
            level.CLASS: lambda: found.pk == self.school_class_id,
            level.SCHOOL: lambda: found.school_id == self.school_id,
            level.COMMUNE: lambda: found.school.commune_id == self.place_id,
            level.PROVINCE: lambda: True,
        }[self.level]()


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of competitions that `user` may see."""
        return self.filter(competition__in=Competition.objects.visible_to(user).values("pk"))

    def organised_by(self, user):
        return self.filter(competition__in=Competition.objects.organised_by(user).values("pk"))


class Round(WithPublications, models.Model):
    """A round (vòng): its papers lie with its sessions; who comes on is said beforehand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    competition = models.ForeignKey(Competition, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(_("name of the round"), max_length=80)
    is_trial = models.BooleanField(
        _("a round for practice"),
        default=False,
        help_text=_("To get to know the way; it counts for nothing and ranks nobody."),
    )
    top_each_school = models.PositiveSmallIntegerField(
        _("the best of each school go on"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    least_percent = models.PositiveSmallIntegerField(
        _("points that are needed to go on, in per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    live_board = models.BooleanField(
        _("board while it runs"),
        default=False,
        help_text=_("The first twenty, by nickname. Never with primary grades."),
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["competition", "number"], name="round_number_once")]

    def __str__(self):
        return f"{self.competition}: {self.title}"

    @property
    def chooses(self):
        """Whether a rule says who goes on from it."""
        return bool(self.top_each_school or self.least_percent)

    @property
    def shows_live(self):
        return self.live_board and not self.is_trial and not self.competition.has_primary


class RoundSession(models.Model):
    """A session (ca thi) of a round: its hours and its paper are those of a quiz of its own. Several have
    equivalent papers, made by copying one quiz, so that who sits later knows nothing from who sat before."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sessions")
    title = models.CharField(_("name of the session"), max_length=80)
    page = models.OneToOneField(
        QuizPage, models.PROTECT, related_name="competition_session", verbose_name=_("quiz")
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.round}, {self.title}"
