import uuid

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import scope_for

from .inventory import Device
from .ledger import exactly_one


class KitQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Kits lie in the stock of a school: whoever looks after it sees them."""
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        return self.filter(Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids))

    def open(self):
        return self.filter(apart_at=None)

    def with_items(self):
        items = KitItem.objects.select_related("device__model", "sim", "accessory").order_by("pk")
        return self.prefetch_related(Prefetch("items", items))


class Kit(models.Model):
    """Things that belong together and are given out as one: this tablet, this SIM card, a charger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="kits", verbose_name=_("school")
    )
    name = models.CharField(_("name of the kit"), max_length=40)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    apart_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    apart_at = models.DateTimeField(_("taken apart"), null=True, blank=True)

    objects = KitQuerySet.as_manager()

    class Meta:
        verbose_name = _("kit")
        verbose_name_plural = _("kits")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"], condition=Q(apart_at=None), name="kit_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="kit_has_a_name"),
        ]

    def __str__(self):
        return self.name


class KitItem(models.Model):
    """One thing of a kit. `out_at` is when the kit was taken apart; until then a machine and a SIM card
    lie in this kit alone."""

    kit = models.ForeignKey(Kit, models.PROTECT, related_name="items")
    device = models.ForeignKey(Device, models.PROTECT, null=True, blank=True, related_name="kit_items")
    sim = models.ForeignKey("devices.Sim", models.PROTECT, null=True, blank=True, related_name="kit_items")
    accessory = models.ForeignKey(
        "devices.Accessory", models.PROTECT, null=True, blank=True, related_name="kit_items"
    )
    quantity = models.PositiveSmallIntegerField(_("number of pieces"), default=1)
    out_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    class Meta:
        verbose_name = _("thing of a kit")
        verbose_name_plural = _("things of kits")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["device"], condition=Q(out_at=None), name="device_in_one_kit"),
            models.UniqueConstraint(fields=["sim"], condition=Q(out_at=None), name="sim_in_one_kit"),
            models.UniqueConstraint(fields=["kit", "accessory"], name="accessory_once_in_a_kit"),
            models.CheckConstraint(
                condition=exactly_one("device", "sim", "accessory"), name="kit_item_of_one_thing"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="kit_item_of_something"),
        ]

    def __str__(self):
        return f"{self.thing} × {self.quantity}" if self.accessory_id else str(self.thing)

    @property
    def thing(self):
        return self.device or self.sim or self.accessory
