import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def scan_path(scan, name):
    """Under a name that nobody can guess and that tells nothing; the web server serves none of it."""
    return f"papers/{scan.pk}.{name.rpartition('.')[2]}"


class ScanQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(struck_at=None)


class Scan(models.Model):
    """A picture or PDF of a signed paper (lms/scans.py). One attached to the wrong paper is struck out:
    the file goes, the line about it stays. Whoever inherits adds the paper, which `paper_shown` returns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to=scan_path, blank=True)

    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("size"))
    # Of what was uploaded, before it was cleaned: the same file sent twice is one.
    content_hash = models.CharField(max_length=64)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(_("attached"), auto_now_add=True)
    struck_at = models.DateTimeField(_("voided"), null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    struck_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.paper_shown} ({self.content_type})"

    @property
    def is_picture(self):
        return self.content_type.startswith("image/")
