import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from lms.models import Job, MediaFile
from lms.models.media import Pupils


class LargeUploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` sends; nobody else's."""
        return self.filter(owner=user.pk)

    def unfinished(self):
        return self.filter(file=None, finished_at=None)

    def whole(self):
        """All their parts are there, and the worker has not made a file of them yet."""
        return self.unfinished().filter(received=models.F("size"))


class LargeUpload(models.Model):
    """A large file that comes in parts, over days when it must; what came is never sent twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    # SHA-256 of its first bytes: by it the file is known when it is chosen again.
    head = models.CharField(max_length=64)
    collection = models.ForeignKey(Collection, models.CASCADE, verbose_name=_("collection"), related_name="+")
    pupils = models.CharField(_("can pupils be recognised in it?"), max_length=6, choices=Pupils)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(auto_now_add=True)
    # Who puts the parts together; and why it could not.
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    # What became of it; empty again when that was deleted.
    file = models.ForeignKey(MediaFile, models.SET_NULL, null=True, related_name="+")

    objects = LargeUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("large file on its way")
        ordering = ["-begun_at"]

    def __str__(self):
        return self.name

    @property
    def path(self):
        """Where its parts lie; no address leads there."""
        return Path(settings.MEDIA_ROOT) / "uploads" / str(self.pk)

    @property
    def ending(self):
        return self.name.rpartition(".")[2].lower()

    @property
    def why_not(self):
        """A sentence about what keeps the parts from becoming a file; "" while nothing does."""
        return self.job.message if self.job and self.job.state == Job.State.FAILED else ""

    @property
    def percent(self):
        return 100 * self.received // self.size if self.size else 0
