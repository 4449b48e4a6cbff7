"""What a process remembers, up to so many bytes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from lms.remembered import Remembered


def test_what_was_asked_for_longest_ago_goes_when_there_is_too_much():
    held, made = Remembered(6), []

    def ask(name):
        return held.of(name, lambda: made.append(name) or b"ab")

    for name in "abcabdac":
        ask(name)
    # `c` went for `d`; the others stayed.
    assert made == ["a", "b", "c", "d", "c"]
    assert held.bytes == 6


def test_one_larger_than_all_is_made_each_time_and_kept_by_nobody():
    held = Remembered(3)
    assert [held.of("a", lambda: b"abcd") for _time in range(2)] == [b"abcd"] * 2
    assert (held.bytes, len(held.kept)) == (0, 0)


def test_of_many_who_ask_at_once_one_makes_it():
    held, made, begun = Remembered(100), [], Event()

    def make():
        made.append(1)
        begun.wait(0.2)
        return b"x"

    with ThreadPoolExecutor(8) as many:
        assert set(many.map(lambda _one: held.of("a", make), range(8))) == {b"x"}
    assert len(made) == 1


def test_what_could_not_be_made_is_made_by_the_next():
    held = Remembered(100)
    with pytest.raises(ZeroDivisionError):
        held.of("a", lambda: 1 // 0)
    assert held.of("a", lambda: b"x") == b"x"
    assert not held.making
