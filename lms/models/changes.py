from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """What somebody did, to what, when, and how it stood before and after. Append-only."""

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

    class Meta:
        verbose_name = _("change")
        indexes = [models.Index(fields=["model", "object_id"], name="change_object")]
        ordering = ["-id"]

    def __str__(self):
        return f"{self.act}: {self.label}"


class Look(models.Model):
    """Who looked at sensitive fields of whom (ethnic group, poverty, marks). Append-only."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("look")
        indexes = [models.Index(fields=["model", "object_id"], name="look_object")]
        ordering = ["-id"]

    def __str__(self):
        return f"{self.what}: {self.model} {self.object_id}"
