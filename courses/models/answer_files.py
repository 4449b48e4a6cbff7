import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


def path_of(row, name):
    """Where it lies: told by nothing that anybody could guess."""
    return f"answers/{row.attempt_id}/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class AnswerFileQuerySet(models.QuerySet):
    def told_in(self, attempt, response):
        """The rows of a response (a list of ids), in its order; what has not arrived yet is left out."""
        rows = {str(row.pk): row for row in self.filter(attempt=attempt, pk__in=response or [])}
        return [rows[one] for one in response or [] if one in rows]


class AnswerFile(models.Model):
    """A page of handwriting, a spoken answer or a file that a pupil handed in. Never changes.

    The id is chosen where it was made, so that an answer can name it before it has arrived.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="files")
    place = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=path_of)
    name = models.CharField(_("name"), max_length=120, blank=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(_("size"))
    # Of what was sent: the same page sent twice is one.
    content_hash = models.CharField(max_length=64)
    arrived_at = models.DateTimeField(_("arrived"), auto_now_add=True)

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of answers")
        indexes = [models.Index(fields=["attempt", "place"], name="file_of_place")]

    def __str__(self):
        return f"{self.attempt_id} {self.place} ({self.content_type})"

    @property
    def is_picture(self):
        return self.content_type.startswith("image/")

    @property
    def is_sound(self):
        return self.content_type.startswith("audio/")


class AnswerPiece(models.Model):
    """A part of a file on its way: one event is too small for a page, and each is sent by itself."""

    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="pieces")
    place = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    content = models.BinaryField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("part of a file of an answer")
        verbose_name_plural = _("parts of files of answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "file_id", "number"], name="piece_of_answer_once")
        ]

    def __str__(self):
        return f"{self.file_id} {self.number}/{self.of}"
