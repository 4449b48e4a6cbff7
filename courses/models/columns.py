import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass, Student, Subject, Term

from .quizzes import QuizPage


class MarkColumnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Columns of classes that `user` teaches or leads."""
        taught, led = (SchoolClass.objects.visible_to(user, to=act) for act in ("give work", "manage people"))
        return self.filter(school_class__in=(taught | led))


class MarkColumn(models.Model):
    """A column of marks of a class in a subject and term (ĐĐGtx, ĐĐGgk, ĐĐGck), fed from a quiz at a
    teacher's word. The school's own mark book stays what counts by law."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular (ĐĐGtx)")
        MIDTERM = "midterm", _("midterm (ĐĐGgk)")
        FINAL = "final", _("end of term (ĐĐGck)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="mark_columns", verbose_name=_("class")
    )
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name=_("subject"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("term"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.REGULAR)
    title = models.CharField(_("title"), max_length=120)
    # Where its marks come from.
    page = models.ForeignKey(QuizPage, models.SET_NULL, null=True, related_name="mark_columns")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("opened"), auto_now_add=True)

    objects = MarkColumnQuerySet.as_manager()

    class Meta:
        verbose_name = _("column of marks")
        verbose_name_plural = _("columns of marks")
        ordering = ["term", "kind", "at"]
        constraints = [
            models.UniqueConstraint(fields=["school_class", "page"], name="column_of_quiz_once"),
            models.UniqueConstraint(
                fields=["school_class", "subject", "term", "kind"],
                condition=~Q(kind="regular"),
                name="one_midterm_and_final",
            ),
        ]

    def __str__(self):
        return f"{self.title} – {self.school_class}"

    def marks(self):
        """{pupil: the row that counts}."""
        return {row.student_id: row for row in self.rows.select_related("student", "by").order_by("pk")}


class ColumnMark(models.Model):
    """A pupil's mark in a column. Only added; the last one counts."""

    column = models.ForeignKey(MarkColumn, models.PROTECT, related_name="rows")
    student = models.ForeignKey(Student, models.PROTECT, related_name="column_marks")
    mark = models.DecimalField(_("mark"), max_digits=3, decimal_places=1)
    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("mark in a column")
        verbose_name_plural = _("marks in columns")
        indexes = [models.Index(fields=["column", "student"], name="mark_in_column")]

    def __str__(self):
        return f"{self.column}: {self.mark}"
