"""What others read of a round: the published board, and while it runs the first twenty.

Nobody of primary school stands on either. A name is shown with the consent of family and child alone, and
is gone with it; otherwise the nickname, or a number.
"""

import threading
import time
from collections import OrderedDict
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils import timezone

from courses.competitions import ranking, results
from courses.models import Entrant, Entry
from courses.models.competition_results import minutes
from students import consents
from students.models import Consent, Student

FIRST = 20
# So long a board is as it was: a hall that looks at it every few seconds reads the database once.
SECONDS = 5
MOST_KEPT = 50

_kept = OrderedDict()
_lock = threading.Lock()


def lines(publication):
    """The standings that others may read, in their order."""
    return publication.standings.exclude(rank=None).select_related("entry").order_by("rank", "entry__number")


def with_names(standings):
    """These standings, each with `called`."""
    standings = list(standings)
    names = names_of([one.entry for one in standings])
    for one in standings:
        one.called = names.get(one.entry_id) or one.entry.called
    return standings


def names_of(entries):
    """{entry: the real name} of those who agreed to it; a team is called by its name."""
    alone = {
        row.student_id: row.entry_id
        for row in Entrant.objects.filter(entry__in=entries, competition__team_size=1)
    }
    students = Student.objects.filter(pk__in=alone, erased_at=None)
    agreed = consents.may_be_public(list(students), Consent.Purpose.NAME, timezone.localdate())
    return {alone[student.pk]: student.full_name for student in agreed}


def live(round, now=None):
    """What the page asks for while the round runs: [[rank, nickname, points in hundredths, seconds] …], and
    how many have handed in. No more than the first twenty, by nickname alone."""
    now = time.monotonic() if now is None else now
    with _lock:
        kept = _kept.get(round.pk)
        if kept and now - kept[0] < SECONDS:
            return kept[1]
        told = _live(round)
        _kept[round.pk] = now, told
        _kept.move_to_end(round.pk)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return told


def shown(told):
    """The same for the page itself, in words."""
    return [
        (rank, called, floatformat(Decimal(points) / 100, "-2"), minutes(seconds))
        for rank, called, points, seconds in told["rows"]
    ]


def forget():
    _kept.clear()


def _live(round):
    placed = ranking.ranked(results.of_round(round, submitted_only=True))
    first = [one for one in placed if one.rank is not None][:FIRST]
    entries = Entry.objects.in_bulk([one.result.entry for one in first])
    rows = [
        [
            one.rank,
            str(entries[one.result.entry].called),
            int(one.result.points * 100),
            one.result.milliseconds // 1000,
        ]
        for one in first
    ]
    return {"rows": rows, "in": len(placed)}
