from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan
from lms.models.scans import scan_path  # noqa: F401 (migrations name it here)

from .handovers import Handover
from .returns import ReturnPaper


class HandoverScan(Scan):
    """A picture or PDF of a signed hand-over record."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="scans")

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


class ReturnScan(Scan):
    """A picture or PDF of a signed return record."""

    paper = models.ForeignKey(ReturnPaper, models.PROTECT, related_name="scans")

    class Meta:
        verbose_name = _("scan of a return record")
        verbose_name_plural = _("scans of return records")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "content_hash"], condition=Q(struck_at=None), name="return_scan_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="return_scan_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.paper
