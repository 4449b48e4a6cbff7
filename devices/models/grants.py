"""Who is given a connection: a SIM card, Wi-Fi, a router or a voucher, from one day to another."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models import Household, School, Student

from .connectivity import Sim
from .points import SupportPoint

GRANTEES = ("student", "household", "school", "point")


def _exactly_one():
    condition = Q()
    for chosen in GRANTEES:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in GRANTEES})
    return condition


class ConnectivityGrantQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        students = Student.objects.visible_to(user, to).order_by()
        schools = School.objects.visible_to(user, to).order_by()
        points = SupportPoint.objects.visible_to(user, to).order_by()
        return self.filter(
            Q(student__in=students.values("pk"))
            | Q(household__in=students.filter(household__isnull=False).values("household"))
            | Q(school__in=schools.values("pk"))
            | Q(point__in=points.values("pk"))
        )

    def running(self, on):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, ended_at=None)


class ConnectivityGrant(models.Model):
    """Exactly one grantee, a dated span, and where it comes from. What ends early ends with a reason."""

    class Kind(models.TextChoices):
        SIM = "sim", _("SIM card with a plan")
        WIFI = "wifi", _("Wi-Fi at the place")
        ROUTER = "router", _("router")
        VOUCHER = "voucher", _("voucher for data")

    kind = models.CharField(_("what is given"), max_length=8, choices=Kind)
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("pupil")
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("household")
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("school")
    )
    point = models.ForeignKey(
        SupportPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("support point"),
    )
    sim = models.ForeignKey(
        Sim, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("SIM card")
    )
    source = models.CharField(_("given by"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to (last day)"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    request_id = models.UUIDField(unique=True, default=uuid.uuid4)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ConnectivityGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant of a connection")
        verbose_name_plural = _("grants of connections")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_exactly_one(), name="grant_to_one"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="grant_days"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_reason="") | Q(ended_at__isnull=False),
                name="grant_ended_has_moment",
            ),
            models.CheckConstraint(condition=Q(sim=None) | Q(kind="sim"), name="grant_of_a_sim"),
            *(
                models.UniqueConstraint(
                    fields=[name, "kind", "starts_on"],
                    condition=Q(ended_at=None),
                    name=f"grant_once_to_{name}",
                )
                for name in GRANTEES
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.grantee}"

    @property
    def grantee(self):
        return self.student or self.household or self.school or self.point

    def is_running(self, on):
        return self.ended_at is None and self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)
