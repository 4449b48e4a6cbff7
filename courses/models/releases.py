from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


class MarkRelease(models.Model):
    """A teacher showed a class its marks of a quiz."""

    page = models.ForeignKey("courses.QuizPage", models.CASCADE, related_name="releases")
    school_class = models.ForeignKey("students.SchoolClass", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "school_class"], name="release_once")]

    def __str__(self):
        return f"{self.page} – {self.school_class}"

    def may_be_taken_back(self):
        return timezone.now() - self.at < timedelta(days=1)
