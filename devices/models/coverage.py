"""Where there is signal: what was measured, seen or told, by operator. Never guessed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.text import fold, tidy
from students import scope
from students.abilities import scope_for
from students.models import Place, School
from students.models.schools import Signal

from .connectivity import Carrier
from .points import SupportPoint


class SignalReportQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """What was said of places that `user` looks after; a home only to those who may see its pupils."""
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        schools = School.objects.visible_to(user, to).order_by()
        communes = Q(commune__in=mine.commune_ids) | Q(commune__in=schools.values("commune"))
        points = SupportPoint.objects.visible_to(user, to).order_by()
        return self.filter(
            communes | Q(school__in=schools.values("pk")) | Q(point__in=points.values("pk")), household=None
        )

    def of_villages(self):
        return self.filter(commune__isnull=False)


class SignalReport(models.Model):
    """One operator's signal at one place on one day: a village, a school, a support point or a home."""

    class Method(models.TextChoices):
        MEASURED = "measured", _("measured")
        STAFF = "staff", _("seen by staff")
        FAMILY = "family", _("told by a family")

    # The place: exactly one; a village is a name inside a commune.
    commune = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    village_fold = models.CharField(max_length=120, editable=False, blank=True)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="signal_reports", verbose_name=_("school")
    )
    point = models.ForeignKey(
        SupportPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signal_reports",
        verbose_name=_("support point"),
    )
    household = models.ForeignKey(
        "students.Household",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="signal_reports",
        verbose_name=_("household"),
    )
    operator = models.CharField(_("carrier"), max_length=12, choices=Carrier)
    level = models.CharField(_("signal"), max_length=8, choices=Signal)
    method = models.CharField(_("how it is known"), max_length=10, choices=Method)
    on = models.DateField(_("date"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)

    objects = SignalReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of signal")
        verbose_name_plural = _("reports of signal")
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["commune", "village_fold", "operator", "-on"], name="signal_of_village"),
            models.Index(fields=["household", "operator", "-on"], name="signal_of_home"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(commune__isnull=False, school=None, point=None, household=None)
                & ~Q(village_fold="")
                | Q(commune=None, school__isnull=False, point=None, household=None, village="")
                | Q(commune=None, school=None, point__isnull=False, household=None, village="")
                | Q(commune=None, school=None, point=None, household__isnull=False, village=""),
                name="signal_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(household=None) | Q(method="family"), name="signal_at_home_is_told"
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.get_operator_display()} {self.get_level_display()}"

    def save(self, *args, **kwargs):
        self.village = tidy(self.village)
        self.village_fold = bare_village(self.village)
        super().save(*args, **kwargs)

    @property
    def place(self):
        return self.village or self.school or self.point or self.household


def bare_village(name):
    """The folded name without the word for its kind: «Bản Huổi Lếch» and «huổi lếch» are one village.

    >>> bare_village("Bản Huổi Lếch")
    'huoi lech'
    """
    folded = fold(name)
    for kind in ("ban ", "thon ", "xom ", "to dan pho ", "tdp ", "doi "):
        folded = folded.removeprefix(kind)
    return folded.strip()
