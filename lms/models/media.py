import mimetypes
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from lms.secret_names import is_drawn, secret_name

# Recordings of a browser (WebM without a picture); not every system knows the ending.
mimetypes.add_type("audio/webm", ".weba")


class Pupils(models.TextChoices):
    """Whether pupils can be recognised in a picture or a file."""

    NOBODY = "nobody", _("no: there is none, or no face can be recognised")
    SEEN = "seen", _("yes: pupils can be recognised")


class Picture(AbstractImage):
    """A picture, with its credit; copies in light formats are made ahead by a task."""

    Pupils = Pupils

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    # Empty: nobody has said so yet. Which pupils: courses.ShownPupil.
    pupils = models.CharField(_("can pupils be recognised in it?"), max_length=6, choices=Pupils, default="")
    # Since when no page shows it, because a consent is missing (courses/publicity.py).
    withheld_at = models.DateTimeField(_("taken off the pages"), null=True, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "pupils",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename):
        # Copies are called like it, and whoever has their address has them: it must not be guessed.
        name = PurePath(filename)
        if not is_drawn(name.stem):
            filename = f"{secret_name()}{name.suffix.lower()}"
        return super().get_upload_to(filename)


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]


class MediaFile(AbstractDocument):
    """A file of a lecture: sound, video, PDF."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    # Empty: nobody has said so yet. Where pupils can be recognised, no page is published with it.
    pupils = models.CharField(_("can pupils be recognised in it?"), max_length=6, choices=Pupils, default="")

    admin_form_fields = ("title", "file", "pupils", "credit", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
