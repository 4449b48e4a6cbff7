"""Two classes of different schools that work on one thing for a while (hai lớp học chung)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass

from .class_talks import classes_led_by, classes_sat_in_by


class PairingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the teachers and the schools of both classes; the pupils of both while it runs."""
        if not user.is_authenticated:
            return self.none()
        if student := user.student_or_none:
            return self.running().of_classes(classes_sat_in_by(student))
        return self.of_classes(classes_led_by(user).values("pk"))

    def of_classes(self, classes):
        return self.filter(Q(school_class__in=classes) | Q(other_class__in=classes))

    def agreed(self):
        """Both teachers have said yes, whatever came after."""
        return self.filter(agreed_at__isnull=False)

    def running(self, on=None):
        return self.agreed().filter(ended_at=None, ends_on__gte=on or timezone.localdate())


class Pairing(models.Model):
    """One teacher invites and gives a colleague the code; the colleague says yes for a class; the first, who
    now sees which class it is, says yes as well. Each of the two, and both schools, may end it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("what the two classes do together"), max_length=120)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="pairings")
    other_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    ends_on = models.DateField(_("up to and including"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why it ends"), max_length=300, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing of two classes")
        verbose_name_plural = _("pairings of two classes")
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other_class=None) | ~Q(other_class=F("school_class")), name="pairing_of_two"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(accepted_at__isnull=False, other_class__isnull=False),
                name="pairing_by_both",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def school_id(self):
        return self.school_class.school_id

    @property
    def is_running(self):
        return bool(self.agreed_at) and self.ended_at is None and self.ends_on >= timezone.localdate()

    @property
    def is_over(self):
        return self.ended_at is not None or self.ends_on < timezone.localdate()
