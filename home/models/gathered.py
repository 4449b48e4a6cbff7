from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import TaskWork
from lms.models import MediaFile, Picture
from students.models import Student


class GatheredWorkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; of pupils, for who gives them work."""
        if student := user.student_or_none:
            return self.filter(student=student)
        return self.filter(student__in=Student.objects.visible_to(user, to="give work"))


class GatheredWork(models.Model):
    """A pupil's work on a task that a teacher took into the draft of an entry, with the pictures copied."""

    page = models.ForeignKey("home.CultureEntryPage", models.CASCADE, related_name="gathered")
    student = models.ForeignKey(Student, models.PROTECT, related_name="gathered_works")
    # Empty once the work itself is forgotten.
    work = models.ForeignKey(TaskWork, models.SET_NULL, null=True, blank=True, related_name="+")
    # Keys of the pictures that were copied out of it.
    picture_ids = models.JSONField(default=list, blank=True)
    # And of the recordings.
    file_ids = models.JSONField(default=list, blank=True)
    # Keys of the blocks that hold its words; None: gathered before they were kept.
    block_ids = models.JSONField(null=True, blank=True)
    gathered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    gathered_at = models.DateTimeField(_("gathered"), auto_now_add=True)
    # That pupil and family said yes, as whoever gathered it wrote down: on which day, to which words.
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_words = models.CharField(_("agreed to"), max_length=300, blank=True)

    objects = GatheredWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("gathered work")
        verbose_name_plural = _("gathered works")
        constraints = [models.UniqueConstraint(fields=["work"], name="work_gathered_once")]

    def __str__(self):
        return f"{self.page_id} {self.student_id}"

    @property
    def files(self):
        return MediaFile.objects.filter(pk__in=self.file_ids)

    @property
    def pictures(self):
        return Picture.objects.filter(pk__in=self.picture_ids)


class LeftOver(models.Model):
    """That the draft of an entry may still tell something of a pupil who said no after all, until somebody
    has read it. Whose it was is kept nowhere."""

    page = models.OneToOneField("home.CultureEntryPage", models.CASCADE, related_name="left_over")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("what may be left of a gathered work")
        verbose_name_plural = _("what may be left of gathered works")

    def __str__(self):
        return f"{self.page_id}"
