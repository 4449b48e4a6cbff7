"""How long a paper was shut while its pupil sat it with a ticket: a hint for who judges it, and nothing else.

The stopwatch of the page stands still while the page is shut or the tablet has no power (docs/decisions/
quizzes-without-signal.md). The tablet's calendar went on meanwhile. It may be wrong: where it contradicts
itself, or tells of more time than there was, nothing is said, and no mark and no flag depends on it.
"""

from datetime import timedelta
from itertools import pairwise

# A look at another page, and a tablet that has to be charged first.
FROM = timedelta(minutes=5)
# A calendar that is set by a few seconds when the signal comes.
SLACK = timedelta(seconds=30)


def of(attempt):
    """How long, in whole minutes; 0 for what is not worth a word."""
    if not attempt.ticket or attempt.window.seconds is None:
        return 0
    told = attempt.events.exclude(wall=None).exclude(elapsed_ms=None).order_by("install", "seq")
    rows = {}
    for install, wall, elapsed, at in told.values_list("install", "wall", "elapsed_ms", "received_at"):
        rows.setdefault(install, []).append((wall, timedelta(milliseconds=elapsed), at))
    away = max((_away(own, attempt.window.told_at) for own in rows.values()), default=timedelta(0))
    return int(away.total_seconds() // 60) if away >= FROM else 0


def _away(rows, told_at):
    """Of one browser; `rows`: (calendar, stopwatch, arrival) of each event in its order."""
    gaps = [(later[0] - one[0]) - (later[1] - one[1]) for one, later in pairwise(rows)]
    if any(gap < -SLACK for gap in gaps):
        return timedelta(0)
    away = sum((gap for gap in gaps if gap > SLACK), timedelta(0))
    return away if away <= rows[-1][2] - told_at else timedelta(0)
