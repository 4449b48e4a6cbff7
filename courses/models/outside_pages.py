"""Good pages of others («trang hay»): what they are good for, and what it costs to open them."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses import markup
from students import scope
from students.models import School, Subject


class OutsidePageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the library shows `user`: approved, for every school or for one of theirs."""
        approved = self.filter(state=OutsidePage.State.APPROVED)
        if not user.is_authenticated or not user.is_active:
            return approved.filter(for_all=True)
        return approved.filter(Q(for_all=True) | Q(school__in=School.objects.visible_to(user)))

    def judged_by(self, user):
        """What `user` may approve, decline or take down: of the own school, or of the whole province. What
        stands in the library for all schools is the province's alone."""
        at = scope.of(user, kinds={"approver", "province_admin"})
        if decides_for_all(user):
            return self
        return self.filter(school__in=at.staff_school_ids - {None}, for_all=False)

    def known_to(self, user):
        """What `user` sees on the list of proposals: the own ones, and what they judge."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(proposed_by=user) | Q(pk__in=self.model.objects.judged_by(user).values("pk")))


class OutsidePage(models.Model):
    """A page of others that a teacher proposed. Nothing here ever asks its address for anything."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("not taken")
        WITHDRAWN = "withdrawn", _("taken down")

    class OnTablet(models.TextChoices):
        WELL = "well", _("works well")
        PARTLY = "partly", _("works in part")
        NOT_TRIED = "not_tried", _("not tried yet")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    url = models.URLField(_("address"), max_length=500, validators=[markup.check_address])
    why = models.CharField(_("what it is good for"), max_length=300)
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("subject")
    )
    grade = models.PositiveSmallIntegerField(
        _("grade"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    language = models.CharField(_("language"), max_length=8, default="vi")
    megabytes = models.DecimalField(
        _("about how many MB"),
        max_digits=6,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(5000)],
        help_text=_("What a pupil uses up of the data plan by opening it."),
    )
    needs_account = models.BooleanField(_("asks for an account"), default=False)
    has_ads = models.BooleanField(_("shows advertising"), default=False)
    on_tablet = models.CharField(
        _("on a tablet"), max_length=10, choices=OnTablet, default=OnTablet.NOT_TRIED
    )
    picture = models.ForeignKey(
        "lms.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture of it"),
    )
    # The proposer's school; empty for who works for the province.
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    for_all = models.BooleanField(_("for all schools"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey("students.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    # Who looked at it last, and when: a page of others changes without telling.
    checked_by = models.ForeignKey("students.User", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    objects = OutsidePageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside page")
        verbose_name_plural = _("outside pages")
        indexes = [models.Index(fields=["state", "-proposed_at"], name="outside_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=Q(state__in=["proposed", "approved"], for_all=True),
                name="outside_once_for_all",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("courses:outside_page", args=[self.uid])


def decides_for_all(user):
    """Whether `user` approves for the whole province."""
    if not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    kinds = {"approver", "province_admin"}
    roles = user.roles.on(scope.of(user).day).filter(kind__in=kinds)
    return roles.filter(place__level="province").exists()
