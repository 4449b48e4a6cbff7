"""The circulars, held to cases reckoned by hand (tests/golden/mark_book.json)."""

import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from courses.mark_book import cells, rules
from courses.mark_book.cells import Holds, Wrong

CASES = json.loads((Path(__file__).parents[2] / "golden/mark_book.json").read_text())


def _mark(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("case", CASES["terms"], ids=lambda case: case["by_hand"])
def test_the_average_of_a_term_is_as_reckoned_by_hand(case):
    regular = [Decimal(one) for one in case["regular"]]
    told = rules.term_average(regular, _mark(case["midterm"]), _mark(case["final"]))
    assert told == _mark(case["average"])


@pytest.mark.parametrize("case", CASES["years"], ids=lambda case: case["by_hand"])
def test_the_average_of_a_year_is_as_reckoned_by_hand(case):
    assert rules.year_average(_mark(case["first"]), _mark(case["second"])) == _mark(case["average"])


@pytest.mark.parametrize("case", CASES["results"])
def test_a_subject_without_marks_is_passed_when_all_of_it_is(case):
    assert rules.term_result(case["regular"], case["midterm"], case["final"]) == case["result"]


@pytest.mark.parametrize("case", CASES["levels"])
def test_the_level_follows_the_circular_and_is_lifted_for_a_single_subject(case):
    averages = [Decimal(one) for one in case["averages"]]
    assert rules.level(averages, case["results"]) == case["level"]
    assert rules.adjusted_level(averages, case["results"])[0] == case["adjusted"]


@pytest.mark.parametrize(("holds", "typed", "kept"), CASES["typed"])
def test_what_is_typed_is_understood_or_refused_in_a_sentence(holds, typed, kept):
    if kept is None:
        with pytest.raises(Wrong) as why:
            cells.read(Holds(holds), typed)
        assert str(why.value).endswith((".", "?"))
    else:
        assert cells.read(Holds(holds), typed).text == kept


def test_cells_of_excel_are_numbers_days_and_decomposed_letters():
    assert cells.read(Holds.MARK, 8.300000000000001).text == "8,3"
    assert cells.read(Holds.RESULT, unicodedata.normalize("NFD", "đạt")).text == "Đ"
    for cell in (date(2026, 5, 8), True, "8\x005,5,5", "x" * 5_000):
        with pytest.raises(Wrong):
            cells.read(Holds.MARK, cell)
    assert "làm tròn" in cells.read(Holds.MARK, "8.25").note
    assert "8,5" in _why("85")


def _why(typed):
    with pytest.raises(Wrong) as why:
        cells.read(Holds.MARK, typed)
    return str(why.value)
