"""What became of a SIM card: each change of its state is a row that stays."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .connectivity import Sim


class SimEvent(models.Model):
    """One change in the life of a SIM card: what, on which day, why, and who wrote it down."""

    class Kind(models.TextChoices):
        ACTIVATED = "activated", _("activated")
        BLOCKED = "blocked", _("blocked")
        UNBLOCKED = "unblocked", _("opened again")
        LOST = "lost", _("reported lost")
        FOUND = "found", _("found again")
        STORED = "stored", _("put back into stock")
        CANCELLED = "cancelled", _("cancelled")
        REPLACED = "replaced", _("replaced by another card")
        REPLACES = "replaces", _("takes the place of another card")
        RESTORED = "restored", _("cancelled by mistake, taken up again")

    sim = models.ForeignKey(Sim, models.PROTECT, related_name="events")
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind)
    on = models.DateField(_("date"))
    before = models.CharField(max_length=10, choices=Sim.Status)
    after = models.CharField(max_length=10, choices=Sim.Status)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # The card that took its place, or whose place it took.
    other = models.ForeignKey(Sim, models.PROTECT, null=True, blank=True, related_name="+")
    request_id = models.UUIDField(default=uuid.uuid4)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of a SIM card")
        verbose_name_plural = _("changes of SIM cards")
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["sim", "-recorded_at"], name="sim_event_sim_at")]
        constraints = [
            models.UniqueConstraint(fields=["sim", "request_id"], name="sim_event_once"),
            models.CheckConstraint(
                condition=Q(other=None) | Q(kind__in=["replaced", "replaces"]), name="sim_event_of_two"
            ),
        ]

    def __str__(self):
        return f"{self.sim}: {self.get_kind_display()}"
