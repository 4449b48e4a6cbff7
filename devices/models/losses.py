import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan
from students import scope
from students.abilities import scope_for


class OfASchoolQuerySet(models.QuerySet):
    """Cases and decisions of the schools that somebody looks after."""

    def visible_to(self, user, to=None):
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        return self.filter(Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids))


class LossQuerySet(OfASchoolQuerySet):
    def open(self):
        return self.filter(found_on=None)


class Loss(models.Model):
    """A machine is gone: lost or stolen, where, when and how, with the paper of the police; or found again.

    Who had it stands in the line of the ledger, which the loss ended.
    """

    class Kind(models.TextChoices):
        LOST = "lost", _("lost")
        STOLEN = "stolen", _("stolen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="losses")
    school = models.ForeignKey("students.School", models.PROTECT, related_name="losses")
    line = models.ForeignKey(
        "devices.Assignment", models.PROTECT, null=True, blank=True, related_name="losses"
    )
    class_name = models.CharField(_("class"), max_length=30, blank=True)
    kind = models.CharField(_("what happened"), max_length=8, choices=Kind)
    happened_on = models.DateField(_("when it was lost"))
    place = models.CharField(_("where"), max_length=160)
    circumstances = models.TextField(_("how it happened"), max_length=1000)
    # Written down later, once there is one.
    police_number = models.CharField(_("number of the police paper"), max_length=60, blank=True)
    police_on = models.DateField(_("date of the police paper"), null=True, blank=True)
    found_on = models.DateField(_("found on"), null=True, blank=True)
    found_note = models.CharField(_("where and how it was found"), max_length=300, blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Nobody: the books of before knew that it was gone, and not who said so.
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    objects = LossQuerySet.as_manager()

    class Meta:
        verbose_name = _("loss")
        verbose_name_plural = _("losses")
        ordering = ["-happened_on", "-told_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(found_on=None), name="one_open_loss_of_a_device"
            ),
            models.CheckConstraint(
                condition=Q(found_on=None) | Q(found_on__gte=F("happened_on")), name="found_after_lost"
            ),
            models.CheckConstraint(
                condition=Q(police_number="") | Q(police_on__isnull=False), name="police_paper_with_its_date"
            ),
        ]

    def __str__(self):
        return f"{self.device} – {self.get_kind_display()}"

    @property
    def is_told(self):
        """Whether somebody said where and how it happened; a return without the thing only says that."""
        return bool(self.place)


class LossScan(Scan):
    """The paper of the police, as a photo or PDF."""

    loss = models.ForeignKey(Loss, models.PROTECT, related_name="scans")

    class Meta:
        verbose_name = _("scan of a police paper")
        verbose_name_plural = _("scans of police papers")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["loss", "content_hash"], condition=Q(struck_at=None), name="loss_scan_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="loss_scan_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.loss


class WriteOff(models.Model):
    """Machines leave the books by a decision (thanh lí): proposed, then decided, and kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="write_offs", verbose_name=_("school")
    )
    request_id = models.UUIDField(unique=True, default=uuid.uuid4)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfASchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("write-off")
        verbose_name_plural = _("write-offs")
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None, decision_number="")
                | (Q(decided_on__isnull=False) & ~Q(decision_number="")),
                name="write_off_decided_with_its_number",
            ),
        ]

    def __str__(self):
        return self.decision_number or f"{self.school} {self.proposed_at:%d/%m/%Y}"

    @property
    def is_decided(self):
        return self.decided_on is not None


class WriteOffLine(models.Model):
    """One machine of the list, what it is still worth and why it goes; a wrong one is struck out."""

    write_off = models.ForeignKey(WriteOff, models.PROTECT, related_name="lines")
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="write_off_lines")
    value = models.PositiveIntegerField(_("value that is left (VND)"), default=0)
    reason = models.CharField(_("reason"), max_length=300)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("machine to be written off")
        verbose_name_plural = _("machines to be written off")
        ordering = ["pk"]
        constraints = [
            # On one list at a time; once decided it stands on no other.
            models.UniqueConstraint(
                fields=["device"], condition=Q(struck_at=None), name="one_write_off_of_a_device"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="write_off_with_a_reason"),
        ]

    def __str__(self):
        return str(self.device)


class WriteOffScan(Scan):
    """The decision, as a photo or PDF."""

    write_off = models.ForeignKey(WriteOff, models.PROTECT, related_name="scans")

    class Meta:
        verbose_name = _("scan of a decision")
        verbose_name_plural = _("scans of decisions")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["write_off", "content_hash"], condition=Q(struck_at=None), name="write_off_scan_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""),
                name="write_off_scan_struck_with_a_reason",
            ),
        ]

    @property
    def paper_shown(self):
        return self.write_off
