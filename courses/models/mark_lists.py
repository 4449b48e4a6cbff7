from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.models import UploadedList, UploadedListQuerySet
from students.models import SchoolClass, Student, Subject, Term


class MarkListQuerySet(UploadedListQuerySet):
    def visible_to(self, user):
        """Files of the classes that `user` teaches or leads."""
        from courses.judging import classes_judged_by

        return self.filter(school_class__in=classes_judged_by(user))


class MarkList(UploadedList):
    """A file with marks of a class and term, and what became of each of its rows."""

    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="+", verbose_name=_("class"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("term"))
    # Headings and sheets that say nothing to us.
    unknown = models.JSONField(default=list)

    objects = MarkListQuerySet.as_manager()

    class Meta(UploadedList.Meta):
        verbose_name = _("imported file of marks")
        verbose_name_plural = _("imported files of marks")

    what = "file of marks"

    @property
    def school_id(self):
        """Whose admin reads in the log what happened to the file."""
        return self.school_class.school_id

    def get_absolute_url(self):
        return reverse("courses:mark_list", args=[self.pk])


class MarkListRow(models.Model):
    """A row of such a file as it was read. It goes when its pupil is erased."""

    mark_list = models.ForeignKey(MarkList, models.CASCADE, related_name="rows")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=40)
    # As Excel numbers it.
    number = models.PositiveIntegerField()
    class_name = models.CharField(max_length=60, blank=True)
    ministry_id = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("full name"), max_length=160, blank=True)
    born = models.DateField(null=True)
    student = models.ForeignKey(Student, models.CASCADE, null=True, related_name="+")
    # {place of the column: as it is written}
    texts = models.JSONField(default=dict)
    # {place of the column: what stood before}; None: the row was not taken over.
    before = models.JSONField(null=True)
    # {place: as it was understood}, for whoever undoes it.
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("row of a file of marks")
        verbose_name_plural = _("rows of files of marks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mark_list", "sheet", "number"], name="mark_list_row_once")
        ]

    def __str__(self):
        return f"{self.mark_list_id} {self.sheet} {self.number}"
