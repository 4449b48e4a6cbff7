from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.models import UploadedList, UploadedListQuerySet
from students.models import SchoolClass, Student

from .quizzes import QuizPage


class PaperListQuerySet(UploadedListQuerySet):
    def visible_to(self, user):
        """Files of the classes that `user` decides about."""
        from courses.judging import classes_judged_by

        return self.filter(school_class__in=classes_judged_by(user))


class PaperList(UploadedList):
    """A file with what a class wrote on paper in a quiz, and what became of each of its rows."""

    page = models.ForeignKey(QuizPage, models.CASCADE, related_name="+", verbose_name=_("quiz"))
    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="+", verbose_name=_("class"))
    # Of which publishing the papers were.
    edition = models.PositiveIntegerField()
    # Headings that say nothing to us.
    unknown = models.JSONField(default=list)

    objects = PaperListQuerySet.as_manager()

    class Meta(UploadedList.Meta):
        verbose_name = _("imported file of answers on paper")
        verbose_name_plural = _("imported files of answers on paper")

    what = "file of answers on paper"

    @property
    def school_id(self):
        """Whose admin reads in the log what happened to the file."""
        return self.school_class.school_id

    def get_absolute_url(self):
        return reverse("courses:paper_list", args=[self.pk])


class PaperListRow(models.Model):
    """A row of such a file, as it was read and perhaps mended. It goes when its pupil is erased."""

    paper_list = models.ForeignKey(PaperList, models.CASCADE, related_name="rows")
    # As Excel numbers it.
    number = models.PositiveIntegerField()
    name = models.CharField(_("full name"), max_length=160, blank=True)
    pupil_code = models.CharField(max_length=20, blank=True)
    student = models.ForeignKey(Student, models.CASCADE, null=True, related_name="+")
    code = models.CharField(_("paper code"), max_length=10, blank=True)
    # {label of the question: as it is written}
    texts = models.JSONField(default=dict)
    is_left_out = models.BooleanField(default=False)
    # What stood before: {"code", "paper", "texts"}, all empty when nothing did; None: it was not taken over.
    before = models.JSONField(null=True)

    class Meta:
        verbose_name = _("row of answers on paper")
        verbose_name_plural = _("rows of answers on paper")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["paper_list", "number"], name="paper_row_once")]

    def __str__(self):
        return f"{self.paper_list_id} {self.number}"
