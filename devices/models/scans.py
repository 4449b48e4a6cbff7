import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan

from .ledger import Handover


def scan_path(scan, name):
    """Under a name that nobody can guess and that tells nothing; the web server serves none of it."""
    return f"papers/{scan.pk}.{name.rpartition('.')[2]}"


class HandoverScan(Scan):
    """A picture or PDF of a signed hand-over record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="scans")
    file = models.FileField(upload_to=scan_path, blank=True)

    class Meta:
        verbose_name = _("scan of a hand-over record")
        verbose_name_plural = _("scans of hand-over records")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "content_hash"], condition=Q(struck_at=None), name="scan_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="scan_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.handover
