"""Points first, then time; equals share a place. No database."""

import time
from decimal import Decimal

from courses.competitions.ranking import Result, going_on, ranked, time_of


def result(entry, points, ms=1000, school="a", **more):
    return Result(entry, school, Decimal(points), Decimal(10), ms, **more)


def places(placed):
    return {one.result.entry: (one.rank, one.shared_by) for one in placed}


def test_points_come_before_time_and_less_time_before_more():
    placed = ranked([result("slow", 9, 9000), result("best", 10, 99000), result("quick", 9, 8000)])
    assert [one.result.entry for one in placed] == ["best", "quick", "slow"]
    assert [one.rank for one in placed] == [1, 2, 3]


def test_equal_in_both_share_a_place_and_the_next_one_is_left_out():
    placed = ranked([result("x", 9), result("y", 9), result("z", 8)])
    assert places(placed) == {"x": (1, 2), "y": (1, 2), "z": (3, 1)}


def test_primary_pupils_have_no_place_and_take_none_from_others():
    placed = ranked([result("small", 10, is_ranked=False), result("big", 5)])
    assert places(placed) == {"big": (1, 1), "small": (None, 1)}


def test_the_best_of_each_school_go_on_with_all_who_share_the_last_place():
    told = [result("a1", 9), result("a2", 8), result("a3", 8), result("a4", 7), result("b1", 3, school="b")]
    assert going_on(ranked(told), top_each_school=2) == {"a1", "a2", "a3", "b1"}


def test_with_both_rules_both_have_to_be_met():
    told = [result("a1", 9), result("b1", 3, school="b"), result("small", 9, is_ranked=False)]
    assert going_on(ranked(told), top_each_school=1, least_percent=50) == {"a1", "small"}
    assert going_on(ranked(told)) == set()


def test_a_device_never_took_longer_than_the_school_waited_nor_less_than_nothing():
    assert time_of(5000, 9000) == 5000
    assert time_of(99_000, 9000) == 9000
    assert time_of(-1, 9000) == 9000
    assert time_of(None, 9000) == 9000


def test_twenty_thousand_are_ranked_within_a_second():
    told = [result(n, n % 41, n % 977, school=n % 296) for n in range(20_000)]
    begun = time.perf_counter()
    going_on(ranked(told), top_each_school=5, least_percent=20)
    assert time.perf_counter() - begun < 1
