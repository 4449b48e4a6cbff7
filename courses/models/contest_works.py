"""What is handed in to a contest of works: by whom, with which files, and what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models import School, Student

from .competitions import LAST_PRIMARY, ORGANISE
from .work_contests import ContestGroup, WorkContest


def path_of(row, name):
    """Where it lies: told by nothing that anybody could guess."""
    return f"answers/contests/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class ContestWorkQuerySet(models.QuerySet):
    def standing(self):
        """Handed in, confirmed, and not turned down."""
        return self.filter(handed_at__isnull=False, confirmed_at__isnull=False, turned_down_at=None)

    def waiting(self):
        """For the word of a teacher."""
        return self.filter(handed_at__isnull=False, confirmed_at=None, turned_down_at=None)

    def made_by(self, user):
        """The own ones, also as one of several authors."""
        if student := user.student_or_none:
            return self.filter(pk__in=ContestAuthor.objects.filter(student=student).values("work"))
        return self.filter(pk__in=ContestAuthor.objects.filter(user=user).values("work"))

    def organised_by(self, user):
        return self.filter(contest__in=WorkContest.objects.organised_by(user).values("pk"))

    def looked_after_by(self, user):
        """Of pupils for whom `user` confirms what they hand in."""
        pupils = Student.objects.visible_to(user, to=ORGANISE)
        return self.filter(pk__in=ContestAuthor.objects.filter(student__in=pupils).values("work"))

    def to_confirm(self, user):
        return self.waiting().filter(contest__drawn_at=None).looked_after_by(user)

    def visible_to(self, user):
        """With names: the own ones; handed-in ones of the own pupils; all of a contest for who organises it.
        Judges read theirs elsewhere (`Judging`)."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Q(pk__in=self.made_by(user).values("pk"))
        if user.student_or_none:
            return self.filter(own)
        handed = Q(handed_at__isnull=False)
        cared_for = Q(pk__in=self.looked_after_by(user).values("pk"))
        organised = Q(pk__in=self.organised_by(user).values("pk"))
        return self.filter(own | handed & (cared_for | organised))


class ContestWork(models.Model):
    """A work (sản phẩm dự thi). It may be changed, and taken back, until the contest closes; it counts once
    handed in, and of pupils once a teacher has confirmed it.

    `turn` counts how often it was handed in, as the device knew it; with `seq` and `install` it says what is
    last, whatever order it arrives in.
    """

    class Prize(models.TextChoices):
        FIRST = "first", _("first prize")
        SECOND = "second", _("second prize")
        THIRD = "third", _("third prize")
        MENTION = "mention", _("honourable mention")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contest = models.ForeignKey(WorkContest, models.PROTECT, related_name="works")
    # Of the authors; moving to another school does not move the work.
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    group = models.ForeignKey(ContestGroup, models.PROTECT, null=True, related_name="works")
    # Within the contest; what a judge reads instead of a name.
    number = models.PositiveIntegerField()
    is_primary = models.BooleanField(default=False)
    title = models.CharField(_("name of the work"), max_length=120, blank=True)
    words = models.TextField(_("in words"), max_length=6000, blank=True)
    lecture = models.ForeignKey(
        "courses.LecturePage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lecture"),
    )
    # As it was published when it was handed in: what judges read, whatever becomes of the page.
    lecture_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Ids of ContestFile in their order; they may arrive later than this.
    file_ids = models.JSONField(default=list, blank=True)
    turn = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField(default=0)
    install = models.CharField(max_length=40, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    handed_at = models.DateTimeField(_("handed in"), null=True)
    # It reached the school after the last day; its tablet says that it was handed in before.
    came_late = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    turned_down_at = models.DateTimeField(_("turned down"), null=True)
    turned_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    prize = models.CharField(_("prize"), max_length=8, choices=Prize, blank=True)
    # Whoever sees the contest may open it with the results.
    shown_at = models.DateTimeField(_("shown"), null=True)
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ContestWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("work of a contest")
        verbose_name_plural = _("works of contests")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="contest_work_number_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(handed_at__isnull=False), name="confirmed_work_handed_in"
            ),
        ]
        indexes = [models.Index(fields=["contest", "school"], name="works_of_school")]

    def __str__(self):
        return f"{self.contest} – {self.number}"

    @property
    def stands(self):
        return bool(self.handed_at and self.confirmed_at and not self.turned_down_at)

    @property
    def waits(self):
        return bool(self.handed_at and not self.confirmed_at and not self.turned_down_at)

    @property
    def lecture_as_handed(self):
        """The lecture as it was handed in; None when there is none to read."""
        if self.lecture and self.lecture_revision:
            return self.lecture_revision.as_object()
        return self.lecture if self.lecture and self.lecture.live else None

    @property
    def is_lecture_changed(self):
        """Whether it was published anew, or taken down, since it was handed in."""
        kept = self.lecture_revision_id
        return bool(self.lecture and kept and self.lecture.live_revision_id != kept)

    @property
    def as_handed(self):
        """What tells whether somebody looked at the work as it stands now."""
        return f"{self.handed_at.isoformat() if self.handed_at else ''} {self.files_missing}"

    @property
    def shown_files(self):
        """The files that were handed in and have arrived, in their order."""
        rows = {str(row.pk): row for row in self.files.all()}
        return [rows[one] for one in self.file_ids if one in rows]

    @property
    def files_missing(self):
        """How many files are still on their way."""
        return len(self.file_ids) - len(self.shown_files)


class ContestAuthor(models.Model):
    """Somebody who made a work: a pupil, or a teacher."""

    contest = models.ForeignKey(WorkContest, models.PROTECT, related_name="+")
    work = models.ForeignKey(ContestWork, models.CASCADE, related_name="authors")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="contest_works")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="contest_works"
    )
    grade = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("author of a work")
        verbose_name_plural = _("authors of works")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "student"], name="one_work_of_pupil"),
            models.UniqueConstraint(fields=["contest", "user"], name="one_work_of_teacher"),
            models.CheckConstraint(
                condition=Q(student__isnull=False, user=None) | Q(student=None, user__isnull=False),
                name="author_is_pupil_or_teacher",
            ),
        ]

    def __str__(self):
        return f"{self.work} – {self.student_id or self.user_id}"

    @property
    def name(self):
        return self.student.full_name if self.student else self.user.get_full_name()

    @property
    def is_primary(self):
        return self.grade is not None and self.grade <= LAST_PRIMARY


class ContestFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(work__in=ContestWork.objects.visible_to(user).values("pk"))


class ContestFile(models.Model):
    """A file of a work. Never changes; its id is chosen where it was taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    work = models.ForeignKey(ContestWork, models.PROTECT, related_name="files")
    file = models.FileField(upload_to=path_of)
    # As the author called it; nobody else reads it.
    name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(_("size"))
    # Of what was sent: the same file sent twice is one.
    content_hash = models.CharField(max_length=64)
    arrived_at = models.DateTimeField(_("arrived"), auto_now_add=True)

    objects = ContestFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a work")
        verbose_name_plural = _("files of works")
        ordering = ["arrived_at", "pk"]

    def __str__(self):
        return f"{self.work_id} {self.size} B"

    @property
    def is_picture(self):
        return self.content_type.startswith("image/")

    @property
    def is_sound(self):
        return self.content_type.startswith("audio/")

    @property
    def ending(self):
        return self.file.name.rpartition(".")[2]


class ContestPiece(models.Model):
    """A part of a file on its way: one event is too small for a photo."""

    work = models.ForeignKey(ContestWork, models.PROTECT, related_name="pieces")
    file_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("part of a file of a work")
        verbose_name_plural = _("parts of files of works")
        constraints = [
            models.UniqueConstraint(fields=["work", "file_id", "number"], name="piece_of_work_once")
        ]

    def __str__(self):
        return f"{self.file_id} {self.number}/{self.of}"
