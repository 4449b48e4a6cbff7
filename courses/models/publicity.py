"""Who is to be seen on pages: pupils in pictures, and names of which a person said whose they are not."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownPupil(models.Model):
    """A pupil who can be recognised in a picture."""

    picture = models.ForeignKey("lms.Picture", models.CASCADE, related_name="shown_pupils")
    student = models.ForeignKey("students.Student", models.CASCADE, related_name="pictures")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(_("written down"), auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "student"], name="pupil_shown_once")]

    def __str__(self):
        return f"{self.student} – {self.picture}"


class ClearedName(models.Model):
    """A name in a page of which whoever may publish it said: that is no pupil who has not agreed."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="cleared_names")
    name = models.CharField(_("full name"), max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "name"], name="name_cleared_once")]

    def __str__(self):
        return f"{self.name} – {self.page}"
