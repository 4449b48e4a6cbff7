"""Mark many attempts anew from their events, a few queries for hundreds of them."""

from collections import defaultdict
from itertools import batched

from courses import correcting, marking, withholding
from courses.models import AnswerEvent, GivenPoints

AT_ONCE = 200


def replayed(attempts, more=()):
    """(attempt, its Result) of each; attempts come with `paper` and `page`. `more`: corrections that are not
    kept, as if they were."""
    asked = {}
    for some in batched(attempts, AT_ONCE):
        events, given = _events(some), _given(some)
        for attempt in some:
            if attempt.paper_id not in asked:
                items = withholding.items_to_ask(attempt.paper)
                asked[attempt.paper_id] = items, [*correcting.rows_for(items), *more]
            items, rows = asked[attempt.paper_id]
            items = correcting.corrected(items, rows, *correcting.place_of(attempt))
            told = given[attempt.pk] if attempt.is_over() else {}
            state = marking.state_of(events[attempt.pk], attempt.started_at, attempt.ends_at)
            yield attempt, marking.score(items, state.responses, told, practice=attempt.paper.practice)


def _events(attempts):
    events = defaultdict(list)
    rows = AnswerEvent.objects.filter(attempt__in=attempts)
    for attempt, *row in rows.values_list("attempt", *AnswerEvent.TOLD):
        events[attempt].append(AnswerEvent.as_answer(*row))
    return events


def _given(attempts):
    given = defaultdict(dict)
    for row in GivenPoints.objects.filter(attempt__in=attempts).order_by("pk"):
        given[row.attempt_id][row.place] = row.points
    return given
