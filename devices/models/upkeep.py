import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Incident(models.Model):
    """Somebody reports that a device is broken, lost or stolen. Place and holder are written down
    as they were that day: the repair is counted where it happened, wherever the pupil moves."""

    class Kind(models.TextChoices):
        BROKEN = "broken", _("broken")
        LOST = "lost", _("lost")
        STOLEN = "stolen", _("stolen")

    # The machine is not there any more.
    MISSING = (Kind.LOST, Kind.STOLEN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="incidents")
    kind = models.CharField(_("what happened"), max_length=8, choices=Kind, default=Kind.BROKEN)
    words = models.TextField(_("in your words"), max_length=1000)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    school = models.ForeignKey("students.School", models.PROTECT, related_name="incidents")
    line = models.ForeignKey(
        "devices.Assignment", models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    holder_name = models.CharField(_("holder"), max_length=160, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-reported_at"]
        constraints = [
            # Pressing «Báo hỏng» twice is one report.
            models.UniqueConstraint(
                fields=["device", "kind"], condition=Q(closed_at=None), name="one_open_incident_of_a_kind"
            )
        ]

    def __str__(self):
        return f"{self.device} – {self.get_kind_display()}"
