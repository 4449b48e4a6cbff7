"""Words as the library looks for them, and what is forgiven."""

import doctest

import pytest

from courses import ratings
from courses.library import words


def test_the_examples_hold():
    assert doctest.testmod(words).failed == 0
    assert doctest.testmod(ratings).failed == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phaan", "phan"),
        ("soos", "so"),
        ("ddieejn", "dien"),
        ("d9ie6n", "dien"),
        ("bie6n", "bien"),
        ("muwa", "mua"),
        ("nuwowcs", "nuoc"),
        ("toans", "toan"),
        ("quang1", "quang"),
    ],
)
def test_what_telex_and_vni_leave_behind_is_taken_out(typed, meant):
    assert meant in words.untyped(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("qaung", "quang"), ("hopp", "hop"), ("hp", "hop"), ("phan", "phen"), ("so", "so")]
)
def test_one_slip_is_near(one, other):
    assert words.is_one_slip(one, other)
    assert words.is_one_slip(other, one)
    assert one == other or words.slips(one) & words.slips(other) or len(min(one, other, key=len)) < 3


@pytest.mark.parametrize(("one", "other"), [("phan", "quang"), ("abcd", "dcba"), ("so", "phan"), ("", "hop")])
def test_two_slips_are_far(one, other):
    assert not words.is_one_slip(one, other)


def test_the_longest_that_can_be_typed_costs_little():
    assert len(words.slips("a" * 30)) <= 31
    assert words.words_of("ệ" * 5000) == []
