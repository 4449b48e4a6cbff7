import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import can, scope_for
from students.models import School


class Tenure(models.TextChoices):
    """Whose the machine becomes, or who lends it."""

    GIFT_HOUSEHOLD = "gift_household", _("given to the household")
    GIFT_PUPIL = "gift_pupil", _("given to the pupil")
    SCHOOL_LOAN = "school_loan", _("lent by the school")
    LAB = "lab", _("in the school's computer room")
    STAFF = "staff", _("issued to a teacher")
    POINT = "point", _("shared at a support point")
    LOANER = "loaner", _("lent while the own one is being repaired")


# What was given stays with the family and is never asked back.
GIFTS = (Tenure.GIFT_HOUSEHOLD, Tenure.GIFT_PUPIL)


class Programme(models.Model):
    """Where machines come from: the state scheme, a donor's campaign, the school itself."""

    name = models.CharField(_("programme"), max_length=160, unique=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]

    def __str__(self):
        return self.name


class DeviceModelQuerySet(models.QuerySet):
    def in_batches(self, batches):
        """Models that these batches hold, by what was said of them or by what came."""
        from .inventory import Device

        return self.filter(
            Q(
                pk__in=Batch.device_models.through.objects.filter(batch__in=batches.values("pk")).values(
                    "devicemodel"
                )
            )
            | Q(pk__in=Device.objects.filter(batch__in=batches.values("pk")).values("model"))
        )


class DeviceModel(models.Model):
    """A make and model, such as «Samsung Galaxy Tab A9»."""

    class Kind(models.TextChoices):
        TABLET = "tablet", _("tablet")
        LAPTOP = "laptop", _("laptop")
        DESKTOP = "desktop", _("desktop computer")
        PHONE = "phone", _("smartphone")
        ROUTER = "router", _("Wi-Fi router")

    maker = models.CharField(_("maker"), max_length=60)
    name = models.CharField(_("model"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TABLET)

    objects = DeviceModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("device model")
        verbose_name_plural = _("device models")
        ordering = ["maker", "name"]
        constraints = [models.UniqueConstraint(fields=["maker", "name"], name="device_model_once")]

    def __str__(self):
        return f"{self.maker} {self.name}"


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Batches that brought a device which `user` may see, or that go to the schools `user`
        looks after; the province sees all."""
        from .inventory import Device

        mine = scope.of(user)
        if mine.everywhere:
            return self
        led = School.objects.filter(Q(pk__in=mine.led_school_ids) | Q(commune__in=mine.commune_ids))
        return self.filter(
            Q(pk__in=Device.objects.visible_to(user).values("batch"))
            | Q(pk__in=Batch.objects.going_to(led).values("pk"))
        )

    def going_to(self, schools):
        """Batches that these schools recorded themselves, or that the province gave them a share of."""
        shares = Batch.schools.through.objects.filter(school__in=schools.values("pk"))
        return self.filter(Q(school__in=schools.values("pk")) | Q(pk__in=shares.values("batch")))

    def offered_to(self, user):
        """Batches whose devices `user` may put into stock: the own schools' share, and what has
        reached them already."""
        if can(user, "keep device registers"):
            return self
        from .inventory import Device

        mine = scope_for(user, "manage devices")
        led = School.objects.filter(pk__in=mine.led_school_ids)
        arrived = Device.objects.filter(school__in=mine.led_school_ids).values("batch")
        return self.filter(Q(pk__in=arrived) | Q(pk__in=Batch.objects.going_to(led).values("pk")))

    def overfull(self):
        """Of which more devices are registered, all schools together, than are said to have come."""
        said = Case(When(received=0, then="promised"), default="received")
        from .inventory import Device

        # Each batch counted by itself: joined, 200,000 machines carry all columns of their batches along.
        here = Device.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
        registered = Coalesce(Subquery(here.annotate(count=Count("pk")).values("count")), 0)
        counted = self.annotate(said=said, registered=registered).order_by()
        return counted.filter(said__gt=0, registered__gt=F("said"))

    def kept_by(self, user):
        """Batches that `user` may change: the province all, a school those it recorded."""
        if can(user, "keep device registers"):
            return self
        return self.filter(school__in=scope_for(user, "manage devices").led_school_ids)


class Batch(models.Model):
    """One delivery (đợt phân bổ): who gave it, by which decision, how many were promised and came."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="batches", verbose_name=_("programme")
    )
    code = models.SlugField(_("batch code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=160)
    donor = models.CharField(_("donor"), max_length=160, blank=True)
    decision_number = models.CharField(_("decision no."), max_length=60, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    promised = models.PositiveIntegerField(_("promised"), default=0)
    received = models.PositiveIntegerField(_("received"), default=0)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    default_tenure = models.CharField(
        _("tenure"), max_length=16, choices=Tenure, default=Tenure.GIFT_HOUSEHOLD
    )
    unit_cost = models.DecimalField(
        _("unit cost (VND)"), max_digits=12, decimal_places=0, null=True, blank=True
    )
    # Who recorded it: empty for the province, which says by `schools` where it goes.
    school = models.ForeignKey(
        "students.School", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    schools = models.ManyToManyField(
        "students.School", blank=True, related_name="batches", verbose_name=_("goes to")
    )
    device_models = models.ManyToManyField(
        DeviceModel, blank=True, related_name="batches", verbose_name=_("device models")
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-received_on", "code"]

    def __str__(self):
        return self.name


class Accessory(models.Model):
    """A kind of thing that goes with a machine: charger, case, keyboard. Counted, not numbered."""

    name = models.CharField(_("accessory"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("accessory")
        verbose_name_plural = _("accessories")
        ordering = ["name"]

    def __str__(self):
        return self.name


class ProgrammeOverride(models.Model):
    """A decision that lets a household hold a second programme machine."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "students.Household", models.PROTECT, null=True, blank=True, related_name="overrides"
    )
    student = models.ForeignKey("students.Student", models.PROTECT, null=True, blank=True, related_name="+")
    decision_number = models.CharField(_("decision no."), max_length=60)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        constraints = [
            models.CheckConstraint(condition=~Q(decision_number=""), name="override_has_a_decision"),
            models.CheckConstraint(
                condition=Q(household__isnull=False, student=None) | Q(household=None, student__isnull=False),
                name="override_of_one",
            ),
        ]

    def __str__(self):
        return self.decision_number
