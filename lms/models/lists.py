"""Uploaded lists: the rows as they were read, what a person chose, and what undoing needs. Abstract; the
app that knows what a list means makes its own three tables of these."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.spreadsheets import Book


class UploadedListQuerySet(models.QuerySet):
    def for_lists(self):
        """Without what only the page of one list needs: counts name every row left out."""
        return self.defer("outline", "answers", "counts")


class UploadedList(models.Model):
    """A list that was uploaded: its rows as they were, what became of them, and by whom.

    A preview writes nothing but this row. Its `blocks` are a `ListBlock`, its `writes` a `ListWrite`.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("waiting to be confirmed")
        APPLIED = "applied", _("taken over")
        UNDONE = "undone", _("undone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(_("file"), max_length=160)
    file_hash = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREVIEWED)
    # The book without its rows, which are in `blocks`.
    outline = models.JSONField(default=dict)
    # What a person chose where the file was unclear: {"dates": {"Sheet 1!14": "2015-09-05"}}.
    answers = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.file_name

    @property
    def days_waiting(self):
        """For how many days it has waited to be confirmed; 0 when it does not wait."""
        if self.state != self.State.PREVIEWED:
            return 0
        return (timezone.localdate() - timezone.localdate(self.uploaded_at)).days

    def keep_book(self, book):
        """Keep every row as it was read; the list must be saved already."""
        self.outline = book.outline()
        self.save(update_fields=["outline"])
        for at, sheet in enumerate(book.sheets):
            for position, rows in enumerate(sheet.rows.blocks()):
                self.blocks.create(sheet=at, position=position, rows=rows)

    def book(self):
        """The rows as they were read, fetched block by block."""
        return Book.from_outline(self.outline, self._rows_of)

    def _rows_of(self, sheet, position):
        return self.blocks.values_list("rows", flat=True).get(sheet=sheet, position=position)


class ListBlock(models.Model):
    """Some hundred rows of an uploaded list, as they were read."""

    sheet = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        abstract = True
        ordering = ["sheet", "position"]

    def __str__(self):
        return f"{self.sheet}.{self.position}"


class ListWrite(models.Model):
    """Rows of one model that a list made or changed, some hundred together, as undo needs them.

    `rows`: [id, before, after]; `before` is null for a row that was made.
    """

    model = models.CharField(max_length=40)
    rows = models.JSONField()

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self):
        return f"{self.model} ({len(self.rows)})"
