"""Who is to receive a machine of a batch: the school's list, its lines, and each step with who and when."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.days import midnight
from students.abilities import scope_for

# So long may a line wait for its machine before somebody has to ask why.
WAITING_DAYS = 14


def long_ago():
    """What was approved before this moment waits for more than those days."""
    return midnight(timezone.localdate() - timedelta(days=WAITING_DAYS))


class BatchQuota(models.Model):
    """How many machines of a batch one school is to give out."""

    batch = models.ForeignKey("devices.Batch", models.CASCADE, related_name="quotas")
    school = models.ForeignKey("students.School", models.PROTECT, related_name="+")
    quota = models.PositiveIntegerField(_("machines"))

    class Meta:
        verbose_name = _("share of a school")
        verbose_name_plural = _("shares of schools")
        constraints = [models.UniqueConstraint(fields=["batch", "school"], name="one_quota_of_a_school")]

    def __str__(self):
        return f"{self.batch} – {self.school}: {self.quota}"


class AllocationListQuerySet(models.QuerySet):
    def visible_to(self, user, to="read allocation lists"):
        mine = scope_for(user, to)
        if mine.everywhere:
            return self
        return self.filter(Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids))


class AllocationList(models.Model):
    """The list of one school for one batch. The school makes it, the province approves it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being made")
        SENT = "sent", _("waits for the province")
        RETURNED = "returned", _("returned to the school")
        APPROVED = "approved", _("approved")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey("devices.Batch", models.PROTECT, related_name="allocation_lists")
    school = models.ForeignKey("students.School", models.PROTECT, related_name="allocation_lists")
    order = models.ForeignKey("devices.PriorityOrder", models.PROTECT, related_name="lists")
    quota = models.PositiveIntegerField(_("machines"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    # Of the last step, so that lists of three hundred schools need no look at every step.
    state_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AllocationListQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation list")
        verbose_name_plural = _("allocation lists")
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["batch", "school"], name="one_list_of_a_school")]

    def __str__(self):
        return f"{self.batch} – {self.school}"

    @property
    def is_open_to_school(self):
        """Whether the school may change it now."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class AllocationQuerySet(models.QuerySet):
    def visible_to(self, user, to="read allocation lists"):
        """Who reads a list reads its lines."""
        lists = AllocationList.objects.visible_to(user, to=to)
        return self.filter(list__in=lists.values("pk"))

    def live(self):
        """Lines that still want a machine."""
        return self.filter(state__in=Allocation.LIVE)

    def standing(self):
        """Lines that count against the school's share: live ones, and those handed over."""
        return self.filter(state__in=(*Allocation.LIVE, Allocation.State.HANDED))

    def waiting(self, before=None):
        """Approved and not handed over; `before`: approved before this moment."""
        lines = self.filter(state=Allocation.State.APPROVED)
        return lines if before is None else lines.filter(approved_at__lt=before)


class Allocation(models.Model):
    """One family of a list: planned → approved → handed, or taken out, refused, replaced.

    The beneficiary is the household; a pupil alone only while nobody wrote the household down.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        APPROVED = "approved", _("approved, waits for its machine")
        HANDED = "handed", pgettext_lazy("an allocation", "handed over")
        TAKEN_OUT = "taken_out", _("taken out")
        REFUSED = "refused", _("refused by the family")
        REPLACED = "replaced", _("another family took its place")

    LIVE = (State.PLANNED, State.APPROVED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(AllocationList, models.PROTECT, related_name="lines")
    household = models.ForeignKey(
        "students.Household", models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    student = models.ForeignKey("students.Student", models.PROTECT, null=True, blank=True, related_name="+")
    # The child for whom the machine is, also when the household is the beneficiary.
    pupil = models.ForeignKey("students.Student", models.PROTECT, related_name="allocations")
    rank = models.PositiveIntegerField(_("rank"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    # Frozen on the day of the proposal: why the family stands here, in words and as facts.
    rule_place = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    evidence = models.JSONField(default=dict)
    override = models.ForeignKey(
        "devices.ProgrammeOverride", models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    handed_line = models.OneToOneField(
        "devices.Assignment", models.PROTECT, null=True, blank=True, related_name="allocation"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an allocation list")
        verbose_name_plural = _("lines of allocation lists")
        ordering = ["rank", "made_at"]
        indexes = [
            models.Index(fields=["list", "state"], name="allocation_list_state"),
            models.Index(fields=["state", "approved_at"], name="allocation_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(household__isnull=False, student=None) | Q(household=None, student__isnull=False),
                name="allocation_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state="handed", handed_line__isnull=False)
                | (~Q(state="handed") & Q(handed_line=None)),
                name="allocation_handed_by_a_line",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "handed"]) | Q(approved_at__isnull=False),
                name="allocation_approved_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=["planned", "approved"], override=None),
                name="one_allocation_for_a_household",
            ),
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(state__in=["planned", "approved"], override=None),
                name="one_allocation_for_a_pupil",
            ),
        ]

    def __str__(self):
        return f"{self.rank}. {self.household or self.student}"

    @property
    def waiting_days(self):
        """Days since it was approved, while it waits."""
        if self.state != self.State.APPROVED:
            return None
        return (timezone.localdate() - timezone.localdate(self.approved_at)).days

    @property
    def waits_long(self):
        return (self.waiting_days or 0) > WAITING_DAYS


class AllocationStep(models.Model):
    """What somebody did with a list or one of its lines, with the words that were said. Append-only."""

    class Act(models.TextChoices):
        PROPOSED = "proposed", _("proposed by the order of priority")
        ADDED = "added", _("added by hand")
        MOVED = "moved", _("moved to another place")
        TAKEN_OUT = "taken_out", _("taken out")
        REMADE = "remade", _("taken out, because the list was made anew")
        SENT = "sent", _("sent to the province")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned to the school")
        REFUSED = "refused", _("refused by the family")
        REPLACED = "replaced", _("another family took its place")
        HANDED = "handed", pgettext_lazy("an allocation", "handed over")
        REOPENED = "reopened", _("the hand-over was struck out")

    list = models.ForeignKey(AllocationList, models.PROTECT, related_name="steps")
    line = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="steps")
    act = models.CharField(max_length=10, choices=Act)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of an allocation list")
        verbose_name_plural = _("steps of allocation lists")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_act_display()} {self.at:%d/%m/%Y}"
