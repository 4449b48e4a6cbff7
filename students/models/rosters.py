import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.spreadsheets import Book
from students import abilities, scope

NAMES_IN_LOG = {
    "students": "class list",
    "staff": "list of teachers",
    "teaching": "teaching list",
    "guardians": "list of guardians",
    "households": "list of households",
}


class RosterImportQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Imports of schools whose every pupil `user` sees."""
        seen = abilities.scope_for(user, to) if to else scope.of(user)
        return self if seen.everywhere else self.filter(school__in=seen.led_school_ids)

    def for_lists(self):
        """Without what only the page of one import needs: counts name every row left out."""
        return self.defer("outline", "answers", "counts")


class RosterImport(models.Model):
    """A class list that was uploaded: its rows as they were, what became of them, and by whom.

    A preview writes nothing but this row. Applying makes `RosterWrite` rows, which undo reads.
    """

    class Kind(models.TextChoices):
        STUDENTS = "students", _("Pupils")
        STAFF = "staff", _("Teachers")
        TEACHING = "teaching", _("Who teaches what")
        GUARDIANS = "guardians", _("Parents and guardians")
        HOUSEHOLDS = "households", _("Poor and near-poor households")

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("waiting to be confirmed")
        APPLIED = "applied", _("taken over")
        UNDONE = "undone", _("undone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="roster_imports", verbose_name=_("school")
    )
    kind = models.CharField(_("kind of list"), max_length=12, choices=Kind, default=Kind.STUDENTS)
    # By its code: a preview makes no school year.
    year_code = models.CharField(_("school year"), max_length=9)
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

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported class list")
        verbose_name_plural = _("imported class lists")
        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["school", "-uploaded_at"], name="roster_import_list")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("students:roster", args=[self.pk])

    @property
    def what(self):
        """What was uploaded, as the log of changes names it."""
        return NAMES_IN_LOG[self.kind]

    @property
    def year_name(self):
        """The school year as it is said: 2026–2027."""
        return self.year_code.replace("-", "–")

    def keep_book(self, book):
        """Keep every row as it was read; the import must be saved already."""
        self.outline = book.outline()
        self.save(update_fields=["outline"])
        for at, sheet in enumerate(book.sheets):
            blocks = (
                RosterBlock(roster_import=self, sheet=at, position=position, rows=rows)
                for position, rows in enumerate(sheet.rows.blocks())
            )
            for block in blocks:
                block.save()

    def book(self):
        """The rows as they were read, fetched block by block."""
        return Book.from_outline(self.outline, self._rows_of)

    def _rows_of(self, sheet, position):
        return self.blocks.values_list("rows", flat=True).get(sheet=sheet, position=position)


class RosterBlock(models.Model):
    """Some hundred rows of an uploaded list, as they were read."""

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="blocks")
    sheet = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        ordering = ["sheet", "position"]
        constraints = [
            models.UniqueConstraint(fields=["roster_import", "sheet", "position"], name="roster_block_once")
        ]

    def __str__(self):
        return f"{self.sheet}.{self.position}"


class RosterWrite(models.Model):
    """Rows of one model that an import made or changed, some hundred together, as undo needs them.

    `rows`: [id, before, after]; `before` is null for a row that was made.
    """

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="writes")
    model = models.CharField(max_length=40)
    rows = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.model} ({len(self.rows)})"
