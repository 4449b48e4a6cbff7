import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan

from .ledger import Assignment
from .supply import DeviceModel


class CheckPointQuerySet(models.QuerySet):
    def on(self, day):
        """What was looked at on a day: lists change, and what was told by an older one stays."""
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class CheckPoint(models.Model):
    """One thing that is looked at when a machine of this kind goes out and comes back: screen, charger …"""

    kind = models.CharField(_("kind"), max_length=8, choices=DeviceModel.Kind)
    code = models.SlugField(max_length=20)
    name = models.CharField(_("what is looked at"), max_length=60)
    rank = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("to"), null=True, blank=True)

    objects = CheckPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of the check-list")
        verbose_name_plural = _("points of the check-list")
        ordering = ["kind", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="check_point_once")
        ]

    def __str__(self):
        return self.name


class InspectionQuerySet(models.QuerySet):
    def standing(self):
        """Without what was written wrongly and is corrected by a later one."""
        return self.filter(corrected_by=None)


class Inspection(models.Model):
    """How a machine looked when it went out, or when it came back: once each, and never changed. What was
    written wrongly is corrected by another one that names it."""

    class Moment(models.TextChoices):
        OUT = "out", _("when it went out")
        IN = "in", _("when it came back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(Assignment, models.PROTECT, related_name="inspections")
    moment = models.CharField(_("when"), max_length=3, choices=Moment)
    inspected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    inspected_at = models.DateTimeField(_("looked at"), auto_now_add=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-list of a machine")
        verbose_name_plural = _("check-lists of machines")
        ordering = ["inspected_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "moment"], condition=Q(corrects=None), name="inspected_once"
            )
        ]

    def __str__(self):
        return f"{self.line.device} – {self.get_moment_display()}"


class InspectionMark(models.Model):
    """What was seen at one point of the list."""

    class State(models.TextChoices):
        GOOD = "good", _("good")
        WORN = "worn", _("worn")
        BROKEN = "broken", _("broken")
        MISSING = "missing", _("missing")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="marks")
    point = models.ForeignKey(CheckPoint, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.GOOD)

    class Meta:
        verbose_name = _("mark of the check-list")
        verbose_name_plural = _("marks of the check-list")
        ordering = ["point__rank"]
        constraints = [models.UniqueConstraint(fields=["inspection", "point"], name="marked_once")]

    def __str__(self):
        return f"{self.point}: {self.get_state_display()}"


class MachinePhoto(Scan):
    """A photo of the machine as it went out or came back; of the machine, and of nobody."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="photos")

    class Meta:
        verbose_name = _("photo of a machine")
        verbose_name_plural = _("photos of machines")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "content_hash"], condition=Q(struck_at=None), name="machine_photo_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="machine_photo_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.inspection
