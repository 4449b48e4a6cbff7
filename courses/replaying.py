"""What many attempts hold and are worth, from their events: a few queries for hundreds of them."""

from collections import defaultdict
from itertools import batched
from typing import NamedTuple

from courses import correcting, marking, scoring, withholding
from courses.models import AnswerEvent, Attempt, GivenPoints, HandBack
from courses.models.given_points import counting

AT_ONCE = 200


class Replayed(NamedTuple):
    """`items`: what is asked, with the keys that count."""

    attempt: Attempt
    items: list
    state: marking.State
    result: scoring.Result


def replayed(attempts, more=()):
    """Each Replayed; attempts come with `paper` and `page`. `more`: corrections that are not kept, as if they
    were."""
    asked, rows = {}, []
    for some in batched(attempts, AT_ONCE):
        papers = {one.paper_id: one.paper for one in some if one.paper_id not in asked}
        met = {pk: withholding.items_to_ask(paper) for pk, paper in papers.items()}
        rows += correcting.rows_for([item for items in met.values() for item in items])
        asked |= met
        told = read(some)
        for attempt in some:
            place = correcting.place_of(attempt)
            items = correcting.corrected(asked[attempt.paper_id], [*rows, *more], *place)
            state, given = told[attempt.pk]
            points = {place: row.points for place, row in given.items()} if attempt.may_have_points() else {}
            result = scoring.score(items, state.responses, points, attempt.paper.practice, state.hints)
            yield Replayed(attempt, items, state, result)


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
