from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models import Student

from .class_talks import MODERATE


class MuteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(student__in=Student.objects.visible_to(user, to=MODERATE))

    def running(self, at=None):
        return self.filter(until__gte=timezone.localdate(at), lifted_at=None)


class Mute(models.Model):
    """A pupil writes on no board up to and including a day, and is told why. Questions stay open."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="mutes")
    until = models.DateField(_("up to and including"))
    reason = models.CharField(_("reason, which the pupil reads"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = MuteQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause from writing")
        verbose_name_plural = _("pauses from writing")
        indexes = [models.Index(fields=["student", "until"], name="mutes_of_pupil")]

    def __str__(self):
        return f"mute {self.pk}"

    @property
    def school_id(self):
        return self.student.school_id
