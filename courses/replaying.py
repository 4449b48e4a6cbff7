"""What many attempts hold and are worth, from their events: a few queries for hundreds of them."""

from collections import defaultdict
from itertools import batched

from courses import correcting, marking, withholding
from courses.models import AnswerEvent, GivenPoints, HandBack
from courses.models.given_points import counting

AT_ONCE = 200


def replayed(attempts, more=()):
    """(attempt, its Result) of each; attempts come with `paper` and `page`. `more`: corrections that are not
    kept, as if they were."""
    asked = {}
    for some in batched(attempts, AT_ONCE):
        told = read(some)
        for attempt in some:
            if attempt.paper_id not in asked:
                items = withholding.items_to_ask(attempt.paper)
                asked[attempt.paper_id] = items, [*correcting.rows_for(items), *more]
            items, rows = asked[attempt.paper_id]
            items = correcting.corrected(items, rows, *correcting.place_of(attempt))
            state, given = told[attempt.pk]
            points = {place: row.points for place, row in given.items()} if attempt.may_have_points() else {}
            yield attempt, marking.score(items, state.responses, points, attempt.paper.practice, state.hints)


def read(attempts):
    """{attempt: (its State, the points by hand that count, by place)}."""
    found, given = states(attempts), rows_given(attempts)
    return {
        attempt.pk: (
            found[attempt.pk],
            counting(given[attempt.pk], attempt.page, found[attempt.pk].reworked),
        )
        for attempt in attempts
    }


def states(attempts, events=None):
    """{attempt: its State}. `events`: only those, where not all are needed."""
    answers, backs = _answers(attempts, events), _backs(attempts)
    return {one.pk: one.state_from(answers[one.pk], backs[one.pk]) for one in attempts}


def rows_given(attempts):
    """{attempt: its rows of points by hand, in the order in which they were given}."""
    given = defaultdict(list)
    for row in GivenPoints.objects.filter(attempt__in=attempts).as_given():
        given[row.attempt_id].append(row)
    return given


def _answers(attempts, events):
    answers = defaultdict(list)
    rows = (AnswerEvent.objects if events is None else events).filter(attempt__in=attempts)
    for attempt, *row in rows.values_list("attempt", *AnswerEvent.TOLD):
        answers[attempt].append(AnswerEvent.as_answer(*row))
    return answers


def _backs(attempts):
    backs = defaultdict(list)
    if handed_back := [attempt for attempt in attempts if attempt.handed_back]:
        for row in HandBack.objects.filter(attempt__in=handed_back).order_by("pk"):
            backs[row.attempt_id].append(row)
    return backs
