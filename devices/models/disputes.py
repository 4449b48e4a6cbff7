import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .handovers import Handover


class Dispute(models.Model):
    """A family says that a paper is not right; the school answers in words, and that closes it."""

    class Kind(models.TextChoices):
        NOT_RECEIVED = "not_received", _("never received it")
        OTHER_MACHINE = "other_machine", _("it is another machine")
        CONDITION = "condition", _("it was not in this condition")
        GIVEN_BACK = "given_back", _("gave it back already")
        NOT_SIGNED = "not_signed", _("did not sign this")
        OTHER = "other", _("something else")

    class Outcome(models.TextChoices):
        STANDS = "stands", _("the paper is right")
        CORRECTED = "corrected", _("the paper was corrected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="disputes")
    kind = models.CharField(_("what is not right"), max_length=14, choices=Kind)
    words = models.TextField(_("in your words"), max_length=1000)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("said on"), auto_now_add=True)
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(_("answer of the school"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("dispute of a record")
        verbose_name_plural = _("disputes of records")
        ordering = ["-raised_at"]
        constraints = [
            # Pressing twice is said once.
            models.UniqueConstraint(
                fields=["handover", "kind"], condition=Q(answered_at=None), name="one_open_dispute_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(outcome="") & Q(answered_by__isnull=False)),
                name="dispute_answered_with_an_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.handover} – {self.get_kind_display()}"
