from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class GivenPointsQuerySet(models.QuerySet):
    def latest_of(self, attempt):
        """The row that counts for each place of an attempt: the last one given."""
        return {row.place: row for row in self.filter(attempt=attempt).select_related("by").order_by("pk")}


class GivenPoints(models.Model):
    """Points that a teacher gave for one answer, with a word to it. Only added; the last one counts."""

    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="given_points")
    place = models.PositiveSmallIntegerField()
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    # The chosen step of each line of the rubric, {"1": "0.5"}; the points are what counts.
    rubric = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("given"), auto_now_add=True)

    objects = GivenPointsQuerySet.as_manager()

    class Meta:
        verbose_name = _("points given by hand")
        verbose_name_plural = _("points given by hand")
        indexes = [models.Index(fields=["attempt", "place"], name="points_of_place")]

    def __str__(self):
        return f"{self.attempt_id} {self.place}: {self.points}"
