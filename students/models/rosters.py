import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from students import abilities, scope


class RosterImportQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Imports of schools whose every pupil `user` sees."""
        seen = abilities.scope_for(user, to) if to else scope.of(user)
        return self if seen.everywhere else self.filter(school__in=seen.led_school_ids)

    def without_rows(self):
        """For lists: the rows as they were read can be half a megabyte each."""
        return self.defer("raw", "answers")


class RosterImport(models.Model):
    """A class list that was uploaded: its rows as they were, what became of them, and by whom.

    A preview writes nothing but this row. Applying makes `RosterWrite` rows, which undo reads.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("waiting to be confirmed")
        APPLIED = "applied", _("taken over")
        UNDONE = "undone", _("undone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="roster_imports", verbose_name=_("school")
    )
    # By its code: a preview makes no school year.
    year_code = models.CharField(_("school year"), max_length=9)
    file_name = models.CharField(_("file"), max_length=160)
    file_hash = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREVIEWED)
    raw = models.JSONField(default=dict)
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
    def year_name(self):
        """The school year as it is said: 2026–2027."""
        return self.year_code.replace("-", "–")


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
