from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.models import ListBlock, ListWrite, UploadedList, UploadedListQuerySet
from students import scope
from students.abilities import scope_for


class DeviceListQuerySet(UploadedListQuerySet):
    def visible_to(self, user, to=None):
        """Lists of the schools that `user` leads; of the whole province those that belong to no school."""
        mine = scope_for(user, to) if to else scope.of(user)
        return self if mine.everywhere else self.filter(school__in=mine.led_school_ids)


class DeviceList(UploadedList):
    """A list about machines that was uploaded: a delivery, or a hand-over list kept by hand."""

    class Kind(models.TextChoices):
        STOCK = "stock", _("Delivery: devices and SIM cards")
        HANDOVERS = "handovers", _("Hand-over list")

    kind = models.CharField(_("kind of list"), max_length=10, choices=Kind)
    # Of a delivery that goes to several schools: empty.
    school = models.ForeignKey(
        "students.School", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    # Of a hand-over list: empty.
    batch = models.ForeignKey(
        "devices.Batch", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("batch")
    )

    objects = DeviceListQuerySet.as_manager()

    class Meta(UploadedList.Meta):
        verbose_name = _("imported list of devices")
        verbose_name_plural = _("imported lists of devices")
        indexes = [models.Index(fields=["school", "-uploaded_at"], name="device_list_of_school")]

    def get_absolute_url(self):
        return reverse("devices:list", args=[self.pk])

    @property
    def what(self):
        """What was uploaded, as the log of changes names it."""
        return {"stock": "list of devices", "handovers": "hand-over list"}[self.kind]


class DeviceListBlock(ListBlock):
    device_list = models.ForeignKey(DeviceList, models.CASCADE, related_name="blocks")

    class Meta(ListBlock.Meta):
        constraints = [
            models.UniqueConstraint(fields=["device_list", "sheet", "position"], name="device_block_once")
        ]


class DeviceListWrite(ListWrite):
    device_list = models.ForeignKey(DeviceList, models.CASCADE, related_name="writes")


class ListedPaper(models.Model):
    """Which hand-over record was written from which row of a list."""

    device_list = models.ForeignKey(DeviceList, models.CASCADE, related_name="papers")
    handover = models.OneToOneField("devices.Handover", models.PROTECT, related_name="listed")
    sheet = models.CharField(max_length=31)
    row = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("record written from a list")
        verbose_name_plural = _("records written from lists")

    def __str__(self):
        return f"{self.sheet} {self.row}"
