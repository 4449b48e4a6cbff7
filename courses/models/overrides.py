from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.quiz_rules import MOST_PERCENT
from students.models import SchoolClass, Student


class QuizOverride(models.Model):
    """Rules of a quiz for one pupil or one class. Only added; the last one counts, and one that says
    nothing goes back to the rules of the quiz."""

    page = models.ForeignKey("courses.QuizPage", models.CASCADE, related_name="overrides")
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, related_name="quiz_overrides", verbose_name=_("pupil")
    )
    school_class = models.ForeignKey(
        SchoolClass, models.CASCADE, null=True, related_name="quiz_overrides", verbose_name=_("class")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(300)]
    )
    extra_percent = models.PositiveSmallIntegerField(
        _("extra time in per cent"), null=True, blank=True, validators=[MaxValueValidator(MOST_PERCENT)]
    )
    tries = models.PositiveSmallIntegerField(
        _("tries"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("rule of its own")
        verbose_name_plural = _("rules of their own")
        constraints = [
            models.CheckConstraint(
                condition=Q(student=None, school_class__isnull=False)
                | Q(student__isnull=False, school_class=None),
                name="quiz_override_of_one",
            )
        ]
        indexes = [
            models.Index(fields=["page", "student"], name="override_of_student"),
            models.Index(fields=["page", "school_class"], name="override_of_class"),
        ]

    def __str__(self):
        return f"{self.page_id} – {self.student or self.school_class}"

    @property
    def says_nothing(self):
        return not any((self.opens_at, self.closes_at, self.minutes, self.extra_percent, self.tries))


class ExtraTime(models.Model):
    """A pupil always gets so much more time. Only added; the last one counts, and 0 ends it.

    The reason often tells of health: only who gives the pupil work or leads the school reads it.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="extra_times")
    percent = models.PositiveSmallIntegerField(
        _("extra time in per cent"), validators=[MaxValueValidator(MOST_PERCENT)]
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")

    def __str__(self):
        return f"{self.student} +{self.percent} %"
