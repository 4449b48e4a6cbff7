from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models import Student


class LectureProgressQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(student__in=Student.objects.visible_to(user))

    def take_in(self, student, lecture, furthest=0, blocks=(), finished=False):
        """Add what a device tells to what is known; the order of telling does not matter.

        `furthest` only grows, `blocks` is a union, and the first «finished» stays.
        """
        with transaction.atomic():
            self.get_or_create(student=student, lecture=lecture)
            row = self.select_for_update().get(student=student, lecture=lecture)
            row.furthest = max(row.furthest, furthest)
            row.blocks = sorted({*row.blocks, *blocks})
            if finished and row.finished_at is None:
                row.finished_at = timezone.now()
            row.save()
        return row


class LectureProgress(models.Model):
    """How far a pupil is in a lecture."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="lecture_progress")
    lecture = models.ForeignKey("courses.LecturePage", models.PROTECT, related_name="progress")
    # Per cent of the lecture's blocks, as far down as the pupil has been.
    furthest = models.PositiveSmallIntegerField(_("furthest"), default=0)
    blocks = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last read"), auto_now=True)

    objects = LectureProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress in a lecture")
        verbose_name_plural = _("progress in lectures")
        constraints = [models.UniqueConstraint(fields=["student", "lecture"], name="progress_once")]
        indexes = [models.Index(fields=["student", "-updated_at"], name="progress_latest")]

    def __str__(self):
        return f"{self.student} – {self.lecture}: {self.furthest} %"
