from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students import abilities, scope


class RoleQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        return (abilities.scope_for(user, to) if to else scope.of(user)).roles(self)

    def found_by(self, wanted):
        """Roles of whoever has the name (no marks needed), a part of the sign-in name, or the phone."""
        if wanted.number:
            return self.filter(wanted.in_number("user__teacher__phone"))
        # Of staff who do not teach no folded name is kept; they are few.
        others = self.filter(user__teacher=None).values_list("user", "user__full_name").distinct()
        named = [pk for pk, name in others if wanted.matches(name)]
        return self.filter(
            wanted.in_name("user__teacher__name_fold")
            | Q(user__username__icontains=wanted.text)
            | Q(user__in=named)
        )

    def not_over(self):
        """Held today or from a later day on."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()), withdrawn_at=None)

    def on(self, day):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, withdrawn_at=None)


class Role(models.Model):
    """What a person is, and where, from–to. Pupils and guardians have their role through
    `Student` and `Guardianship`; everybody else through rows of this table."""

    class Kind(models.TextChoices):
        TEACHER = "teacher", _("teacher")
        AUTHOR = "author", _("author of lectures")
        APPROVER = "approver", _("approver of lectures")
        SCHOOL_ADMIN = "school_admin", _("school admin")
        COMMUNE_OFFICER = "commune_officer", _("commune officer")
        PROVINCE_ADMIN = "province_admin", _("province admin")
        AUDITOR = "auditor", _("auditor (reads only)")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    kind = models.CharField(_("role"), max_length=16, choices=Kind)
    # Held at exactly one place: a school, or a commune or province.
    school = models.ForeignKey(
        "students.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("school"),
    )
    place = models.ForeignKey(
        "students.Place", models.PROTECT, null=True, blank=True, related_name="roles", verbose_name=_("place")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None, place__isnull=False) | Q(school__isnull=False, place=None),
                name="role_at_one_place",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.school or self.place}"

    @property
    def is_over(self):
        return bool(self.withdrawn_at or (self.ends_on and self.ends_on < timezone.localdate()))
