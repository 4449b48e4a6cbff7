import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.models import Scan
from students import scope
from students.abilities import scope_for

# A machine that breaks again within so many days was perhaps not repaired.
REPEAT_DAYS = 90


class FaultCode(models.Model):
    """What is wrong with a machine, out of a short list that the province keeps."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("fault"), max_length=60)
    order = models.PositiveSmallIntegerField(default=50)
    retired_on = models.DateField(_("no longer used since"), null=True, blank=True)

    class Meta:
        verbose_name = _("kind of fault")
        verbose_name_plural = _("kinds of faults")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class RepairTicketQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Repairs of the schools that `user` looks after, where they were reported; a teacher finds those
        of what the own pupils held."""
        from students.models import Student

        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        led = Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids)
        if mine.teacher_id:
            pupils = Student.objects.visible_to(user, to=to).values("pk")
            led |= Q(line__pupil__in=pupils) | Q(line__teacher=mine.teacher_id)
        return self.filter(led)

    def open(self):
        return self.filter(back_on=None)

    def of_no_device(self):
        """Condition on Device: none of these is open for it."""
        return ~Exists(self.open().filter(device=OuterRef("pk")))

    def older_than(self, days, on):
        """Open ones that were reported more than `days` days before `on`."""
        return self.open().filter(reported_on__lt=on - timedelta(days=days))


class RepairTicket(models.Model):
    """A machine is broken, and what becomes of it until it is back in the same hands.

    Place and holder are those of the day of the report: the repair is counted where it happened,
    wherever the pupil moves. Where it is now says the last of its steps; `state` repeats it for lists.
    """

    class State(models.TextChoices):
        REPORTED = "reported", _("reported, nobody has looked yet")
        LOOKED = "looked", _("looked at by the school")
        SENT = "sent", _("in the workshop")
        WAITING = "waiting", _("waiting for parts")
        REPAIRED = "repaired", _("repaired, not back with the holder yet")
        SOUND = "sound", _("nothing was broken")
        REPLACED = "replaced", _("replaced under warranty")
        BEYOND = "beyond", _("beyond repair")
        BACK = "back", _("back with the holder")

    # States only go forward; those of one rank exclude each other.
    RANKS = {
        State.REPORTED: 0,
        State.LOOKED: 1,
        State.SENT: 2,
        State.WAITING: 3,
        State.REPAIRED: 4,
        State.SOUND: 4,
        State.REPLACED: 4,
        State.BEYOND: 4,
        State.BACK: 5,
    }

    class Outcome(models.TextChoices):
        FIXED = "fixed", _("repaired")
        SOUND = "sound", _("nothing was broken")
        REPLACED = "replaced", _("replaced under warranty")
        BEYOND = "beyond", _("beyond repair")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="repairs")
    incident = models.ForeignKey(
        "devices.Incident",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repairs",
        verbose_name=_("incident"),
    )
    # Where it was reported, and under which line of the ledger it was held that day.
    school = models.ForeignKey(
        "students.School", models.PROTECT, null=True, related_name="repairs", verbose_name=_("school")
    )
    line = models.ForeignKey(
        "devices.Assignment", models.PROTECT, null=True, blank=True, related_name="repairs"
    )
    class_name = models.CharField(_("class"), max_length=30, blank=True)
    fault_code = models.ForeignKey(
        FaultCode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("kind of fault"),
    )
    fault = models.CharField(_("fault"), max_length=120, blank=True)
    # The repair before, when it ended less than ninety days ago.
    repeat_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repeats")
    reported_on = models.DateField(_("reported on"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REPORTED)
    workshop = models.CharField(_("repaired by"), max_length=160, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    back_on = models.DateField(_("back on"), null=True, blank=True)
    cost = models.DecimalField(_("cost (VND)"), max_digits=12, decimal_places=0, null=True, blank=True)
    # Where the claim against the maker stands, and since when, as its last step says (claims.py).
    claim_state = models.CharField(_("warranty claim"), max_length=9, blank=True, default="")
    claim_on = models.DateField(_("warranty claim since"), null=True, blank=True)
    claim_number = models.CharField(_("number of the warranty claim"), max_length=60, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = RepairTicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs")
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["school", "back_on"], name="repair_school_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(back_on=None), name="one_open_repair_of_a_device"
            ),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(sent_on=None) | Q(back_on__gte=F("sent_on")), name="repair_days"
            ),
        ]

    def __str__(self):
        return f"{self.device} – {self.words}"

    @property
    def words(self):
        """The kind of fault, and what was said of it."""
        return ": ".join(filter(None, [str(self.fault_code or ""), self.fault]))

    @property
    def repeats_the_report(self):
        """Whether the fault is told in the words of who reported it."""
        return self.incident is not None and self.fault == self.incident.words[:120]

    @property
    def is_open(self):
        return self.back_on is None

    @property
    def days(self):
        """How long it took, or takes already."""
        return ((self.back_on or timezone.localdate()) - self.reported_on).days

    def standing_steps(self):
        """Without those that were corrected."""
        return self.steps.filter(corrected_by=None).order_by("rank")


class RepairStep(models.Model):
    """The machine came into a state, on a day. Never changed: a step written wrongly is corrected by
    another row that names it, and only the last one can be."""

    ticket = models.ForeignKey(RepairTicket, models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=10, choices=RepairTicket.State)
    rank = models.PositiveSmallIntegerField()
    on = models.DateField(_("on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a repair")
        verbose_name_plural = _("steps of repairs")
        ordering = ["told_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="reported", rank=0)
                | Q(state="looked", rank=1)
                | Q(state="sent", rank=2)
                | Q(state="waiting", rank=3)
                | Q(state__in=["repaired", "sound", "replaced", "beyond"], rank=4)
                | Q(state="back", rank=5),
                name="repair_step_rank",
            ),
        ]

    def __str__(self):
        return self.get_state_display()


class RepairPart(models.Model):
    """A part that was put in, with its price; a row written wrongly is struck out by another one."""

    ticket = models.ForeignKey(RepairTicket, models.PROTECT, related_name="parts")
    name = models.CharField(_("part"), max_length=120)
    quantity = models.PositiveSmallIntegerField(_("number of pieces"), default=1)
    price = models.PositiveIntegerField(_("price for one (VND)"), default=0)
    strikes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="struck_by")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("part of a repair")
        verbose_name_plural = _("parts of repairs")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="part_of_something")]

    def __str__(self):
        return f"{self.name} × {self.quantity}"

    @property
    def total(self):
        return self.quantity * self.price


class RepairPhoto(Scan):
    """A photo of the damage, or a bill (lms/scans.py)."""

    ticket = models.ForeignKey(RepairTicket, models.PROTECT, related_name="photos")

    class Meta:
        verbose_name = _("photo of a repair")
        verbose_name_plural = _("photos of repairs")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "content_hash"], condition=Q(struck_at=None), name="repair_photo_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="repair_photo_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.ticket


def out_of_order(devices):
    """Those of `devices` that do not work as the school knows: an open repair, or noted as broken."""
    from .inventory import Device

    ticket = RepairTicket.objects.open().filter(device=OuterRef("pk"))
    return devices.exclude(lifecycle__in=Device.GONE).filter(
        Exists(ticket) | Q(lifecycle=Device.Lifecycle.REPAIR)
    )
