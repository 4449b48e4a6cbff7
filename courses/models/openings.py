import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass


class LectureOpening(models.Model):
    """The day from which one class reads a lecture, where it is another one than for everybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lecture = models.ForeignKey("courses.LecturePage", models.CASCADE, related_name="openings")
    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="lecture_openings")
    opens_on = models.DateField(_("opens on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("opening of a lecture for a class")
        verbose_name_plural = _("openings of lectures for classes")
        constraints = [models.UniqueConstraint(fields=["lecture", "school_class"], name="opening_once")]

    def __str__(self):
        return f"{self.lecture} → {self.school_class}: {self.opens_on}"

    @property
    def school_id(self):
        return self.school_class.school_id
