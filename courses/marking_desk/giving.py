"""Give points for one answer on the desk: typed, or as the steps of the rubric sum up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import giving_points
from courses.giving_points import Refused
from courses.marking_desk import drafts, rubric
from courses.models import GivenPoints


def give(slot, told, by, after=""):
    """`told`: what `drafts.read` read. `after`: the row of points that the form was filled from ("" for
    none); somebody else's since then is not written over unseen. Raises Refused."""
    item = slot.item
    rows = rubric.rows_of(item.version.key, item.points)
    with transaction.atomic():
        attempt = giving_points.locked(slot.attempt)
        known = GivenPoints.objects.latest_of(attempt).get(item.place)
        points = _points(told, rows, item, known)
        row = GivenPoints(
            attempt=attempt,
            place=item.place,
            points=points,
            comment=told["comment"],
            rubric=told["rubric"],
            by=by,
        )
        if not giving_points.is_same(known, row):
            if known and str(known.pk) != after and known.by_id != by.pk:
                raise Refused({item.place: _given_meanwhile(known)})
            giving_points.add(attempt, [row], by)
        drafts.forget(slot, by)
    return attempt


def _points(told, rows, item, known):
    chosen = told["rubric"]
    typed, summed = told["points"], rubric.worth(rows, chosen, item.points)
    if summed is not None and (not typed or _only_the_steps_changed(typed, chosen, known)):
        return summed
    if not typed:
        if chosen:
            raise Refused({item.place: _("Choose points in every line, or write the points yourself.")})
        raise Refused({item.place: _("No points yet. Choose them or write them; 0 is fine.")})
    points = giving_points.read(typed, item)
    if points is None:
        raise Refused({item.place: giving_points.says_what_fits(item)})
    return points


def _only_the_steps_changed(typed, chosen, known):
    """Without a script the field still holds what was given before, while other steps were chosen."""
    before = known and f"{known.points.normalize():f}".replace(".", ",")
    return bool(known) and typed == before and chosen != known.rubric


def _given_meanwhile(row):
    words = _(
        "%(name)s gave %(points)s at %(time)s meanwhile. Look at it, and give again if it should change."
    )
    told = {
        "name": row.by,
        "points": f"{row.points.normalize():f}".replace(".", ","),
        "time": timezone.localtime(row.at).strftime("%H:%M"),
    }
    return words % told
