"""Households, and the adults who answer for pupils."""

import hashlib
import uuid

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import Exists, OuterRef, Q
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


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """The records in force on `day`, both ends included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


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

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("poverty record")
        verbose_name_plural = _("poverty records")

    def __str__(self):
        return self.get_poverty_class_display()


class GuardianQuerySet(models.QuerySet):
    def of_class(self, school_class):
        """The parents of who sits in the class now."""
        sits = {"student__enrolments__school_class": school_class, "student__enrolments__ends_on": None}
        links = Guardianship.objects.filter(guardian=OuterRef("pk"), **sits)
        return self.filter(Exists(links)).order_by("full_name", "pk")

    def without_role(self):
        """Those whose account, if there is one, opens nothing but the own children."""
        plain = {"user__is_staff": False, "user__is_superuser": False, "user__roles": None}
        return self.filter(Q(user=None) | Q(**plain))

    def entering_by_card(self):
        """Who comes in with a card or a code: nobody whose rights as staff would hang on six digits, and
        nobody who is no longer linked to a child."""
        links = Guardianship.objects.filter(guardian=OuterRef("pk"))
        return self.without_role().filter(Exists(links), user__is_active=True)


class Guardian(models.Model):
    """A parent or another adult who answers for a pupil.

    `code`, `pin` (its hash) and `card_hash` stand on the one card that holds: a new one takes their place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="guardian"
    )
    full_name = models.CharField(_("full name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    code = models.CharField(_("sign-in code"), max_length=12, null=True, blank=True, unique=True)
    pin = models.CharField(max_length=128, blank=True, editable=False)
    card_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    card_made_at = models.DateTimeField(null=True, editable=False)
    students = models.ManyToManyField(
        "students.Student", through="students.Guardianship", related_name="guardians"
    )

    objects = GuardianQuerySet.as_manager()

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")
        indexes = [models.Index(fields=["phone", "id"], name="guardian_phone", condition=~Q(phone=""))]

    def __str__(self):
        return self.full_name

    def set_pin(self, pin):
        """Keep the PIN, under the cheap hash of students/hashers.py."""
        self.pin = make_password(pin, hasher="pin")

    @property
    def mark_of_secrets(self):
        """A short mark that changes with the PIN and the card, so that sessions end with them."""
        kept = f"{self.pin} {self.card_hash or ''}".strip()
        return hashlib.sha256(kept.encode()).hexdigest()[:16] if kept else ""


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
