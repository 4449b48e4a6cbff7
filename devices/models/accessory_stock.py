import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .supply import Accessory, Batch


class AccessoryReceipt(models.Model):
    """So many pieces came to a school; never changed. What was counted wrongly is taken off by a row with
    a number below zero, which says why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="accessory_receipts", verbose_name=_("school")
    )
    accessory = models.ForeignKey(
        Accessory, models.PROTECT, related_name="receipts", verbose_name=_("accessory")
    )
    batch = models.ForeignKey(
        Batch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accessory_receipts",
        verbose_name=_("batch"),
    )
    quantity = models.IntegerField(_("number of pieces"))
    received_on = models.DateField(_("received on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("receipt of accessories")
        verbose_name_plural = _("receipts of accessories")
        ordering = ["-received_on", "-recorded_at"]
        indexes = [models.Index(fields=["school", "accessory"], name="receipt_school_accessory")]
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="receipt_of_something"),
            models.CheckConstraint(condition=Q(quantity__gt=0) | ~Q(note=""), name="taken_off_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.accessory} × {self.quantity}"
