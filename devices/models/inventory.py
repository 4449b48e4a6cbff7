from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from devices.numbers import DEVICE_CODE_LENGTH, as_typed, bare, digits, imei_holds, random_code
from lms.text import fold
from students import scope
from students.abilities import scope_for
from students.models import Student


def new_device_code():
    return random_code(DEVICE_CODE_LENGTH)


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Devices of the schools that `user` looks after, and those that pupils of theirs hold.

        `to`: an act of `students.abilities`; then only by the roles that may do it.

        A teacher has no sight of the school's stock, only of what the own pupils hold; a pupil
        and a guardian see what they hold themselves.
        """
        from .ledger import Assignment

        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        owned = self.model.objects.filter(
            Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids)
        ).values("pk")
        held = Assignment.objects.open().held_under(user, to).filter(device__isnull=False).values("device")
        # A union of two indexed lookups; one OR over both makes PostgreSQL read every device.
        return self.filter(pk__in=owned.union(held, all=True))

    def numbered(self, text):
        """By the first signs of code, serial or IMEI; spaces and dashes do not matter."""
        typed = as_typed(text)
        return self.filter(_of_number(typed, digits(text))) if typed else self.none()

    def search(self, text):
        """By code, serial or IMEI, or by the holder's name."""
        typed = as_typed(text)
        if not typed:
            return self
        found = _of_number(typed, number := digits(text))
        if not number:
            from .ledger import Assignment

            held = Assignment.objects.open().filter(pupil__name_fold__contains=fold(text))
            found |= Q(pk__in=held.filter(device__isnull=False).values("device"))
        return self.filter(found)

    def gone(self):
        """Devices that are counted no longer: lost, stolen, out of use, written off."""
        return self.filter(lifecycle__in=self.model.GONE)

    def in_custody(self):
        """Devices that somebody holds now."""
        from .ledger import Assignment

        return self.filter(pk__in=Assignment.objects.open().filter(device__isnull=False).values("device"))


def _of_number(typed, number):
    found = Q(code__prefix=typed) | Q(serial_norm__prefix=typed)
    if len(number) >= 4:
        found |= Q(imei1__prefix=number) | Q(imei2__prefix=number)
    return found


class Device(models.Model):
    """One machine. Its numbers are unique for ever: what is retired is never given out anew."""

    class Lifecycle(models.TextChoices):
        RECEIVED = "received", _("received, not yet checked")
        IN_STOCK = "in_stock", _("in stock")
        IN_SERVICE = "in_service", _("in use")
        REPAIR = "repair", _("in repair")
        LOST = "lost", _("lost")
        STOLEN = "stolen", _("stolen")
        RETIRED = "retired", _("no longer in use")
        DISPOSED = "disposed", _("written off")

    MISSING = (Lifecycle.LOST, Lifecycle.STOLEN)
    GONE = (*MISSING, Lifecycle.RETIRED, Lifecycle.DISPOSED)

    # Printed on the label, typed by people, part of addresses; the number key stays inside.
    code = models.CharField(_("device code"), max_length=12, unique=True, default=new_device_code)
    serial = models.CharField(_("serial number"), max_length=60)
    serial_norm = models.CharField(max_length=60, unique=True, editable=False)
    imei1 = models.CharField(_("IMEI 1"), max_length=15, null=True, blank=True, unique=True)
    imei2 = models.CharField(_("IMEI 2"), max_length=15, null=True, blank=True, unique=True)
    model = models.ForeignKey(
        "devices.DeviceModel", models.PROTECT, related_name="devices", verbose_name=_("model")
    )
    batch = models.ForeignKey(
        "devices.Batch", models.PROTECT, related_name="devices", verbose_name=_("batch")
    )
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="devices", verbose_name=_("school")
    )
    lifecycle = models.CharField(_("state"), max_length=10, choices=Lifecycle, default=Lifecycle.IN_STOCK)
    note = models.CharField(_("note"), max_length=300, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    # Kept by the intake of usage, so that «silent for 28 days» needs no look at usage rows.
    last_seen_day = models.DateField(_("last seen"), null=True, blank=True, editable=False)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["school", "lifecycle"], name="device_school_state"),
            models.Index(fields=["lifecycle", "last_seen_day"], name="device_last_seen"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(serial_norm=""), name="device_has_a_serial"),
            models.CheckConstraint(
                condition=Q(imei1=None) | Q(imei2=None) | ~Q(imei1=models.F("imei2")),
                name="device_imeis_differ",
            ),
            models.CheckConstraint(condition=~Q(imei1="") & ~Q(imei2=""), name="device_imei_not_empty"),
        ]

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        self.set_number_columns()
        super().save(*args, **kwargs)

    def set_number_columns(self):
        """Bring the numbers to their one spelling; call it before a bulk write."""
        self.serial_norm = bare(self.serial)
        self.imei1, self.imei2 = digits(self.imei1) or None, digits(self.imei2) or None

    def clean(self):
        self.set_number_columns()
        for name in ("imei1", "imei2"):
            number = getattr(self, name)
            if number and not imei_holds(number):
                raise ValidationError({name: imei_trouble(number)})

    def open_line(self):
        """The line of the ledger under which somebody holds it now, or None."""
        return self.assignments.open().select_related("pupil", "household", "teacher", "school").first()

    @property
    def is_gone(self):
        return self.lifecycle in self.GONE


def imei_trouble(number):
    if len(number) != 15:
        return _("An IMEI has 15 digits; this one has %(count)d. Read it again on the machine (*#06#).") % {
            "count": len(number)
        }
    return _("The check digit of this IMEI is wrong. Read it again on the machine (*#06#).")


def pupils_served():
    """Condition on Student: holds a device, or belongs to a household that one was given to."""
    from .ledger import Assignment

    lines = Assignment.objects.open().filter(device__isnull=False)
    return Q(pk__in=lines.filter(student__isnull=False).values("student")) | Q(
        household__in=lines.filter(served_household__isnull=False).values("served_household")
    )


def equipped(students=None):
    """Students with a machine of their own or of their household."""
    return (Student.objects.all() if students is None else students).filter(pupils_served())


def not_equipped(students=None):
    everybody = Student.objects.all() if students is None else students
    return everybody.exclude(pupils_served())
