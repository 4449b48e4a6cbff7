"""What a table hides: small groups, and as much beside them that taking away tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.small_cells import SMALLEST, is_small, tells_of_persons, to_hide


@pytest.mark.parametrize(
    ("parts", "small"),
    [((0, 20), False), ((5, 5), False), ((0, 4), True), ((4, 20), True), ((20, 1), True), ((0, 0), False)],
)
def test_a_group_is_small_when_it_or_one_part_of_it_is(parts, small):
    assert is_small(parts) is small


def test_where_nothing_is_small_nothing_is_hidden():
    assert to_hide({"a": (10, 20), "b": (5, 6)}) == set()


def test_a_lone_small_group_is_covered_by_the_next_larger_one():
    assert to_hide({"a": (0, 20), "b": (0, 12), "c": (0, 2)}) == {"b", "c"}


def test_two_groups_of_one_pupil_are_no_cover_for_each_other():
    """The total less the rest is two: then each of them is one."""
    assert to_hide({"a": (0, 20), "b": (0, 12), "c": (0, 1), "d": (0, 1)}) == {"b", "c", "d"}


def test_a_number_told_elsewhere_covers_nothing():
    cells = {"poor": (0, 3), "other": (0, 30), "unknown": (0, 8)}
    assert to_hide(cells, told={"unknown"}) == {"poor", "other"}


def test_where_there_is_nothing_to_cover_with_it_says_so():
    cells = {"a": (0, 3)}
    assert tells_of_persons(cells, to_hide(cells))
    assert not tells_of_persons({"a": (9, 9)}, set())


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=2),
        st.tuples(st.integers(0, 12), st.integers(0, 12)),
        max_size=8,
    )
)
def test_taking_what_is_shown_from_the_total_never_leaves_a_small_group(cells):
    hidden = to_hide(cells)
    shown = [cells[key] for key in cells if key not in hidden]
    assert not any(is_small(parts) for parts in shown)
    if hidden and not tells_of_persons(cells, hidden):
        for place in (0, 1):
            left = sum(parts[place] for parts in cells.values()) - sum(parts[place] for parts in shown)
            assert left == 0 or left >= SMALLEST
        assert len(hidden) > 1
