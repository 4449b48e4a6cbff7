from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan

from .inventory import Device
from .supply import Batch


class DevicePhoto(Scan):
    """What a machine looks like, or a paper of its own: its box, its warranty card (lms/scans.py)."""

    device = models.ForeignKey(Device, models.PROTECT, related_name="photos")

    class Meta:
        verbose_name = _("picture of a device")
        verbose_name_plural = _("pictures of devices")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["device", "content_hash"], condition=Q(struck_at=None), name="device_photo_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="device_photo_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.device


class BatchPaper(Scan):
    """A paper of a delivery: the decision, the delivery note."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="papers")

    class Meta:
        verbose_name = _("paper of a batch")
        verbose_name_plural = _("papers of batches")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "content_hash"], condition=Q(struck_at=None), name="batch_paper_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="batch_paper_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.batch
