import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms import workdays
from students.models.people import Student

# Law 91/2025 and Decree 356/2025: answer within two working days, have it done within fifteen days.
ANSWER_WORKDAYS = 2
DONE_DAYS = 15


class DataRequestQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        students = Student.objects.in_scope(user, to=to)
        return self.filter(student__in=students.values("pk"))

    def open(self):
        return self.filter(done_at=None)

    def by_urgency(self):
        """Open ones first, the one due next on top; then those that are done, newest first."""
        return self.order_by(
            models.F("done_at").desc(nulls_first=True),
            models.Case(models.When(answered_at=None, then="answer_due"), default="done_due"),
        )


class DataRequest(models.Model):
    """What a family asks about its child's data: when, what, by when, and what became of it.

    What was asked never changes, and each answer is given once (students/guards.py).
    """

    class Kind(models.TextChoices):
        COPY = "copy", pgettext_lazy("request", "a copy of everything")
        CORRECT = "correct", pgettext_lazy("request", "put something right")
        STOP = "stop", pgettext_lazy("request", "stop using something")
        ERASE = "erase", pgettext_lazy("request", "erase the data")
        QUESTION = "question", pgettext_lazy("request", "a question or complaint")

    class Outcome(models.TextChoices):
        DONE = "done", pgettext_lazy("request", "done")
        REFUSED = "refused", pgettext_lazy("request", "not possible")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey("students.Student", models.PROTECT, related_name="data_requests")
    kind = models.CharField(_("what is asked"), max_length=10, choices=Kind)
    words = models.TextField(_("in the family's words"), max_length=1000, blank=True)
    asked_by = models.CharField(_("who asks"), max_length=120)
    asked_on = models.DateField(_("asked on"))
    answer_due = models.DateField(_("answer by"))
    done_due = models.DateField(_("done by"))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    done_at = models.DateTimeField(_("settled"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    outcome_words = models.TextField(_("what was done, or why not"), max_length=1000, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about data")
        verbose_name_plural = _("requests about data")
        indexes = [models.Index(fields=["done_at", "done_due"], name="request_due")]
        constraints = [
            # Asked twice on one day is asked once.
            models.UniqueConstraint(
                fields=["student", "kind", "asked_on"], condition=Q(done_at=None), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(outcome=""), name="settled_with_an_outcome"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.student}"

    def save(self, *args, **kwargs):
        if not self.answer_due:
            self.answer_due = workdays.after(self.asked_on, ANSWER_WORKDAYS)
            self.done_due = self.asked_on + timedelta(days=DONE_DAYS)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("students:request", args=[self.pk])

    @property
    def due(self):
        """The clock that runs: until the answer, then until it is done; None when all is settled."""
        if self.done_at:
            return None
        return self.done_due if self.answered_at else self.answer_due

    @property
    def days_left(self):
        return (self.due - timezone.localdate()).days if self.due else None
