import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import scope_for
from students.models import Student

from .handovers import Handover
from .supply import GIFTS, Tenure

OPEN = Q(returned_at=None, voided_at=None)
# Whom a line may be with. A household stands beside the pupil who received for it.
HOLDERS = ("student", "household", "pupil", "teacher", "school", "point")


def holders_of(line):
    """The names to join where a row has its line under the name `line`."""
    return [f"{line}__{name}" for name in HOLDERS]


def exactly_one(*names):
    """The condition that one of these columns is filled and the others are not."""
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


class Condition(models.TextChoices):
    GOOD = "good", _("works well")
    WORN = "worn", _("works, worn")
    BROKEN = "broken", _("broken")
    LOST = "lost", _("not returned: lost")


class AssignmentQuerySet(models.QuerySet):
    def standing(self):
        """Lines that were not voided."""
        return self.filter(voided_at=None)

    def open(self):
        return self.filter(OPEN)

    def with_holders(self):
        """Each line together with whom it is with."""
        return self.select_related(*HOLDERS)

    def lent(self):
        """Lines of what is to come back one day; a gift is not."""
        return self.exclude(tenure__in=GIFTS)

    def held_by(self, student):
        """Lines of what the pupil or the pupil's household was given.

        A line of a pupil always names the same pupil (`line_of_its_pupil`). Two lookups by an index put
        together; one OR over both made SQLite read the whole ledger.
        """
        lines = self.model.objects.order_by()
        named = lines.filter(pupil=student).values("pk")
        if student.household_id:
            named = named.union(lines.filter(household=student.household_id).values("pk"), all=True)
        return self.filter(pk__in=named)

    def told_to(self, user, to="see devices"):
        """Lines of records that `user` may read: a machine brings its former school's along to no other."""
        return self.filter(handover__in=Handover.objects.visible_to(user, to).order_by().values("pk"))

    def held_under(self, user, to=None):
        """Lines of the pupils that `user` may know of (or may do `to` for), and of the person's own.

        A parent holds what any household of an own child holds, through whichever child it was handed out.
        """
        mine = scope_for(user, to) if to else scope.of(user)
        held = Q(pupil__in=Student.objects.visible_to(user, to=to).values("pk"))
        if mine.student and mine.student.household_id:
            held |= Q(served_household=mine.student.household_id)
        if mine.teacher_id:
            held |= Q(teacher=mine.teacher_id)
        if mine.guardian_id:
            own = Student.objects.filter(guardianships__guardian=mine.guardian_id, household__isnull=False)
            held |= Q(household__in=own.values("household"))
        return self.filter(held)


class Assignment(models.Model):
    """One line of a hand-over: one thing, one holder, from when to when. Never deleted; what was
    written wrongly is voided with a reason and written anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="lines")

    # The thing: exactly one.
    device = models.ForeignKey(
        "devices.Device", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    sim = models.ForeignKey("devices.Sim", models.PROTECT, null=True, blank=True, related_name="assignments")
    accessory = models.ForeignKey(
        "devices.Accessory", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    quantity = models.PositiveSmallIntegerField(_("number of pieces"), default=1)

    # The holder: exactly one.
    student = models.ForeignKey(
        "students.Student", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    household = models.ForeignKey(
        "students.Household", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    teacher = models.ForeignKey(
        "students.Teacher", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    school = models.ForeignKey(
        "students.School", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    point = models.ForeignKey(
        "devices.SupportPoint", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    # The pupil it was given for, also when the household holds it.
    pupil = models.ForeignKey(
        "students.Student", models.PROTECT, null=True, blank=True, related_name="lines_for"
    )
    # The household that this machine serves: one programme machine for each (see constraints).
    served_household = models.ForeignKey(
        "students.Household", models.PROTECT, null=True, blank=True, related_name="served_by"
    )
    override = models.ForeignKey(
        "devices.ProgrammeOverride", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    # The line whose thing this one replaces for good (a swap), or for as long as it is being repaired.
    instead_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes", editable=False
    )

    tenure = models.CharField(_("tenure"), max_length=16, choices=Tenure)
    handed_over_at = models.DateTimeField(_("handed over"))
    due_on = models.DateField(_("due back"), null=True, blank=True)
    condition_out = models.CharField(_("condition"), max_length=8, choices=Condition, default=Condition.GOOD)
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True)
    returned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    condition_in = models.CharField(_("condition on return"), max_length=8, choices=Condition, blank=True)
    return_note = models.CharField(_("note"), max_length=300, blank=True)
    # The paper of the return; none where it came back in a swap, or was written down before there were any.
    returned_with = models.ForeignKey(
        "devices.ReturnPaper", models.PROTECT, null=True, blank=True, related_name="lines", editable=False
    )
    voided_at = models.DateTimeField(_("voided"), null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(_("reason"), max_length=300, blank=True)
    request_id = models.UUIDField(unique=True, default=uuid.uuid4)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the ledger")
        verbose_name_plural = _("lines of the ledger")
        ordering = ["-handed_over_at"]
        indexes = [
            # «Who had it on that day»
            models.Index(fields=["device", "handed_over_at"], name="line_device_at"),
            models.Index(fields=["sim", "handed_over_at"], name="line_sim_at"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["device"], condition=OPEN, name="one_holder_of_a_device"),
            models.UniqueConstraint(fields=["sim"], condition=OPEN, name="one_holder_of_a_sim"),
            models.CheckConstraint(
                condition=exactly_one("device", "sim", "accessory"), name="line_of_one_thing"
            ),
            models.CheckConstraint(
                condition=exactly_one("student", "household", "teacher", "school", "point"),
                name="line_of_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gt=F("handed_over_at")),
                name="returned_after_handed_over",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="voided_with_a_reason"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_of_something"),
            # A pupil's line names the pupil; a household's machine serves that household.
            # (IS NOT NULL on its own: a check that comes out as NULL would pass.)
            models.CheckConstraint(
                condition=Q(student=None) | Q(pupil__isnull=False, pupil=F("student")),
                name="line_of_its_pupil",
            ),
            models.CheckConstraint(
                condition=Q(household=None)
                | Q(device=None)
                | Q(served_household__isnull=False, served_household=F("household")),
                name="line_serves_its_household",
            ),
            models.UniqueConstraint(
                fields=["served_household"],
                condition=OPEN & Q(device__isnull=False, override=None) & ~Q(tenure=Tenure.LOANER),
                name="one_device_for_a_household",
            ),
            models.UniqueConstraint(
                fields=["student"],
                condition=OPEN & Q(device__isnull=False, override=None) & ~Q(tenure=Tenure.LOANER),
                name="one_device_for_a_pupil",
            ),
            # A loaner is lent in place of something, one at a time; so it never counts twice.
            models.CheckConstraint(
                condition=~Q(tenure=Tenure.LOANER) | Q(instead_of__isnull=False),
                name="loaner_instead_of_a_line",
            ),
            models.UniqueConstraint(
                fields=["instead_of"],
                condition=OPEN & Q(device__isnull=False, tenure=Tenure.LOANER),
                name="one_loaner_for_a_line",
            ),
        ]

    def __str__(self):
        return f"{self.item} – {self.holder}"

    @property
    def item(self):
        return self.device or self.sim or self.accessory

    @property
    def holder(self):
        return self.student or self.household or self.teacher or self.school or self.point

    @property
    def is_loaner(self):
        return self.tenure == Tenure.LOANER

    @property
    def is_gift(self):
        return self.tenure in GIFTS

    @property
    def is_open(self):
        return self.returned_at is None and self.voided_at is None

    @property
    def is_lost(self):
        """Ended without the thing coming back."""
        return self.condition_in == Condition.LOST

    def void(self, by, reason):
        """Strike the line out; it stays readable, with who did it and why."""
        self.voided_at, self.voided_by, self.void_reason = timezone.now(), by, reason
        self.save(update_fields=["voided_at", "voided_by", "void_reason"])
