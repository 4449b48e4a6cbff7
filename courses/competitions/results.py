"""What entries came to in a round, read from their attempts: few queries for thousands."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Max

from courses.competitions import ranking
from courses.models import AnswerEvent, Attempt, Entrant, QuizPage, Seat

MILLISECOND = 1000


def of_round(round, submitted_only=False):
    """A ranking.Result for every entry of which somebody sat. Of a team the points and times of its pupils
    are added up. `submitted_only`: what is still being written tells nothing."""
    seats = {
        entry: told
        for entry, *told in Seat.objects.filter(round=round, entry__withdrawn_at=None).values_list(
            "entry", "session__page", "entry__school", "entry__is_primary"
        )
    }
    pages = set(round.sessions.values_list("page", flat=True))
    entrants = Entrant.objects.filter(entry__seats__round=round, entry__withdrawn_at=None)
    entry_of = dict(entrants.values_list("student", "entry"))
    sat = _counting(pages, entry_of, seats, submitted_only)
    times = _times(pages)
    sums = defaultdict(lambda: [Decimal(0), Decimal(0), 0])
    for entry, attempt in sat:
        row = sums[entry]
        row[0] += attempt["points"] or 0
        row[1] += attempt["out_of"] or 0
        elapsed, received = times.get(attempt["id"], (None, attempt["started_at"]))
        since = int((received - attempt["started_at"]).total_seconds() * MILLISECOND)
        row[2] += ranking.time_of(elapsed, since)
    return [
        ranking.Result(entry, seats[entry][1], points, out_of, spent, is_ranked=not seats[entry][2])
        for entry, (points, out_of, spent) in sums.items()
    ]


def at_work(round):
    """How many entrants are still writing, and how many answers wait for a teacher's points."""
    attempts = Attempt.objects.filter(
        page__in=round.sessions.values("page"), counted=True, student__in=_students(round)
    )
    writing = [one for one in attempts.filter(submitted_at=None).select_related("page") if not one.is_over()]
    return len(writing), attempts.filter(to_mark__gt=0).count()


def _students(round):
    return Entrant.objects.filter(entry__seats__round=round, entry__withdrawn_at=None).values("student")


def _counting(pages, entry_of, seats, submitted_only):
    """(entry, the attempt that counts) of every entrant who sat the paper of the own session."""
    rows = Attempt.objects.filter(page__in=pages, counted=True).order_by("number")
    if submitted_only:
        rows = rows.exclude(submitted_at=None)
    found = defaultdict(list)
    for row in rows.values("id", "student_id", "page_id", "points", "out_of", "started_at"):
        entry = entry_of.get(row["student_id"])
        if entry is not None and seats[entry][0] == row["page_id"]:
            found[entry, row["student_id"], row["page_id"]].append(row)
    rules = dict(QuizPage.objects.filter(pk__in=pages).values_list("pk", "counts"))
    return [(entry, _that_counts(some, rules[page])) for (entry, _pupil, page), some in found.items()]


def _that_counts(rows, rule):
    """As the quiz says (courses/results.py)."""
    if rule == QuizPage.Counts.FIRST:
        return rows[0]
    if rule == QuizPage.Counts.LAST:
        return rows[-1]
    return max(rows, key=lambda row: (row["points"] or 0) / (row["out_of"] or 1))


def _times(pages):
    """{attempt: (stopwatch of the device, when the submit that ended it arrived)}; of what was never
    submitted, the last answer. A submit that tells less than an answer before it is not believed."""
    events = AnswerEvent.objects.filter(attempt__page__in=pages)
    told = {
        attempt: (elapsed, received)
        for attempt, elapsed, received in events.order_by()
        .values_list("attempt")
        .annotate(Max("elapsed_ms"), Max("received_at"))
    }
    submits = events.filter(place=None).order_by("-pk")
    # The first that arrived is written last.
    for attempt, received in submits.values_list("attempt", "received_at"):
        told[attempt] = told[attempt][0], received
    return told
