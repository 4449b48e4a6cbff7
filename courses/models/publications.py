"""Results as they are published: of a round, of a contest of works."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublishedResults(models.Model):
    """As somebody published them. Published anew is another row with the next number; what stood before stays
    readable for the organiser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(pgettext_lazy("competition result", "published"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["number"]

    def withdraw(self, by):
        self.withdrawn_at, self.withdrawn_by = timezone.now(), by
        self.save(update_fields=["withdrawn_at", "withdrawn_by"])


class WithPublications:
    """What has rows of PublishedResults as `publications`."""

    @property
    def published(self):
        """The results that stand; None before the first and after they were withdrawn."""
        last = self.publications.order_by("-number").first()
        return last if last and last.withdrawn_at is None else None
