"""What a household's papers say besides its poverty class, and the scans of all of them. Sensitive."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan
from lms.models.scans import scan_path  # noqa: F401 (migrations name it here)

from .families import DatedQuerySet, Household


class PolicyRecord(models.Model):
    """A household stands under a policy in a span of time: merit to the revolution, or social policy."""

    class Kind(models.TextChoices):
        MERIT = "merit", _("family with merit to the revolution")
        SOCIAL = "social", _("family under social policy")

    household = models.ForeignKey(Household, models.CASCADE, related_name="policy_records")
    kind = models.CharField(_("policy"), max_length=8, choices=Kind)
    certificate = models.CharField(_("certificate no."), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy record")
        verbose_name_plural = _("policy records")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="policy_record_days"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class HouseholdScan(Scan):
    """A picture or PDF of a certificate of the household."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="scans")

    class Meta:
        verbose_name = _("scan of a household's certificate")
        verbose_name_plural = _("scans of households' certificates")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "content_hash"], condition=Q(struck_at=None), name="household_scan_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="household_scan_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.household
