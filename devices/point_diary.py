"""A line in the diary of a support point: by form, or without signal by an event; and a month in numbers.

`point.visited` {"point": id, "on": "2026-11-24", "purpose": code, "people": 2, "outcome": "helped",
"note": ""}. The id of the event is that of the line; what was taken back since does not come again.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from devices.models import PointVisit, SupportPoint, VisitPurpose
from devices.models.point_diary import MOST_PEOPLE
from lms import outbox
from lms.history import note_change
from lms.text import clean, tidy
from students.abilities import can

KEEP = "write the diary of support points"
KIND = "point.visited"
MALFORMED = outbox.Outcome("rejected", "malformed")
# A line is written the same evening; a week without signal is not unheard of.
OLDEST = timedelta(days=31)
NUMBER = re.compile(r"(?:\d[\s.\-]?){8,}")


class Unclear(Exception):  # noqa: N818 – it is an answer, not an accident
    """What is not right with a line, as a sentence."""


def register():
    outbox.register(KIND, take)


def write(point, told, by, key):
    """Keep one line; the same key again is the same line. Whether it is news.

    `told`: on, purpose (code), people, outcome, note, as they were typed. Raises `Unclear`.
    """
    if PointVisit.objects.filter(pk=key).exists():
        return False
    line = PointVisit(pk=key, point=point, by=by, **_read(told))
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def take_back(visit, by):
    visit = PointVisit.objects.select_for_update().get(pk=visit.pk)
    if visit.taken_back_at is None:
        visit.taken_back_at, visit.taken_back_by = timezone.now(), by
        visit.save(update_fields=["taken_back_at", "taken_back_by"])
        note_change(by=by, act="take a visit back", thing=visit)


def take(event, sender):
    point_id = event.payload.get("point")
    if not isinstance(point_id, str | int) or not str(point_id).isascii() or not str(point_id).isdigit():
        return MALFORMED
    if len(str(point_id)) > 18 or not can(sender.user, KEEP):
        return outbox.FORBIDDEN
    point = SupportPoint.objects.written_by(sender.user).filter(pk=point_id).first()
    if point is None:
        return outbox.FORBIDDEN
    try:
        write(point, event.payload, sender.user, event.id)
    except Unclear as why:
        return outbox.Outcome("rejected", "unclear", str(why))
    return outbox.STORED


def _read(told):
    purpose = VisitPurpose.objects.filter(code=str(told.get("purpose", ""))[:20]).first()
    if purpose is None:
        raise Unclear(_("Say what people came for: choose one of the lines."))
    outcome = str(told.get("outcome", ""))
    if outcome not in PointVisit.Outcome.values:
        raise Unclear(_("Say whether you could help."))
    people = str(told.get("people", "1")).strip()
    people = int(people) if people.isascii() and people.isdigit() and len(people) < 4 else 0
    if not 1 <= people <= MOST_PEOPLE:
        raise Unclear(_("Write how many people came: from 1 to %(most)d.") % {"most": MOST_PEOPLE})
    note = tidy(clean(str(told.get("note", ""))))
    if len(note) > 200:
        raise Unclear(_("The note is longer than 200 letters. Write it shorter."))
    if NUMBER.search(note):
        raise Unclear(_("Leave phone numbers and numbers of identity cards out of the note."))
    return {
        "on": _day(told.get("on")),
        "purpose": purpose,
        "people": people,
        "outcome": outcome,
        "note": note,
    }


def _day(typed):
    today = timezone.localdate()
    text = tidy(str(typed or ""))[:10]
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        day = parse_date(text) if text else today
    except ValueError:
        day = None
    if day is None or not today - OLDEST <= day <= today:
        raise Unclear(_("Write a day of the last month, like 24/11/2026."))
    return day


@dataclass
class Line:
    """A point, or a purpose, in a month."""

    of: object
    visits: int = 0
    people: int = 0
    outcomes: dict = field(default_factory=dict)


def month(points, first, last):
    """([Line] of `points`, [Line] of purposes) from the day `first` up to before `last`; three queries."""
    visits = PointVisit.objects.standing().filter(point__in=points, on__gte=first, on__lt=last).order_by()
    counts = {"visits": Count("pk"), "came": Sum("people")}
    counts |= {one: Sum("people", filter=Q(outcome=one), default=0) for one in PointVisit.Outcome.values}
    by_point = {row["point"]: row for row in visits.values("point").annotate(**counts)}
    by_purpose = {row["purpose"]: row for row in visits.values("purpose").annotate(**counts)}
    purposes = [one for one in VisitPurpose.objects.all() if one.pk in by_purpose]
    return (
        [_line(one, by_point.get(one.pk)) for one in points],
        [_line(one, by_purpose[one.pk]) for one in purposes],
    )


def _line(thing, row):
    if row is None:
        return Line(thing, outcomes=dict.fromkeys(PointVisit.Outcome.values, 0))
    outcomes = {one: row[one] for one in PointVisit.Outcome.values}
    return Line(thing, row["visits"], row["came"], outcomes)
