from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import can, scope_for
from students.models import Place, School


class SupportPointQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Points of the communes that `user` looks after, or in which the own school lies."""
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        near = School.objects.filter(pk__in=mine.led_school_ids).values("commune")
        return self.filter(Q(commune__in=mine.commune_ids) | Q(commune__in=near))

    def written_by(self, user):
        """Those whose diary `user` writes: the keeper with an account, and who keeps the points there."""
        if not can(user, "write the diary of support points"):
            return self.none()
        kept = self.visible_to(user, to="keep support points").values("pk")
        return self.filter(Q(keeper_account=user) | Q(pk__in=kept))

    def open(self, on):
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on), Q(opened_on=None) | Q(opened_on__lte=on))


class SupportPoint(models.Model):
    """A place with shared machines and a connection (điểm hỗ trợ): a family can load, send and ask there."""

    name = models.CharField(_("support point"), max_length=160)
    commune = models.ForeignKey(
        Place, models.PROTECT, related_name="support_points", verbose_name=_("commune")
    )
    # As the paper says it, where it says a commune of before July 2025 (students/models/places.py).
    old_commune = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune before July 2025"),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    keeper = models.CharField(_("keeper"), max_length=120, blank=True)
    # Who writes the diary, where the keeper has an account.
    keeper_account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account of the keeper"),
    )
    hours = models.CharField(_("opening hours"), max_length=160, blank=True)

    phone = models.CharField(_("keeper's phone"), max_length=20, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = SupportPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("support point")
        verbose_name_plural = _("support points")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="support_point_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="support_point_days",
            ),
        ]

    def __str__(self):
        return self.name
