from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.models import Job


class Preparation(models.Model):
    """The work of making a film or sound light, by the content of the original: the same file uploaded twice
    is made light once, and another file under the same name is another work."""

    # As lms.MediaFile keeps it.
    source_hash = models.CharField(max_length=40)
    # By its ending (courses/media/recipes.py): under another one it may succeed.
    read_as = models.CharField(max_length=16, default="")
    # With which recipe it ended (courses/media/recipes.py); 0: it has not.
    recipe = models.PositiveSmallIntegerField(default=0)
    # Why nothing can be made of this file, as a sentence for its author.
    why = models.CharField(max_length=500, blank=True)
    seconds = models.FloatField(default=0)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("light copies of a film or sound")
        constraints = [
            models.UniqueConstraint(fields=["source_hash", "read_as"], name="each_content_made_light_once")
        ]

    def __str__(self):
        return self.source_hash


class MediaCopy(models.Model):
    """A light copy of a film or sound, or a picture out of a film. Its content lies in lms/contents.py."""

    class Form(models.TextChoices):
        SMALL = "240p", "240p"
        MEDIUM = "360p", "360p"
        OPUS = "opus", "Opus"
        AAC = "aac", "AAC"
        POSTER = "poster", _("still of a film")
        FRAME = "frame", _("picture out of a film")

    preparation = models.ForeignKey(Preparation, models.CASCADE, related_name="copies")
    form = models.CharField(max_length=6, choices=Form)
    # Of a picture: when in the film it is seen.
    at_ms = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=60)
    ending = models.CharField(max_length=5)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    recipe = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("light copy")
        ordering = ["form", "at_ms"]
        constraints = [
            models.UniqueConstraint(fields=["preparation", "form", "at_ms"], name="one_copy_of_each_form")
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """Part of its address: another content, another address. Short, for a film has many pictures."""
        at = f"-{self.at_ms}" if self.form == self.Form.FRAME else ""
        return f"{self.form}{at}-{self.digest[:8]}.{self.ending}"
