"""What lies on a teacher's marking desk and counts for nothing yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MarkingDraft(models.Model):
    """What a teacher writes about one answer. Written over with each pause, gone when points are given."""

    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="drafts")
    place = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # {"points": "3,5", "comment": "…", "rubric": {"1": "0.5"}}, as it was typed.
    told = models.JSONField(default=dict)
    at = models.DateTimeField(_("kept"), auto_now=True)

    class Meta:
        verbose_name = _("draft of points")
        verbose_name_plural = _("drafts of points")
        constraints = [models.UniqueConstraint(fields=["attempt", "place", "by"], name="marking_draft_once")]

    def __str__(self):
        return f"{self.attempt_id} {self.place}"
