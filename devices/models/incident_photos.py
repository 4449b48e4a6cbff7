from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan

from .upkeep import Incident


class IncidentPhoto(Scan):
    """What a pupil or a family shows of the damage (lms/scans.py)."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="photos")

    class Meta:
        verbose_name = _("photo of the damage")
        verbose_name_plural = _("photos of the damage")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "content_hash"], condition=Q(struck_at=None), name="incident_photo_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="incident_photo_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.incident.device
