from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models import School

from .questions import QuestionVersion
from .quizzes import QuizPage


class KeyCorrection(models.Model):
    """The key of a question was wrong: what is right instead. Only added; the last one that concerns an
    attempt counts, and undoing one is another one."""

    class What(models.TextChoices):
        KEY = "key", _("another answer is right")
        ACCEPT = "accept", _("this answer is right as well")
        VERSION = "version", _("the key of a newer version")
        FULL = "full", _("everybody gets full points")
        OUT = "out", _("the question does not count")
        AS_WRITTEN = "as_written", _("back to the key as it was written")

    class Scope(models.TextChoices):
        SCHOOL = "school", _("this quiz, at our school")
        EVERYWHERE = "everywhere", _("wherever the question is asked")

    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="corrections")
    scope = models.CharField(max_length=10, choices=Scope)
    page = models.ForeignKey(QuizPage, models.SET_NULL, null=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    # What is marked by: a key like that of the version, or {"void": "full" | "out"}.
    key = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("corrected"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction of a key")
        verbose_name_plural = _("corrections of keys")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="school", school__isnull=False)
                | Q(scope="everywhere", school=None, page=None),
                name="key_correction_scope",
            )
        ]

    def __str__(self):
        return f"{self.version}: {self.get_what_display()}"

    def concerns(self, page_id, school_id):
        """Whether it counts for attempts of a school at a quiz."""
        if self.scope == self.Scope.EVERYWHERE:
            return True
        # Of deleted quizzes nobody can tell one from the other any more.
        return page_id is not None and (self.page_id, self.school_id) == (page_id, school_id)

    def now(self):
        """The key by which the question is marked where this would count."""
        rows = KeyCorrection.objects.filter(version=self.version_id).order_by("pk")
        known = [row.key for row in rows if row.concerns(self.page_id, self.school_id)]
        return known[-1] if known else self.version.key
