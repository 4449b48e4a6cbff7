from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """What somebody did, to what, when, and how it stood before and after. Append-only, but for the names
    in it: who, what and when stay when a pupil is erased."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    act = models.CharField(_("act"), max_length=60)
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    label = models.CharField(_("what"), max_length=200)
    # Where it belongs, so that a school admin reads the changes of one school and no other.
    school_id = models.BigIntegerField(null=True, db_index=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    # The line that says why this one tells no longer whom and what it was about (lms/history.py).
    emptied_for = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("change")
        indexes = [models.Index(fields=["model", "object_id"], name="change_object")]
        ordering = ["-id"]

    def __str__(self):
        return f"{self.act}: {self.label}"


class Look(models.Model):
    """Who looked at, or took away, what that is sensitive about whom. Append-only, and chained: each line
    holds the hash of the one before it (lms/chain.py), so that none can go or change unnoticed.

    It holds no names, only who and whom by their keys: an erased pupil leaves the chain whole.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    # Where the thing belonged at that moment, for whoever may read the lines of one school.
    school_id = models.BigIntegerField(null=True, db_index=True)
    # The place in the chain. Lines older than the chain have none.
    day = models.DateField(null=True)
    number = models.PositiveIntegerField(null=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("look")
        indexes = [models.Index(fields=["model", "object_id"], name="look_object")]
        constraints = [models.UniqueConstraint(fields=["day", "number"], name="look_place_in_day")]
        ordering = ["-id"]

    def __str__(self):
        return f"{self.what}: {self.model} {self.object_id}"


class LookSeal(models.Model):
    """How the chain stood at the end of a day: lines cut off its end are missed by this."""

    day = models.DateField(unique=True)
    lines = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("seal of a day of looks")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} {self.hash[:12]}"
