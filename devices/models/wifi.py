"""Wi-Fi of schools and support points: what is paid for, and what arrives."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models import School

from .connectivity import PlanSubscription
from .points import SupportPoint

ONE_PLACE = Q(school__isnull=False, point=None) | Q(school=None, point__isnull=False)


class OfPlaceQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        schools = School.objects.visible_to(user, to).order_by().values("pk")
        points = SupportPoint.objects.visible_to(user, to).order_by().values("pk")
        return self.filter(Q(school__in=schools) | Q(point__in=points))


class WifiContract(models.Model):
    """A connection that somebody pays for, from one day to another."""

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="wifi", verbose_name=_("school")
    )
    point = models.ForeignKey(
        SupportPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wifi",
        verbose_name=_("support point"),
    )
    provider = models.CharField(_("provider"), max_length=80)
    mbits = models.PositiveIntegerField(_("contracted Mbit/s"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to (last day)"), null=True, blank=True)
    monthly_cost = models.PositiveIntegerField(_("cost a month (VND)"), null=True, blank=True)
    payer = models.CharField(_("paid by"), max_length=10, choices=PlanSubscription.Payer)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OfPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wi-Fi contract")
        verbose_name_plural = _("Wi-Fi contracts")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PLACE, name="wifi_of_one_place"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="wifi_days"
            ),
            models.CheckConstraint(condition=Q(mbits__gte=1), name="wifi_has_speed"),
        ]

    def __str__(self):
        return f"{self.provider} {self.mbits} Mbit/s"

    @property
    def place(self):
        return self.school or self.point


class WifiMeasure(models.Model):
    """What really arrives, measured on a day in a way that is told."""

    class Method(models.TextChoices):
        SPEED_TEST = "speed_test", _("speed test on a machine of the school")
        ROUTER = "router", _("read on the router")
        PROVIDER = "provider", _("measured by the provider")

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="wifi_measures", verbose_name=_("school")
    )
    point = models.ForeignKey(
        SupportPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wifi_measures",
        verbose_name=_("support point"),
    )
    on = models.DateField(_("date"))
    method = models.CharField(_("how it was measured"), max_length=12, choices=Method)
    down = models.DecimalField(_("down (Mbit/s)"), max_digits=7, decimal_places=2)
    up = models.DecimalField(_("up (Mbit/s)"), max_digits=7, decimal_places=2, null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OfPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure of Wi-Fi")
        verbose_name_plural = _("measures of Wi-Fi")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PLACE, name="wifi_measure_of_one_place"),
            models.CheckConstraint(
                condition=Q(down__gte=0) & (Q(up=None) | Q(up__gte=0)), name="wifi_measure_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.on:%d/%m/%Y}: {self.down} Mbit/s"

    @property
    def place(self):
        return self.school or self.point
