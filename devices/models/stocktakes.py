import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lms.days import midnight, years_before
from lms.text import fold
from students import scope
from students.abilities import scope_for


class StocktakeQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Counts of the schools that `user` looks after; a teacher finds those of the own classes."""
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        led = Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids)
        if mine.teacher_id:
            led |= Q(school_class__in=mine.taught_class_ids())
        return self.filter(led)

    def running(self):
        return self.filter(closed_at=None)


class Stocktake(models.Model):
    """Machines are counted (kiểm kê): of one scope, from when it begins until somebody closes it.

    What is expected is written down when it begins (`StocktakeExpected`); what was seen are scans of
    whoever counts, on any number of phones. Everything else is worked out (devices/stocktake/outcome.py).
    """

    class Scope(models.TextChoices):
        SCHOOL = "school", _("the whole school")
        STORE = "store", _("what stays at school: store and computer room")
        ROOM = "room", _("one room")
        CLASS = "class", _("the pupils of a class")
        CAMPUS = "campus", _("the classes of a campus")
        BATCH = "batch", _("one batch")
        POINT = "point", _("a support point")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="stocktakes", verbose_name=_("school")
    )
    scope = models.CharField(_("what is counted"), max_length=8, choices=Scope)
    school_class = models.ForeignKey(
        "students.SchoolClass",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stocktakes",
        verbose_name=_("class"),
    )
    # Told once more in `label`: a campus may be given up.
    campus = models.ForeignKey(
        "students.Campus",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stocktakes",
        verbose_name=_("campus"),
    )
    batch = models.ForeignKey(
        "devices.Batch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stocktakes",
        verbose_name=_("batch"),
    )
    point = models.ForeignKey(
        "devices.SupportPoint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stocktakes",
        verbose_name=_("support point"),
    )
    room = models.CharField(_("room"), max_length=80, blank=True)
    room_fold = models.CharField(max_length=80, blank=True, editable=False)
    # «Lớp 6A», «Phòng máy 2»: as the paper says it, whatever is renamed later.
    label = models.CharField(max_length=200)
    request_id = models.UUIDField(unique=True, default=uuid.uuid4)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("begun"), auto_now_add=True)
    # When the list of what is expected was complete: from then on it does not change.
    listed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closing_note = models.CharField(_("note"), max_length=500, blank=True)
    # How many were found, missing … when it was closed, for lists and reports.
    summary = models.JSONField(default=dict, editable=False)

    objects = StocktakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("stocktake")
        verbose_name_plural = _("stocktakes")
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["school", "-opened_at"], name="stocktake_school_day")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(scope="class") & Q(school_class__isnull=False))
                | (Q(scope="batch") & Q(batch__isnull=False))
                | (Q(scope="point") & Q(point__isnull=False))
                | (Q(scope="room") & ~Q(room=""))
                | Q(scope__in=["school", "store", "campus"]),
                name="stocktake_of_something",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(listed_at__isnull=False), name="stocktake_closed_once_listed"
            ),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        self.room_fold = fold(self.room)
        super().save(*args, **kwargs)

    @property
    def made_list(self):
        """Whether it was the first one of its room: nothing was expected, so nothing could be missing."""
        return self.scope == self.Scope.ROOM and self.is_closed and not self.summary.get("expected")

    @property
    def is_closed(self):
        return self.closed_at is not None


class StocktakeExpected(models.Model):
    """A machine that should be found, and what the books said of it when the count began.

    Who held it stands in the line of the ledger, so that no name is written down twice.
    """

    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="expected")
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="+")
    lifecycle = models.CharField(max_length=10)
    line = models.ForeignKey("devices.Assignment", models.PROTECT, null=True, blank=True, related_name="+")
    class_name = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = _("expected machine")
        verbose_name_plural = _("expected machines")
        constraints = [models.UniqueConstraint(fields=["stocktake", "device"], name="expected_once")]

    def __str__(self):
        return str(self.device)


class StocktakeUnexpected(models.Model):
    """A machine that a count saw without expecting it, and what the books said of it at the closing.

    Written down then, so that the result stays what was signed, whatever the ledger says later. As in
    `StocktakeExpected` no name is written down twice.
    """

    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="unexpected")
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="+")
    school = models.ForeignKey("students.School", models.PROTECT, related_name="+")
    line = models.ForeignKey("devices.Assignment", models.PROTECT, null=True, blank=True, related_name="+")
    class_name = models.CharField(max_length=30, blank=True)
    room = models.CharField(max_length=80, blank=True)
    # Of the first count of a room: it came onto the list of the room.
    is_new = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("machine that was not expected")
        verbose_name_plural = _("machines that were not expected")
        constraints = [models.UniqueConstraint(fields=["stocktake", "device"], name="unexpected_once")]

    def __str__(self):
        return str(self.device)


class StocktakeScan(models.Model):
    """Somebody saw a machine, or read a number that is in no book. Never changed: a wrong one is taken
    back by another row that names it in `takes_back`.

    The key is made of the sender and the id that the browser chose (devices/stocktake/scanning.py), so a
    repeat meets its first, and nobody can use up the ids of another. `takes_back` is no foreign key:
    rows come in any order.
    """

    class Seen(models.TextChoices):
        GOOD = "good", _("works well")
        WORN = "worn", _("works, worn")
        BROKEN = "broken", _("broken")
        UNTRIED = "", _("not tried")

    id = models.UUIDField(primary_key=True, editable=False)
    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="scans")
    code = models.CharField(_("code"), max_length=80, blank=True)
    device = models.ForeignKey("devices.Device", models.PROTECT, null=True, blank=True, related_name="seen")
    seen_as = models.CharField(_("condition"), max_length=8, choices=Seen, blank=True, default=Seen.UNTRIED)
    note = models.CharField(_("note"), max_length=300, blank=True)
    takes_back = models.UUIDField(null=True, blank=True, db_index=True)
    scanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # When it reached us; the clock of the phone decides nothing, it is only told.
    scanned_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("scan of a stocktake")
        verbose_name_plural = _("scans of stocktakes")
        ordering = ["scanned_at"]
        indexes = [
            models.Index(fields=["stocktake", "scanned_at"], name="scan_of_a_stocktake"),
            # «Seen in the last twelve months»
            models.Index(fields=["device", "-scanned_at"], name="scan_of_a_device"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") | Q(takes_back__isnull=False), name="scan_of_something"
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_late(self):
        """Came after the count was closed: kept, and shown as seen later."""
        closed = self.stocktake.closed_at
        return closed is not None and self.scanned_at > closed


class StocktakeFollowUp(models.Model):
    """What became of a machine that was missing when the count was closed. That one was reported lost
    stands in its incidents, and a scan that came after closing speaks for itself."""

    class Outcome(models.TextChoices):
        SEEN = "seen", _("seen later")
        KNOWN = "known", _("known where it is")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="follow_ups")
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="+")
    outcome = models.CharField(_("what became of it"), max_length=8, choices=Outcome)
    note = models.CharField(_("note"), max_length=300, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("what became of a missing machine")
        verbose_name_plural = _("what became of missing machines")
        ordering = ["told_at"]

    def __str__(self):
        return f"{self.device} – {self.get_outcome_display()}"


def seen_since(day, device="pk"):
    """Condition on Device: somebody saw it in a stocktake on `day` or later."""
    taken_back = StocktakeScan.objects.filter(takes_back=OuterRef("pk"))
    scans = StocktakeScan.objects.filter(device=OuterRef(device), scanned_at__gte=midnight(day))
    return Exists(scans.filter(~Exists(taken_back))) | Exists(
        StocktakeFollowUp.objects.filter(
            device=OuterRef(device), outcome=StocktakeFollowUp.Outcome.SEEN, told_at__gte=midnight(day)
        )
    )


def verified(devices, on):
    """Those of `devices` that a stocktake saw in the twelve months before `on`."""
    return devices.filter(seen_since(years_before(on, 1)))
