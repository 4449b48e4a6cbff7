"""The rules of a quiz as they hold for one pupil: pure arithmetic, no database.

What a pupil or a class has of its own (`own`, as `overriding.py` reads it and an attempt keeps it) stands
before what the page says; extra time stretches both the minutes and the closing that would cut them off.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from django.utils.dateparse import parse_datetime

# No extra time is longer.
MOST_PERCENT = 200


@dataclass(frozen=True)
class Rules:
    opens_at: datetime | None
    closes_at: datetime | None
    minutes: int | None
    grace_minutes: int
    tries: int

    def is_early(self, at):
        return bool(self.opens_at and at < self.opens_at)

    def is_closed(self, at):
        return bool(self.closes_at and at >= self.closes_at)

    def deadline(self, started_at):
        """When to hand in what was begun then; None: there is no end."""
        ends = [started_at + timedelta(minutes=self.minutes)] if self.minutes else []
        ends += [self.closes_at] if self.closes_at else []
        return min(ends, default=None)


def of(page, own=None):
    """The Rules of `page` with what somebody has of their `own`."""
    own = own or {}
    opens_at, closes_at = _moment(own, page, "opens_at"), _moment(own, page, "closes_at")
    minutes = own.get("minutes") or page.minutes
    if minutes and own.get("percent"):
        more = ceil(minutes * own["percent"] / 100)
        minutes += more
        # A closing set for just this pupil is meant as it stands.
        if closes_at and "closes_at" not in own.get("exactly", ()):
            closes_at = later(closes_at, more)
    return Rules(opens_at, closes_at, minutes, page.grace_minutes, own.get("tries") or page.tries)


def later(at, minutes):
    """So many minutes after `at`; the last moment that there is, when that would be none."""
    try:
        return at + timedelta(minutes=minutes)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def own(of_class=None, of_student=None, extra_time=0):
    """What stands for a pupil, as plain JSON: rules of the class, over them rules of the pupil (any object
    with the fields of QuizOverride, or None), and the standing extra time in per cent."""
    told, percent = {}, extra_time
    for one in filter(None, (of_class, of_student)):
        for name in ("opens_at", "closes_at"):
            if getattr(one, name):
                told[name] = getattr(one, name).isoformat()
        for name in ("minutes", "tries"):
            if getattr(one, name):
                told[name] = getattr(one, name)
        percent = max(percent, one.extra_percent or 0)
    if of_student and of_student.minutes:
        # Somebody thought of this pupil and of these minutes: they are not stretched again.
        percent = of_student.extra_percent or 0
    if of_student and of_student.closes_at:
        told["exactly"] = ["closes_at"]
    return {**told, "percent": percent} if percent else told


def _moment(own, page, name):
    return parse_datetime(own[name]) if own.get(name) else getattr(page, name)
