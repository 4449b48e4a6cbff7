import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students import abilities, scope


class TransferQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Transfers from and to schools whose every pupil `user` sees."""
        seen = abilities.scope_for(user, to) if to else scope.of(user)
        mine = Q(from_school__in=seen.led_school_ids) | Q(to_school__in=seen.led_school_ids)
        return self if seen.everywhere else self.filter(mine)

    def unsettled(self):
        return self.filter(state__in=[Transfer.State.ASKED, Transfer.State.LEFT])


class Transfer(models.Model):
    """A pupil goes from one school to another (chuyển trường), with the number and date of the paper.

    Either the old school writes the paper down first and the new one takes the pupil in (LEFT →
    ARRIVED), or the new school asks for a pupil who still sits in a class of the old one (ASKED →
    ARRIVED). A school outside the province is a name.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("the new school asks, the old one has not answered")
        LEFT = "left", _("left the old school, not yet in a new class")
        ARRIVED = "arrived", _("in a class of the new school")
        REFUSED = "refused", _("refused by the old school")
        CALLED_OFF = "called_off", _("called off")

    # So long the old school has time to answer; then the new one need not wait for it any more.
    TIME_TO_ANSWER = timedelta(days=3)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey("students.Student", models.PROTECT, related_name="transfers")
    from_school = models.ForeignKey(
        "students.School", models.PROTECT, null=True, blank=True, related_name="transfers_out"
    )
    from_name = models.CharField(_("old school"), max_length=160, blank=True)
    to_school = models.ForeignKey(
        "students.School", models.PROTECT, null=True, blank=True, related_name="transfers_in"
    )
    to_name = models.CharField(_("new school"), max_length=160, blank=True)
    to_class = models.ForeignKey("students.SchoolClass", models.PROTECT, null=True, related_name="+")
    own_grade = models.PositiveSmallIntegerField(null=True)
    paper_number = models.CharField(_("number of the transfer paper"), max_length=40, blank=True)
    paper_date = models.DateField(_("date of the transfer paper"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    arrived_on = models.DateField(_("came on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(_("why it was refused"), max_length=200, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(state__in=["asked", "left"]), name="one_unsettled_transfer"
            )
        ]

    def __str__(self):
        return f"{self.student}: {self.comes_from} → {self.goes_to}"

    def get_absolute_url(self):
        return reverse("students:transfer", args=[self.pk])

    @property
    def comes_from(self):
        return self.from_school.name if self.from_school else self.from_name

    @property
    def goes_to(self):
        return self.to_school.name if self.to_school else self.to_name

    @property
    def answer_due_at(self):
        return self.made_at + self.TIME_TO_ANSWER

    @property
    def is_overdue(self):
        """Whether the old school has let its time to answer pass."""
        return self.state == self.State.ASKED and timezone.now() >= self.answer_due_at
