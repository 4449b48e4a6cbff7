"""What a pupil hands in to a task of a lecture, and what the teacher says to it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import Student


def path_of(row, name):
    """Where it lies: told by nothing that anybody could guess."""
    return f"answers/tasks/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class TaskWorkQuerySet(models.QuerySet):
    def handed_in(self):
        return self.exclude(handed_at=None)

    def visible_to(self, user):
        """Those of one's own; of pupils, for who gives them work. Nobody else reads them."""
        if student := user.student_or_none:
            return self.filter(student=student)
        return self.filter(student__in=Student.objects.visible_to(user, to="give work"))


class TaskWork(models.Model):
    """One pupil's work on one task: what was handed in last, whatever order it arrives in.

    `turn` counts how often it was handed in, as the device knew it; with `seq` and `install` it says what is
    last. Until something is handed in, the row only holds pages that have arrived before their word.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="task_works")
    lecture = models.ForeignKey("courses.LecturePage", models.PROTECT, related_name="task_works")
    block = models.CharField(max_length=36)
    words = models.TextField(_("words"), max_length=1000, blank=True)
    # Ids of TaskPage in their order; they may arrive later than this.
    page_ids = models.JSONField(default=list, blank=True)
    turn = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField(default=0)
    install = models.CharField(max_length=40, blank=True)
    handed_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    again = models.BooleanField(_("to be done again"), default=False)
    # Of which turn the remark speaks.
    remark_turn = models.PositiveIntegerField(default=0)
    remark_at = models.DateTimeField(_("remarked"), null=True, blank=True)
    remark_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = TaskWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("work on a task")
        verbose_name_plural = _("works on tasks")
        constraints = [models.UniqueConstraint(fields=["student", "lecture", "block"], name="task_work_once")]
        indexes = [models.Index(fields=["lecture", "block"], name="works_of_task")]

    def __str__(self):
        return f"{self.student_id} {self.lecture_id} {self.block}"

    @property
    def shown_pages(self):
        """The pages that were handed in and have arrived, in their order."""
        rows = {str(row.pk): row for row in self.pages.all()}
        return [rows[one] for one in self.page_ids if one in rows]

    @property
    def pages_missing(self):
        """How many pages are still on their way."""
        return len(self.page_ids) - len(self.shown_pages)

    @property
    def was_handed_in_since(self):
        """Whether something was handed in that the remark does not speak of."""
        return self.turn > self.remark_turn

    @property
    def waits_for_pupil(self):
        return self.again and not self.was_handed_in_since


class TaskPageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(work__in=TaskWork.objects.visible_to(user))


class TaskPage(models.Model):
    """A photo of a page, or a recording. Never changes; its id is chosen where it was taken."""

    id = models.UUIDField(primary_key=True, editable=False)
    work = models.ForeignKey(TaskWork, models.PROTECT, related_name="pages")
    file = models.FileField(upload_to=path_of)
    # For the wall of a class: many fit on one screen.
    small = models.FileField(upload_to=path_of)
    size = models.PositiveIntegerField(_("size"))
    # Of what was sent: the same page sent twice is one.
    content_hash = models.CharField(max_length=64)
    arrived_at = models.DateTimeField(_("arrived"), auto_now_add=True)

    objects = TaskPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of a work")
        verbose_name_plural = _("pages of works")
        ordering = ["arrived_at", "pk"]

    def __str__(self):
        return f"{self.work_id} {self.size} B"

    @property
    def student(self):
        return self.work.student

    @property
    def is_sound(self):
        """A recording has no small copy."""
        return not self.small


class TaskPiece(models.Model):
    """A part of a page on its way: one event is too small for a photo."""

    work = models.ForeignKey(TaskWork, models.PROTECT, related_name="pieces")
    page_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("part of a page of a work")
        verbose_name_plural = _("parts of pages of works")
        constraints = [
            models.UniqueConstraint(fields=["work", "page_id", "number"], name="piece_of_page_once")
        ]

    def __str__(self):
        return f"{self.page_id} {self.number}/{self.of}"
