"""Households, and the adults who answer for pupils."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Household(models.Model):
    """A family that shares a roof; the beneficiary of the state scheme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    head_name = models.CharField(_("head of household"), max_length=120)
    commune = models.ForeignKey(
        "students.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    signal = models.CharField(_("signal at home"), max_length=8, default="unknown")

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")

    def __str__(self):
        return self.head_name


class PovertyRecord(models.Model):
    """Poverty class of a household in a span of time, with its certificate. Sensitive."""

    class Class(models.TextChoices):
        POOR = "poor", _("poor household")
        NEAR_POOR = "near_poor", _("near-poor household")

    household = models.ForeignKey(Household, models.CASCADE, related_name="poverty_records")
    poverty_class = models.CharField(_("poverty class"), max_length=10, choices=Class)
    certificate = models.CharField(_("certificate no."), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("poverty record")
        verbose_name_plural = _("poverty records")

    def __str__(self):
        return self.get_poverty_class_display()


class Guardian(models.Model):
    """A parent or another adult who answers for a pupil."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="guardian"
    )
    full_name = models.CharField(_("full name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    students = models.ManyToManyField(
        "students.Student", through="students.Guardianship", related_name="guardians"
    )

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")
        indexes = [models.Index(fields=["phone", "id"], name="guardian_phone", condition=~Q(phone=""))]

    def __str__(self):
        return self.full_name


class Guardianship(models.Model):
    class Relation(models.TextChoices):
        FATHER = "father", _("father")
        MOTHER = "mother", _("mother")
        GRANDPARENT = "grandparent", _("grandparent")
        OTHER = "other", _("another guardian")

    guardian = models.ForeignKey(Guardian, models.CASCADE)
    student = models.ForeignKey("students.Student", models.CASCADE, related_name="guardianships")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guardian", "student"], name="guardianship_once")]

    def __str__(self):
        return f"{self.guardian} – {self.student}"
