"""The diary of a support point: who came for what, and whether it helped. Nobody's name."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .points import SupportPoint

MOST_PEOPLE = 200


class VisitPurpose(models.Model):
    """What people come for: rows, so that the province rewords and adds."""

    code = models.SlugField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("purpose of a visit")
        verbose_name_plural = _("purposes of visits")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class PointVisitQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        return self.filter(point__in=SupportPoint.objects.visible_to(user, to).values("pk"))

    def standing(self):
        return self.filter(taken_back_at=None)


class PointVisit(models.Model):
    """One line of the diary. Its key is chosen by the browser: sent twice it is one."""

    class Outcome(models.TextChoices):
        HELPED = "helped", _("helped")
        NOT = "not", _("could not help")
        SENT_ON = "sent_on", _("sent on to somebody")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    point = models.ForeignKey(SupportPoint, models.PROTECT, related_name="visits")
    on = models.DateField(_("day"))
    purpose = models.ForeignKey(VisitPurpose, models.PROTECT, related_name="+", verbose_name=_("what for"))
    people = models.PositiveSmallIntegerField(
        _("how many people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PointVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit at a support point")
        verbose_name_plural = _("visits at support points")
        ordering = ["-on", "-at"]
        indexes = [models.Index(fields=["point", "-on"], name="visits_of_point")]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="visit_of_some_people"
            )
        ]

    def __str__(self):
        return f"{self.point}, {self.on:%d/%m/%Y}"
