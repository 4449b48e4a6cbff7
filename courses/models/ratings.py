"""What teachers think of a lecture. Three answers that tell the next teacher what to do, and no stars:
five stars of four people say less than «dùng được ngay» of three."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Fewer voices would be one colleague's taste, and everybody would know whose.
FEWEST = 3


class LectureRating(models.Model):
    class Verdict(models.TextChoices):
        READY = "ready", _("ready to use")
        MEND = "mend", _("needs mending first")
        UNFIT = "unfit", _("not fit for my class")

    lecture = models.ForeignKey("courses.LecturePage", models.CASCADE, related_name="ratings")
    by = models.ForeignKey("students.User", models.CASCADE, related_name="lecture_ratings")
    verdict = models.CharField(_("what you think of it"), max_length=6, choices=Verdict)
    words = models.CharField(_("in one sentence"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("rating of a lecture")
        verbose_name_plural = _("ratings of lectures")
        constraints = [models.UniqueConstraint(fields=["lecture", "by"], name="rated_once")]

    def __str__(self):
        return f"{self.lecture}: {self.verdict}"
