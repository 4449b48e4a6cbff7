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

    def of_sheet(self, school_class, subject, number):
        """The columns of a class in a subject and term; a school that moved its terms keeps its columns."""
        return self.filter(school_class=school_class, subject=subject, term__number=number)


class MarkColumn(models.Model):
    """A column of a class's mark book in a subject and term, made with the first thing written into it; a
    quiz may feed it at a teacher's word. The official mark book stays what counts by law."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular (ĐĐGtx)")
        MIDTERM = "midterm", _("midterm (ĐĐGgk)")
        FINAL = "final", _("end of term (ĐĐGck)")
        REMARK = "remark", _("remark")
        MID_LEVEL = "midlevel", _("level at midterm")
        MID_REMARK = "midwords", _("remark at midterm")
        END_LEVEL = "endlevel", _("level at the end of the term")
        END_TEST = "endtest", _("mark of the periodic test")
        END_REMARK = "endwords", _("remark at the end of the term")

    # What a quiz may feed.
    MARKS = (Kind.REGULAR, Kind.MIDTERM, Kind.FINAL)
    REMARKS = (Kind.REMARK, Kind.MID_REMARK, Kind.END_REMARK)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="mark_columns", verbose_name=_("class")
    )
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name=_("subject"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("term"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.REGULAR)
    # The number of a regular column: ĐĐGtx1, ĐĐGtx2 …; 1 of all others.
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = models.CharField(_("title"), max_length=120)
    # Where its marks come from, when a quiz feeds it.
    page = models.ForeignKey(QuizPage, models.SET_NULL, null=True, related_name="mark_columns")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("opened"), auto_now_add=True)

    objects = MarkColumnQuerySet.as_manager()

    class Meta:
        verbose_name = _("column of marks")
        verbose_name_plural = _("columns of marks")
        ordering = ["term", "kind", "number", "at"]
        constraints = [
            models.UniqueConstraint(fields=["school_class", "page"], name="column_of_quiz_once"),
            models.UniqueConstraint(
                fields=["school_class", "subject", "term", "kind", "number"], name="column_place_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(kind="regular", number__gte=1), name="column_number"
            ),
        ]

    def __str__(self):
        return f"{self.title} – {self.school_class}"

    def marks(self):
        """{pupil: the row that counts}."""
        rows = self.rows.select_related("student", "by").order_by("pk")
        return {row.student_id: row for row in rows}


class ColumnMark(models.Model):
    """What stands for a pupil in a column: a mark, a level or a remark. Only added; the last one counts, and
    an empty one takes back what stood there."""

    column = models.ForeignKey(MarkColumn, models.PROTECT, related_name="rows")
    student = models.ForeignKey(Student, models.PROTECT, related_name="column_marks")
    mark = models.DecimalField(_("mark"), max_digits=3, decimal_places=1, null=True)
    # Đ or CĐ, T, H or C, or a remark.
    words = models.CharField(_("words"), max_length=600, blank=True)
    # The try at the quiz that gave the mark; None: typed in, or out of a file.
    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("mark in a column")
        verbose_name_plural = _("marks in columns")
        indexes = [models.Index(fields=["column", "student"], name="mark_in_column")]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark=None) | Q(mark__gte=0, mark__lte=10), name="column_mark_of_ten"
            ),
            models.CheckConstraint(condition=Q(mark=None) | Q(words=""), name="column_mark_or_words"),
        ]

    def __str__(self):
        return f"{self.column}: {self.mark if self.mark is not None else self.words}"

    @property
    def is_empty(self):
        return self.mark is None and not self.words
