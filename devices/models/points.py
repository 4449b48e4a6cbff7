from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import scope_for
from students.models import Place, School


class SupportPointQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Points of the communes that `user` looks after, or in which the own school lies."""
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        near = School.objects.filter(pk__in=mine.led_school_ids).values("commune")
        return self.filter(Q(commune__in=mine.commune_ids) | Q(commune__in=near))


class SupportPoint(models.Model):
    """A place with shared machines and a connection (điểm hỗ trợ): a family can load, send and ask there."""

    name = models.CharField(_("support point"), max_length=160)
    commune = models.ForeignKey(
        Place, models.PROTECT, related_name="support_points", verbose_name=_("commune")
    )
    keeper = models.CharField(_("keeper"), max_length=120, blank=True)
    hours = models.CharField(_("opening hours"), max_length=160, blank=True)

    objects = SupportPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("support point")
        verbose_name_plural = _("support points")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="support_point_once"),
        ]

    def __str__(self):
        return self.name
