"""Give points for one answer on the desk: typed, or as the steps of the rubric sum up."""

from collections import namedtuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import giving_points
from courses.giving_points import Refused
from courses.judging import named_second
from courses.marking_desk import drafts, rubric
from courses.models import CommentSound, GivenPoints
from courses.models.given_points import by_role, role_for
from courses.templatetags.questions import points as in_words

Role = GivenPoints.Role
# In which browser points were written without signal, and as which of its events.
Made = namedtuple("Made", "install seq")
HERE = Made("", None)


def give(slot, told, by, after="", seen_role=None, school_class=None, made=HERE):
    """`told`: what `drafts.read` read. `after`: the row of points that the form was filled from ("" for
    none); somebody else's since then is not written over unseen, nor one's own of another browser when
    these were `made` without signal. `seen_role`: as what it was filled in. Raises Refused."""
    item = slot.item
    rows = rubric.rows_of(item.version.key, item.points)
    with transaction.atomic():
        attempt = giving_points.locked(slot.attempt)
        fresh = giving_points.fresh_rows(attempt).get(item.place, [])
        named = named_second(attempt.page, school_class or attempt.school_class) if attempt.page else None
        role = role_for(fresh, by, attempt.page, named and named.user_id)
        if role is None:
            raise Refused({item.place: _("Two colleagues mark this answer already.")})
        if role == Role.SETTLED and seen_role not in (None, Role.SETTLED):
            words = _("Both have given their points by now. Look at them and agree on points.")
            raise Refused({item.place: words})
        known = _known(fresh, role, attempt.page)
        if _is_older(made, known, by):
            return attempt
        row = GivenPoints(
            attempt=attempt,
            place=item.place,
            points=_points(told, rows, item, known),
            comment=told["comment"],
            rubric=told["rubric"],
            voice=_voice(told, attempt, item, by, known),
            role=role,
            by=by,
            install=made.install,
            seq=made.seq,
        )
        # Of one browser the turn is kept as well: what comes later by a slow way must find it.
        goes_on = made.install and known and (known.install, known.by_id) == (made.install, by.pk)
        if goes_on or not giving_points.is_same(known, row):
            if known and str(known.pk) != after and not goes_on and (made.install or known.by_id != by.pk):
                raise Refused({item.place: _given_meanwhile(known)})
            giving_points.add(attempt, [row], by)
        drafts.forget(slot, by)
    return attempt


def _is_older(made, known, by):
    """Whether the same browser told something later of this answer already."""
    return bool(
        made.install
        and known
        and (known.install, known.by_id) == (made.install, by.pk)
        and known.seq >= made.seq
    )


def _known(rows, role, page):
    """The row that a new one stands instead of."""
    if page is not None and page.second_marker or role == Role.SETTLED:
        return by_role(rows).get(role)
    return rows[-1] if rows else None


def _voice(told, attempt, item, by, known):
    """The spoken comment that the draft kept; else the one before, unless it was taken away."""
    if name := told.get("voice"):
        return CommentSound.objects.filter(attempt=attempt, place=item.place, by=by, pk=name).first()
    return known.voice if known and not told.get("no_voice") else None


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
    before = known and in_words(known.points)
    return bool(known) and typed == before and chosen != known.rubric


def _given_meanwhile(row):
    words = _(
        "%(name)s gave %(points)s at %(time)s meanwhile. Look at it, and give again if it should change."
    )
    told = {
        "name": row.by,
        "points": in_words(row.points),
        "time": timezone.localtime(row.at).strftime("%H:%M"),
    }
    return words % told
