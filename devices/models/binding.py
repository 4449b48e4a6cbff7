import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DeviceInstallQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_at=None)


class DeviceInstall(models.Model):
    """A browser on a device, known by a random token in its cookie; only the hash is kept here.

    No hardware fingerprint: such ids turned out to be shared by hundreds of schools.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="installs")
    token_hash = models.CharField(max_length=64, unique=True)
    browser = models.CharField(_("browser"), max_length=40, blank=True)
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    enrolled_at = models.DateTimeField(_("bound"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("unbound"), null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    last_day = models.DateField(_("last seen"), null=True, blank=True)

    objects = DeviceInstallQuerySet.as_manager()

    class Meta:
        verbose_name = _("bound browser")
        verbose_name_plural = _("bound browsers")
        ordering = ["-enrolled_at"]

    def __str__(self):
        return f"{self.device} {self.browser}"


class EnrolmentCodeQuerySet(models.QuerySet):
    def used_again(self):
        """Those with which somebody came after they were used, and of which nobody said «known»."""
        return self.filter(late_tries__gt=0, known_at=None)


class EnrolmentCode(models.Model):
    """Eight characters that bind one browser to one device, once, within seven days."""

    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="enrolment_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    install = models.OneToOneField(DeviceInstall, models.PROTECT, null=True, blank=True, related_name="code")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # How often somebody came with it after it was used: a photographed code.
    late_tries = models.PositiveIntegerField(default=0)
    last_late_try = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField(null=True, blank=True)
    known_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = EnrolmentCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("binding code")
        verbose_name_plural = _("binding codes")

    def __str__(self):
        return f"{self.device} {self.made_at:%d/%m/%Y}"


class BindingSuggestionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answered_at=None)


class BindingSuggestion(models.Model):
    """A pupil says that this browser is on the device that stands under the pupil's name.

    The browser got its token already; it counts for nothing until staff says yes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="suggestions")
    student = models.ForeignKey("students.Student", models.CASCADE, related_name="binding_suggestions")
    token_hash = models.CharField(max_length=64, unique=True)
    browser = models.CharField(_("browser"), max_length=40, blank=True)
    suggested_at = models.DateTimeField(_("suggested"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # None after a no.
    install = models.OneToOneField(
        DeviceInstall, models.PROTECT, null=True, blank=True, related_name="suggestion"
    )

    objects = BindingSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested binding")
        verbose_name_plural = _("suggested bindings")
        ordering = ["suggested_at"]
        constraints = [
            # Pressing twice, or in a second browser, is one question: the last browser is meant.
            models.UniqueConstraint(
                fields=["device", "student"], condition=Q(answered_at=None), name="one_open_suggestion"
            )
        ]

    def __str__(self):
        return f"{self.device} – {self.student}"
