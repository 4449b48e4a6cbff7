from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.days import months_after


class Warranty(models.Model):
    """For how many months after the delivery the maker repairs what a batch brought, or one model of it."""

    batch = models.ForeignKey(
        "devices.Batch", models.PROTECT, related_name="warranties", verbose_name=_("batch")
    )
    model = models.ForeignKey(
        "devices.DeviceModel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="warranties",
        verbose_name=_("model"),
    )
    months = models.PositiveSmallIntegerField(_("months of warranty"))
    terms = models.CharField(_("who repairs, and what is asked for"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("warranty")
        verbose_name_plural = _("warranties")
        ordering = ["batch", "model"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "model"], name="warranty_of_a_model_once"),
            models.UniqueConstraint(
                fields=["batch"], condition=Q(model=None), name="warranty_of_a_batch_once"
            ),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=120), name="warranty_months"),
        ]

    def __str__(self):
        return f"{self.batch} – {self.model or _('all models')}"


def warranty_of(device):
    """The warranty for `device`: that of its model in its batch, else that of the whole batch, or None."""
    rows = Warranty.objects.filter(Q(model=device.model_id) | Q(model=None), batch=device.batch_id)
    return rows.order_by(models.F("model").asc(nulls_last=True)).first()


def warranty_until(device):
    """The last day of the warranty; None when nobody wrote one down, or when it was delivered."""
    delivered = device.batch.received_on or device.received_on
    warranty = warranty_of(device) if delivered else None
    return warranty and months_after(delivered, warranty.months)
