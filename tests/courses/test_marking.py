"""Marks are a pure function of questions and events."""

import itertools
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import marking, scoring
from courses.questions import KINDS

START = datetime(2026, 11, 24, 2, tzinfo=UTC)
GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "marking.json").read_text())


def test_python_marks_as_the_golden_vectors_say():
    assert len(GOLDEN) >= 500
    assert {one["kind"] for one in GOLDEN} == set(KINDS)
    for one in GOLDEN:
        rules = KINDS[one["kind"]]
        response = rules.read_response(one["raw"], one["content"]) if one["raw"] else None
        assert response == one["response"]
        if response is not None or "void" in one["key"]:
            expected = one["score"] if one["score"] is None else Decimal(one["score"])
            assert scoring.share(one["kind"], response, one["content"], one["key"]) == expected


@pytest.mark.parametrize(("right", "points"), [(0, "0"), (1, "0.1"), (2, "0.25"), (3, "0.5"), (4, "1")])
def test_four_statements_follow_the_exams_scale(right, points):
    key = dict.fromkeys("abcd", "true")
    response = dict.fromkeys("abcd"[:right], "true")
    assert KINDS["four_statements"].score(response, {}, key) == Decimal(points)


@pytest.mark.parametrize(("points", "mark"), [("8.25", "8.3"), ("8.24", "8.2"), ("0.05", "0.1")])
def test_a_mark_is_rounded_once_half_up(points, mark):
    version = SimpleNamespace(kind="short_number", content={"policy": "exam"}, key={"value": "1"})
    items = [
        SimpleNamespace(place=1, points=Decimal(points), version=version),
        SimpleNamespace(place=2, points=10 - Decimal(points), version=version),
    ]
    assert scoring.score(items, {1: "1"}).mark == Decimal(mark)


def answer(install, seq, place, response, arrival=0, minutes=1, elapsed=None):
    return marking.Answer(
        install, seq, place, response, arrival or seq, START + timedelta(minutes=minutes), elapsed
    )


answers = st.lists(
    st.builds(
        lambda place, response: (place, response),
        st.sampled_from([1, 2, 3, None]),
        st.sampled_from(["a", "b", None]),
    ),
    max_size=10,
)


@given(said=answers, order=st.randoms(use_true_random=False), doubled=st.booleans())
def test_any_order_of_arrival_gives_the_same_state(said, order, doubled):
    events = [
        answer("tablet", seq, place, response, arrival=100, elapsed=seq)
        for seq, (place, response) in enumerate(said, start=1)
    ]
    shuffled = events * (2 if doubled else 1)
    order.shuffle(shuffled)
    ends = START + timedelta(minutes=15)
    one, other = marking.state_of(events, START, ends), marking.state_of(shuffled, START, ends)
    assert (one.responses, one.flags, one.gaps) == (other.responses, other.flags, other.gaps)
    assert sorted(map(repr, one.late)) == sorted(map(repr, other.late))


def test_the_last_answer_counts_by_the_devices_counter():
    events = [answer("t", 2, 1, "b", arrival=1), answer("t", 1, 1, "a", arrival=2)]
    for order in itertools.permutations(events):
        assert marking.state_of(order, START).responses == {1: "b"}


def test_two_devices_are_merged_and_flagged_when_they_differ():
    first = [answer("a", 1, 1, "x", arrival=1), answer("a", 2, None, None, arrival=2)]
    other = [answer("b", 1, 1, "y", arrival=3), answer("b", 2, None, None, arrival=4)]
    state = marking.state_of([*first, *other], START)
    assert state.responses == {1: "x"}
    assert "parallel" in state.flags


def test_a_gap_is_missing_and_not_wrong():
    assert marking.state_of([answer("t", 1, 1, "a"), answer("t", 4, 2, "a")], START).gaps == 2


def test_a_stopwatch_that_went_back_is_flagged():
    events = [answer("t", 1, 1, "a", elapsed=600), answer("t", 2, 2, "a", elapsed=10)]
    assert marking.state_of(events, START).flags == {"clock_skew"}


def test_a_stopwatch_never_says_later_than_the_arrival():
    event = answer("t", 1, 1, "a", minutes=3, elapsed=10**12)
    assert marking.moment(event, START) == event.at
