"""A teacher gives the points of answers that only a person can mark.

Every giving is a row of its own (GivenPoints); giving the same again adds none.
"""

import re
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Attempt, GivenPoints
from courses.models.attempts import items_of
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
        attempt = (
            Attempt.objects.select_for_update(of=("self",)).select_related("paper", "page").get(pk=attempt.pk)
        )
        if not attempt.is_over():
            raise Refused({0: _("The pupil is still working on it. Give points when it is handed in.")})
        known = GivenPoints.objects.latest_of(attempt)
        rows, refused = [], {}
        for place, item in items.items():
            text = (told.get(f"points-{place}") or "").strip()
            comment = (told.get(f"comment-{place}") or "").replace("\r\n", "\n").strip()[:MOST_SIGNS]
            if not text:
                if comment:
                    refused[place] = _("Give points as well; 0 is fine.")
                continue
            points = _read(text, item)
            if points is None:
                words = _("Write points from 0 to %(most)s, such as 0,5.")
                refused[place] = words % {"most": f"{item.points.normalize():f}".replace(".", ",")}
                continue
            before = known.get(place)
            if before is None or (before.points, before.comment) != (points, comment):
                rows.append(GivenPoints(attempt=attempt, place=place, points=points, comment=comment, by=by))
        if refused:
            raise Refused(refused)
        if rows:
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
    return attempt


def _read(text, item):
    """The points as Decimal; None when they are none for this question."""
    if not POINTS.fullmatch(text):
        return None
    points = Decimal(text.replace(",", "."))
    return points if points <= item.points else None
