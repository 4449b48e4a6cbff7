"""What somebody else counted: a carrier of its SIM cards, or the owner of a system that manages machines."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ExternalUsage(models.Model):
    """What one SIM card or one machine used in a span of days, as a source tells it.

    A source tells a span once: the same row again (`row_hash`) changes nothing, another amount replaces it.
    """

    source = models.SlugField(_("source"), max_length=20)
    sim = models.ForeignKey(
        "devices.Sim", models.PROTECT, null=True, blank=True, related_name="external_usage"
    )
    device = models.ForeignKey(
        "devices.Device", models.PROTECT, null=True, blank=True, related_name="external_usage"
    )
    # Frozen when it is taken in: where the thing was then. What was used there is not told to a later school.
    school = models.ForeignKey(
        "students.School", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to (last day)"))
    # What the source does not tell is empty. Time before a screen is never learning time: it stands beside
    # what we count ourselves, and is added to nothing.
    used_bytes = models.PositiveBigIntegerField(_("bytes"), null=True)
    screen_s = models.PositiveIntegerField(_("seconds of use"), null=True)
    seen_on = models.DateField(_("last seen"), null=True)
    row_hash = models.CharField(max_length=64, editable=False)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("use as others counted it")
        verbose_name_plural = _("use as others counted it")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sim__isnull=False, device=None) | Q(sim=None, device__isnull=False),
                name="external_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="external_days"),
            models.CheckConstraint(
                condition=Q(used_bytes__isnull=False) | Q(screen_s__isnull=False) | Q(seen_on__isnull=False),
                name="external_tells_something",
            ),
            models.UniqueConstraint(
                fields=["source", "sim", "starts_on", "ends_on"], name="external_sim_once"
            ),
            models.UniqueConstraint(
                fields=["source", "device", "starts_on", "ends_on"], name="external_device_once"
            ),
        ]
        indexes = [models.Index(fields=["ends_on", "sim"], name="external_end")]

    def __str__(self):
        return f"{self.sim or self.device}: {self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        if self.school_id is None:
            self.school_id = (self.device or self.sim).school_id
        super().save(*args, **kwargs)
