"""A teacher gives the points of answers that only a person can mark.

Every giving is a row of its own (GivenPoints); giving the same again adds none.
"""

import re
from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Attempt, GivenPoints
from courses.models.given_points import counting, fresh, role_for
from courses.models.papers import items_of
from courses.questions import is_by_hand
from courses.templatetags.questions import points as in_words
from lms.history import note_change

POINTS = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?", re.ASCII)
MOST_SIGNS = 2000


class Refused(Exception):
    """`sentences`: why, by the place of the question."""

    def __init__(self, sentences):
        super().__init__("; ".join(sentences.values()))
        self.sentences = sentences


def give(attempt, told, by):
    """Take `points-PLACE` and `comment-PLACE` of a form; nothing at all when one of them is refused."""
    items = {item.place: item for item in items_of(attempt.paper_id)}
    with transaction.atomic():
        attempt = locked(attempt)
        if attempt.page and attempt.page.second_marker:
            raise Refused({0: _("Two teachers mark this quiz. Give the points on the marking desk.")})
        given = fresh_rows(attempt)
        known = counting([row for some in given.values() for row in some], attempt.page)
        rows, refused = [], {}
        for place, item in items.items():
            try:
                points, comment = _typed(told, item)
            except Refused as why:
                refused |= why.sentences
                continue
            if points is None:
                continue
            before = known.get(place)
            row = GivenPoints(attempt=attempt, place=place, points=points, comment=comment, by=by)
            row.role = role_for(given.get(place, []), by, attempt.page)
            row.voice = before.voice if before else None
            # The steps of the rubric stand as long as the points do.
            row.rubric = before.rubric if before and before.points == points else {}
            if not is_same(before, row):
                rows.append(row)
        if refused:
            raise Refused(refused)
        if rows:
            add(attempt, rows, by)
    return attempt


def _typed(told, item):
    """(points, comment) as a form has them; no points where nothing was written. Raises Refused."""
    text = (told.get(f"points-{item.place}") or "").strip()
    comment = (told.get(f"comment-{item.place}") or "").replace("\r\n", "\n").strip()[:MOST_SIGNS]
    if not (text or comment):
        return None, ""
    if not is_by_hand(item.version.kind):
        words = _("A question like this is marked by its key. If the key is wrong, correct the key.")
        raise Refused({item.place: words})
    if not text:
        raise Refused({item.place: _("Give points as well; 0 is fine.")})
    points = read(text, item)
    if points is None:
        raise Refused({item.place: says_what_fits(item)})
    return points, comment


def locked(attempt):
    """The attempt, held until the transaction ends. Raises Refused while its pupil still works on it."""
    found = Attempt.objects.select_for_update(of=("self",)).select_related("paper", "page").get(pk=attempt.pk)
    if not found.is_over():
        raise Refused({0: _("The pupil is still working on it. Give points when it is handed in.")})
    return found


def fresh_rows(attempt):
    """{place: the rows of points for the answer as it stands now}."""
    reworked = attempt.state().reworked if attempt.handed_back else {}
    told = defaultdict(list)
    for row in fresh(attempt.given_points.as_given(), reworked):
        told[row.place].append(row)
    return told


def is_same(before, row):
    told = ("points", "comment", "rubric", "voice_id")
    return before is not None and all(getattr(before, name) == getattr(row, name) for name in told)


def add(attempt, rows, by):
    """Keep new rows of points of a locked attempt and derive its mark anew."""
    before = attempt.points
    GivenPoints.objects.bulk_create(rows)
    attempt.refresh()
    note_change(
        by=by,
        act="give points",
        thing=attempt,
        before={"points": None if before is None else str(before)},
        after={"points": str(attempt.points), "places": [row.place for row in rows]},
        school=attempt.school_id,
    )


def says_what_fits(item):
    return _("Write points from 0 to %(most)s, such as 0,5.") % {"most": in_words(item.points)}


def read(text, item):
    """The points as Decimal; None when they are none for this question."""
    if not POINTS.fullmatch(text):
        return None
    points = Decimal(text.replace(",", "."))
    return points if points <= item.points else None
