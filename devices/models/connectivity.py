from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from devices.numbers import digits, iccid_holds
from students import scope
from students.abilities import scope_for


class Carrier(models.TextChoices):
    VIETTEL = "viettel", "Viettel"
    VNPT = "vnpt", "VNPT VinaPhone"
    MOBIFONE = "mobifone", "MobiFone"
    VIETNAMOBILE = "vietnamobile", "Vietnamobile"


class SimQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        from .ledger import Assignment

        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        owned = self.model.objects.filter(
            Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids)
        ).values("pk")
        held = Assignment.objects.open().held_under(user, to).filter(sim__isnull=False).values("sim")
        return self.filter(pk__in=owned.union(held, all=True))

    def active(self):
        return self.filter(status=Sim.Status.ACTIVE)

    def plan_lapsed(self, on):
        """Active SIMs whose last plan ended before `on`: an offline child with a working machine."""
        return self.active().filter(plan_ends_on__lt=on)

    def plan_ending(self, on, within):
        """Active SIMs whose last plan ends in the next `within` days."""
        return self.active().filter(plan_ends_on__range=(on, on + timedelta(days=within)))

    def without_plan(self):
        return self.active().filter(plan_ends_on=None)

    def held(self):
        """Those in somebody's hands."""
        from .ledger import Assignment

        return self.filter(Exists(Assignment.objects.open().filter(sim=OuterRef("pk"))))

    def held_in_class(self, school_class):
        """Those of the pupils who sit in this class now."""
        from .ledger import Assignment

        sits = {"pupil__enrolments__school_class": school_class, "pupil__enrolments__ends_on": None}
        return self.filter(pk__in=Assignment.objects.open().filter(sim__isnull=False, **sits).values("sim"))

    def search(self, text):
        number = digits(text)
        if not number:
            return self.none() if text.strip() else self
        return self.filter(Q(iccid__contains=number) | Q(number__contains=number))


class Sim(models.Model):
    """A SIM card. `number` is unique among those in use; a carrier gives an old number out anew."""

    class Status(models.TextChoices):
        STOCK = "stock", _("in stock")
        ACTIVE = "active", _("active")
        BLOCKED = "blocked", _("blocked")
        CANCELLED = "cancelled", _("cancelled")

    iccid = models.CharField(_("SIM serial number"), max_length=20, unique=True)
    number = models.CharField(_("phone number"), max_length=12, blank=True)
    carrier = models.CharField(_("carrier"), max_length=12, choices=Carrier)
    registered_to = models.CharField(_("registered to"), max_length=160, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.STOCK)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="sims", verbose_name=_("school")
    )
    batch = models.ForeignKey(
        "devices.Batch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sims",
        verbose_name=_("batch"),
    )

    # The last day of the last plan that stands (None: never had one). The database keeps it
    # (devices/guards/signal.py), so that lists by days left read an index of this table alone.
    plan_ends_on = models.DateField(_("plan until"), null=True, blank=True, editable=False)

    objects = SimQuerySet.as_manager()

    class Meta:
        verbose_name = _("SIM card")
        verbose_name_plural = _("SIM cards")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["school", "status", "plan_ends_on"], name="sim_school_plan_end"),
            models.Index(fields=["status", "plan_ends_on"], name="sim_plan_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(status="cancelled") & ~Q(number=""), name="number_in_use_once"
            ),
            models.CheckConstraint(condition=~Q(iccid=""), name="sim_has_an_iccid"),
        ]

    def __str__(self):
        return self.number or self.iccid

    def save(self, *args, **kwargs):
        self.set_number_columns()
        if not self._state.adding and kwargs.get("update_fields") is None:
            # What the database keeps is not written back as it was when this row was read.
            names = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [name for name in names if name != "plan_ends_on"]
        super().save(*args, **kwargs)

    def set_number_columns(self):
        self.iccid, self.number = digits(self.iccid), plain_phone(self.number)

    def clean(self):
        self.set_number_columns()
        if not iccid_holds(self.iccid):
            raise ValidationError({"iccid": iccid_trouble(self.iccid)})

    def last_plan(self):
        """The plan that ends last, or None: whoever looks at the card wants to know how long it works."""
        return self.subscriptions.standing().select_related("plan").order_by("-ends_on").first()


class PlanType(models.Model):
    """A data plan that a carrier sells: how much a day, and at what price afterwards."""

    carrier = models.CharField(_("carrier"), max_length=12, choices=Carrier)
    name = models.CharField(_("plan"), max_length=60)
    daily_mb = models.PositiveIntegerField(_("MB a day"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), default=30)
    price = models.PositiveIntegerField(_("price (VND)"), default=0)
    free_hosts = models.CharField(_("addresses free of charge"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("data plan")
        verbose_name_plural = _("data plans")
        constraints = [models.UniqueConstraint(fields=["carrier", "name"], name="plan_once")]
        ordering = ["carrier", "name"]

    def __str__(self):
        return self.name


class PlanSubscriptionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(voided_at=None)


class PlanSubscription(models.Model):
    """A SIM has a plan from one day to another (both included), and somebody pays for it."""

    class Payer(models.TextChoices):
        CARRIER = "carrier", _("carrier (free)")
        PROGRAMME = "programme", _("programme")
        SCHOOL = "school", _("school")
        FAMILY = "family", _("family")

    sim = models.ForeignKey(Sim, models.PROTECT, related_name="subscriptions")
    plan = models.ForeignKey(PlanType, models.PROTECT, related_name="+", verbose_name=_("plan"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    payer = models.CharField(_("paid by"), max_length=10, choices=Payer)
    voided_at = models.DateTimeField(null=True, blank=True)
    # Of a renewal of many at once: sent twice, it is one (devices/renewals.py).
    renewal = models.UUIDField(null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PlanSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a SIM")
        verbose_name_plural = _("plans of SIMs")
        ordering = ["-ends_on"]
        indexes = [models.Index(fields=["sim", "ends_on"], name="plan_sim_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_days"),
            models.UniqueConstraint(
                fields=["sim", "renewal"], condition=Q(renewal__isnull=False), name="plan_renewed_once"
            ),
        ]

    def __str__(self):
        return f"{self.plan} {self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"


class SimInsertion(models.Model):
    """A SIM sits in a device, from–to."""

    sim = models.ForeignKey(Sim, models.PROTECT, related_name="insertions")
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="insertions")
    inserted_at = models.DateTimeField(_("from"))
    removed_at = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("SIM in a device")
        verbose_name_plural = _("SIMs in devices")
        ordering = ["-inserted_at"]
        constraints = [
            models.UniqueConstraint(fields=["sim"], condition=Q(removed_at=None), name="a_sim_in_one_device"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gt=F("inserted_at")),
                name="removed_after_inserted",
            ),
        ]

    def __str__(self):
        return f"{self.sim} – {self.device}"


def iccid_trouble(number):
    if not number.startswith("89"):
        return _("A SIM serial number begins with 89. Read it on the card or the card's frame.")
    if len(number) not in (19, 20):
        return _(
            "A SIM serial number has 19 or 20 digits; this one has %(count)d. Read it again on the card."
        ) % {"count": len(number)}
    return _("The check digit (the last one) is wrong. Read the serial number again on the card.")


def plain_phone(text):
    """A number as carriers write it: ten digits from 0. Excel drops the 0, abroad it is +84."""
    number = digits(text)
    if number.startswith("84") and len(number) == 11:
        number = "0" + number[2:]
    if len(number) == 9 and number[0] in "35789":
        number = "0" + number
    return number[:12]
