"""What stands around the columns of a mark book: plans, closed terms, what families read, phrases, files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.models import UploadedList, UploadedListQuerySet
from students.models import School, SchoolClass, Student, Subject, Term


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
                condition=Q(grade__gte=1, grade__lte=12, regular__lte=5), name="subject_plan_numbers"
            ),
        ]

    def __str__(self):
        return f"{self.subject} {self.grade}"


class TermClosing(models.Model):
    """A class's mark book of a term is closed: nothing is written there until it is opened again."""

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="closed_terms")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed"), auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("opened again"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("closed term")
        verbose_name_plural = _("closed terms")
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "term"], condition=Q(opened_at=None), name="term_closed_once"
            )
        ]

    def __str__(self):
        return f"{self.school_class} – {self.term}"


class SheetRelease(models.Model):
    """A teacher shows a class's sheet of a subject and term to pupils and families, as it stands at that
    moment, or takes it from their sight. Only added; the last one counts."""

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="released_sheets")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    is_shown = models.BooleanField(default=True)
    # The last row that is shown: what is written later waits for the next release.
    last_row = models.BigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sheet of marks shown to families")
        verbose_name_plural = _("sheets of marks shown to families")
        ordering = ["pk"]
        indexes = [models.Index(fields=["school_class", "subject", "term"], name="release_of_sheet")]

    def __str__(self):
        return f"{self.school_class} – {self.subject} – {self.term}"


class RemarkPhraseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Ours, those of the schools where `user` works, and the own ones."""
        schools = School.objects.visible_to(user, to="keep marks")
        ours = Q(school=None, by=None)
        return self.filter(ours | Q(school__in=schools) | Q(school=None, by=user))

    def kept_by(self, user):
        """Those that `user` may take out of the bank: the own ones, and of the schools that `user` leads."""
        led = School.objects.visible_to(user, to="close terms")
        return self.filter(Q(school__in=led) | Q(school=None, by=user))


class RemarkPhrase(models.Model):
    """A phrase for remarks, offered where remarks are typed: ours, a school's or a teacher's own."""

    class Level(models.TextChoices):
        PRIMARY = "primary", _("primary")
        SECONDARY = "secondary", _("secondary")

    level = models.CharField(_("for"), max_length=9, choices=Level)
    words = models.CharField(_("phrase"), max_length=300)
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+", verbose_name=_("school"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = RemarkPhraseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phrase for remarks")
        verbose_name_plural = _("phrases for remarks")
        ordering = ["pk"]

    def __str__(self):
        return self.words


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
