"""In which order families receive machines: dated data of the province, never constants."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.allocating.criteria import CRITERIA, Tie, rule_words


class PriorityOrderQuerySet(models.QuerySet):
    def in_force(self, on):
        """The order of the day: the one that began last; None before the first."""
        return self.filter(starts_on__lte=on).order_by("-starts_on", "-pk").first()

    def with_use(self):
        """Adds `is_used`: a list was made by it, and so it never changes again."""
        from .allocations import AllocationList

        return self.annotate(is_used=Exists(AllocationList.objects.filter(order=OuterRef("pk"))))


class PriorityOrder(models.Model):
    """The order that one decision lays down, from a day on. Once a list was made by it, it stays as it is."""

    decision_number = models.CharField(gettext_lazy("decision no."), max_length=60)
    decision_date = models.DateField(gettext_lazy("decision date"), null=True, blank=True)
    starts_on = models.DateField(gettext_lazy("in force from"), unique=True)
    tie = models.CharField(
        gettext_lazy("who comes first in the same place"),
        max_length=16,
        choices=Tie,
        default=Tie.MORE_CHILDREN,
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PriorityOrderQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("order of priority")
        verbose_name_plural = gettext_lazy("orders of priority")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=~Q(decision_number=""), name="order_has_a_decision"),
        ]

    def __str__(self):
        return self.decision_number


class PriorityRule(models.Model):
    """One place of an order: whoever meets all its criteria stands here, before all later places."""

    order = models.ForeignKey(PriorityOrder, models.CASCADE, related_name="rules")
    place = models.PositiveSmallIntegerField(gettext_lazy("rank"))
    # Codes of devices/allocating/criteria.py; none of them means everybody.
    criteria = models.JSONField(default=list, blank=True)
    grade_from = models.PositiveSmallIntegerField(gettext_lazy("from grade"), null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(gettext_lazy("to grade"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("rule of priority")
        verbose_name_plural = gettext_lazy("rules of priority")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["order", "place"], name="one_rule_at_a_place"),
            models.CheckConstraint(
                condition=Q(grade_from=None) | Q(grade_to=None) | Q(grade_to__gte=F("grade_from")),
                name="rule_grades",
            ),
        ]

    def __str__(self):
        return _("Place %(place)d: %(who)s") % {"place": self.place, "who": self.in_words}

    @property
    def in_words(self):
        known = [code for code in self.criteria if code in CRITERIA]
        return rule_words(known, self.grade_from, self.grade_to)
