import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import scope_for

from .ledger import Assignment, Condition


class CustodyRoundQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        return self.filter(
            models.Q(school__in=mine.led_school_ids) | models.Q(school__commune__in=mine.commune_ids)
        )


class CustodyRound(models.Model):
    """Once a school year: everything that is out comes back, or is seen in the holder's hands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("students.School", models.PROTECT, related_name="custody_rounds")
    year = models.ForeignKey("students.SchoolYear", models.PROTECT, related_name="custody_rounds")
    opened_at = models.DateTimeField(_("begun on"), auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(_("to be done by"))
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # {expected, back, seen, lost, open}: as it stood on the day it was closed.
    summary = models.JSONField(default=dict, blank=True)

    objects = CustodyRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("end-of-year round")
        verbose_name_plural = _("end-of-year rounds")
        ordering = ["-opened_at"]
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="one_round_a_year")]

    def __str__(self):
        return f"{self.school} – {self.year}"


class Sighting(models.Model):
    """Somebody saw the machine in its holder's hands («còn giữ, tốt»)."""

    round = models.ForeignKey(CustodyRound, models.PROTECT, related_name="sightings")
    line = models.ForeignKey(Assignment, models.PROTECT, related_name="sightings")
    condition = models.CharField(_("condition"), max_length=8, choices=Condition, default=Condition.GOOD)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(_("seen on"), auto_now_add=True)

    class Meta:
        verbose_name = _("sighting of a machine")
        verbose_name_plural = _("sightings of machines")
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["round", "line"], name="seen_once_a_round")]

    def __str__(self):
        return f"{self.line} – {self.round}"
