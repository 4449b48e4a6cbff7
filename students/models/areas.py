from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AreaRecordQuerySet(models.QuerySet):
    def on(self, day):
        """The records in force on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def areas_on(self, day):
        """{key of the commune: its area}; who is not in it is not known."""
        return dict(self.on(day).order_by("starts_on").values_list("place", "area"))


class AreaRecord(models.Model):
    """How hard life is in a commune, as a decision says for a span of time (khu vực I, II, III)."""

    class Area(models.TextChoices):
        ONE = "1", _("area I: beginning to develop")
        TWO = "2", _("area II: difficult")
        THREE = "3", _("area III: extremely difficult")

    place = models.ForeignKey(
        "students.Place",
        models.PROTECT,
        related_name="area_records",
        limit_choices_to={"scheme": "since_2025", "level": "commune"},
        verbose_name=_("commune"),
    )
    area = models.CharField(_("area"), max_length=1, choices=Area)
    decision = models.CharField(_("decision no."), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = AreaRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("area of a commune")
        verbose_name_plural = _("areas of communes")
        ordering = ["place", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(ends_on=None), name="one_area_in_force"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="area_days"
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.get_area_display()}"
