from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.mark_book.rules import MOST_REGULAR
from students.models import Subject


class SubjectPlan(models.Model):
    """What the programme expects of a subject in a grade. Kept by the department; without a row nothing is
    missed."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="plans", verbose_name=_("subject"))
    grade = models.PositiveSmallIntegerField(_("grade"))
    regular = models.PositiveSmallIntegerField(
        _("regular marks a term"), default=0, help_text=_("How many ĐĐGtx each pupil has in a term (0–5).")
    )
    is_tested = models.BooleanField(
        _("has a periodic test"), default=False, help_text=_("Primary: a mark (Điểm KTĐK) ends the term.")
    )

    class Meta:
        verbose_name = _("plan of a subject")
        verbose_name_plural = _("plans of subjects")
        ordering = ["grade", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "grade"], name="subject_plan_once"),
            models.CheckConstraint(
                condition=Q(grade__gte=1, grade__lte=12, regular__lte=MOST_REGULAR),
                name="subject_plan_numbers",
            ),
        ]

    def __str__(self):
        return f"{self.subject} {self.grade}"
