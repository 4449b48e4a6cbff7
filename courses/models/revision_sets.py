import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass, Subject


class RevisionSetQuerySet(models.QuerySet):
    def visible_to(self, user, to="see marks"):
        """To a pupil the open sets of the own class; to staff those of classes of which they may do that."""
        if student := user.student_or_none:
            return self.for_student(student)
        return self.filter(school_class__in=SchoolClass.objects.visible_to(user, to=to))

    def for_student(self, student):
        """Sets of the class that `student` sits in now, until their day."""
        sits = {"school_class__enrolments__student": student, "school_class__enrolments__ends_on": None}
        return self.open().filter(**sits)

    def open(self):
        today = timezone.localdate()
        return self.filter(withdrawn_at=None).exclude(ends_on__lt=today)


class RevisionSet(models.Model):
    """Topics that a class revises until a day, as its teacher chose them (bộ ôn)."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="revision_sets", verbose_name=_("class")
    )
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name=_("subject"))
    topics = models.JSONField(_("topics"), default=list)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RevisionSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision set")
        verbose_name_plural = _("revision sets")
        ordering = ["-given_at"]
        indexes = [models.Index(fields=["school_class", "withdrawn_at"], name="revision_set_of_class")]

    def __str__(self):
        return f"{self.subject}: {', '.join(self.topics)}"
