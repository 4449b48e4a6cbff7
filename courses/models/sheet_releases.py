from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass, Subject, Term


class SheetRelease(models.Model):
    """A teacher shows a class's sheet of a subject and term to pupils and families, as it stands at that
    moment, or takes it from their sight. Only added; the last one counts."""

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="released_sheets")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    is_shown = models.BooleanField(default=True)
    # The last row that is shown: what is written later waits for the next release.
    last_row = models.BigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sheet of marks shown to families")
        verbose_name_plural = _("sheets of marks shown to families")
        ordering = ["pk"]
        indexes = [models.Index(fields=["school_class", "subject", "term"], name="release_of_sheet")]

    def __str__(self):
        return f"{self.school_class} – {self.subject} – {self.term}"
