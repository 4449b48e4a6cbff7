"""Who judges which work of a contest, and the points that were given; what it came to, as published."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .contest_works import ContestWork
from .publications import PublishedResults
from .work_contests import WorkContest


class ContestJudge(models.Model):
    """Somebody whom the organiser named a judge (giám khảo)."""

    contest = models.ForeignKey(WorkContest, models.PROTECT, related_name="judges")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("judge of a contest")
        verbose_name_plural = _("judges of contests")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contest", "user"], name="judge_once")]

    def __str__(self):
        return f"{self.contest} – {self.user_id}"


class JudgingQuerySet(models.QuerySet):
    def current(self):
        return self.filter(removed_at=None, judge__removed_at=None)

    def given(self):
        return self.filter(pk__in=JudgedPoints.objects.values("judging"))

    def visible_to(self, user):
        """The own ones, while the work stands; nobody else judges in one's place."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.current().filter(judge__user=user, work__in=ContestWork.objects.standing().values("pk"))

    def to_give(self, user):
        """Those of one's own without points; without a query of its own."""
        return self.visible_to(user).exclude(pk__in=self.given().values("pk"))


class Judging(models.Model):
    """A work that a judge was drawn for. Taken off, the pair is never drawn again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judge = models.ForeignKey(ContestJudge, models.PROTECT, related_name="judgings")
    work = models.ForeignKey(ContestWork, models.PROTECT, related_name="judgings")
    # Asked because the others were far apart.
    is_extra = models.BooleanField(default=False)
    drawn_at = models.DateTimeField(auto_now_add=True)
    # What was typed and does not count yet: {"points": {criterion: text}, "remark": text}.
    draft = models.JSONField(default=dict, blank=True)
    draft_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = JudgingQuerySet.as_manager()

    class Meta:
        verbose_name = _("work to judge")
        verbose_name_plural = _("works to judge")
        ordering = ["work__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["judge", "work"], name="judged_once")]

    def __str__(self):
        return f"{self.judge_id} – {self.work_id}"

    @property
    def last(self):
        """The points that count; None before they were given."""
        rows = list(self.rows.all())
        return rows[-1] if rows else None


class JudgedPoints(models.Model):
    """The points of one judge for one work, as given by an act. Given anew is another row; nothing is
    rewritten, so that what changed, by whom and when stays readable."""

    judging = models.ForeignKey(Judging, models.PROTECT, related_name="rows")
    # {number of the criterion: points as text, with a point}
    points = models.JSONField()
    total = models.DecimalField(_("points"), max_digits=7, decimal_places=2)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("given"), auto_now_add=True)

    class Meta:
        verbose_name = _("points of a judge")
        verbose_name_plural = _("points of judges")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.judging_id} {self.total}"


class ContestPublication(PublishedResults):
    """The results of a contest of works."""

    contest = models.ForeignKey(WorkContest, models.PROTECT, related_name="publications")

    class Meta(PublishedResults.Meta):
        verbose_name = _("published result of a contest")
        verbose_name_plural = _("published results of contests")
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="contest_publication_once"),
            models.UniqueConstraint(
                fields=["contest"], condition=Q(withdrawn_at=None), name="one_publication_stands"
            ),
        ]

    def __str__(self):
        return f"{self.contest} ({self.number})"


class Placing(models.Model):
    """Where a work came in its group. Of primary pupils there is no rank, only the prize."""

    publication = models.ForeignKey(ContestPublication, models.CASCADE, related_name="placings")
    work = models.ForeignKey(ContestWork, models.PROTECT, related_name="placings")
    mean = models.DecimalField(_("points"), max_digits=7, decimal_places=2)
    out_of = models.DecimalField(max_digits=7, decimal_places=2)
    judges = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField(_("rank"), null=True)
    shared_by = models.PositiveIntegerField(default=1)
    prize = models.CharField(_("prize"), max_length=8, choices=ContestWork.Prize, blank=True)

    class Meta:
        verbose_name = _("placing of a work")
        verbose_name_plural = _("placings of works")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "work"], name="placing_once")]

    def __str__(self):
        return f"{self.publication}: {self.work_id}"
