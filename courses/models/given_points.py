import copy
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

HUNDREDTH = Decimal("0.01")


class GivenPointsQuerySet(models.QuerySet):
    def latest_of(self, attempt, reworked=None):
        """What counts for each place of an attempt. `reworked`: when work was handed back, by place."""
        return counting(self.filter(attempt=attempt).as_given(), attempt.page, reworked)

    def as_given(self):
        """In the order in which they were given, with what is told of them."""
        return self.select_related("by", "voice").order_by("pk")


class GivenPoints(models.Model):
    """Points that a teacher gave for one answer, with a word. Only added; `counting` says what counts."""

    class Role(models.TextChoices):
        FIRST = "first", _("first marker")
        SECOND = "second", _("second marker")
        SETTLED = "settled", _("agreed by both")

    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="given_points")
    place = models.PositiveSmallIntegerField()
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    # The chosen step of each line of the rubric, {"1": "0.5"}; the points are what counts.
    rubric = models.JSONField(default=dict, blank=True)
    role = models.CharField(max_length=7, choices=Role, default=Role.FIRST)
    # The same word, spoken.
    voice = models.ForeignKey("courses.CommentSound", models.PROTECT, null=True, related_name="given_points")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("given"), auto_now_add=True)
    # Where they were written without signal: by which browser, and as which of its events.
    install = models.CharField(max_length=40, blank=True)
    seq = models.PositiveIntegerField(null=True)

    objects = GivenPointsQuerySet.as_manager()

    class Meta:
        verbose_name = _("points given by hand")
        verbose_name_plural = _("points given by hand")
        indexes = [models.Index(fields=["attempt", "place"], name="points_of_place")]

    def __str__(self):
        return f"{self.attempt_id} {self.place}: {self.points}"


def counting(rows, page, reworked=None):
    """{place: the row that counts} of one attempt's rows, in the order in which they were given.

    Points from before the answer was written anew are over. Where two teachers mark, their rows stand as
    `by_role` says.
    """
    reworked = reworked or {}
    told = {}
    for place, some in groupby(sorted(rows, key=lambda row: row.place), key=lambda row: row.place):
        if row := _counting(fresh(some, reworked), page):
            told[place] = row
    return told


def fresh(rows, reworked):
    """Those of `rows` that were given for the answer as it stands now."""
    return [row for row in rows if row.place not in reworked or row.at >= reworked[row.place]]


def _counting(rows, page):
    """Settled points before all; then the mean of two that are near enough. A quiz that asks for two markers
    waits for both; where it asks for one, the last row counts."""
    if not rows:
        return None
    told = by_role(rows)
    if settled := told.get(GivenPoints.Role.SETTLED):
        return settled
    wants_two = page is not None and page.second_marker
    first, second = told.get(GivenPoints.Role.FIRST), told.get(GivenPoints.Role.SECOND)
    if first and second:
        is_near = abs(first.points - second.points) <= page.second_tolerance if wants_two else True
        return _mean(first, second) if is_near else None
    return None if wants_two else rows[-1]


def by_role(rows):
    """{role: its last row}."""
    return {row.role: row for row in rows}


def role_for(rows, user, page, named=None):
    """As what `user` gives points for an answer with these `rows`; None: two others mark it. `named`: the
    account that the school named to mark second."""
    role, told = GivenPoints.Role, by_role(rows)
    first, second = told.get(role.FIRST), told.get(role.SECOND)
    if role.SETTLED in told or (first and second):
        return role.SETTLED
    if page is None or not page.second_marker:
        return role.FIRST
    if user.pk == named or (second and second.by_id == user.pk):
        return role.SECOND
    if first is None or first.by_id == user.pk:
        return role.FIRST
    return None if named else role.SECOND


def _mean(first, second):
    """Both as one row, which is never kept."""
    if first.points == second.points and first.comment == second.comment:
        return first
    row = copy.copy(first)
    row.points = ((first.points + second.points) / 2).quantize(HUNDREDTH, ROUND_HALF_UP)
    row.comment = "\n".join(dict.fromkeys(filter(None, [first.comment, second.comment])))
    row.voice = first.voice or second.voice
    return row
