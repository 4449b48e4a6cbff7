"""Figures about questions are the ones that schools know from Moodle."""

import json
from pathlib import Path

import pytest

from courses import item_analysis

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "item_analysis.json").read_text())
# Questions 1–4 nobody got points for; 5–7 are worth nothing. The published figures are to six decimals.
EXPECTED = GOLDEN["expected"]


@pytest.fixture(scope="module")
def analysed():
    return item_analysis.analyse(GOLDEN["attempts"], GOLDEN["out_of"])


def test_the_published_table_is_whole():
    assert len(GOLDEN["attempts"]) == 22
    assert {len(row) for row in [*GOLDEN["attempts"], *EXPECTED.values()]} == {20}


@pytest.mark.parametrize("figure", EXPECTED)
def test_a_figure_of_each_question_is_as_published(analysed, figure):
    found = [getattr(question, figure) for question in analysed[1]]
    for number, (one, published) in enumerate(zip(found, EXPECTED[figure], strict=True), start=1):
        if published is None:
            assert one is None, number
        else:
            assert one == pytest.approx(published, abs=0.01), number


def test_intended_weights_are_shares_of_the_points(analysed):
    weights = [question.intended_weight for question in analysed[1]]
    assert weights[7] == pytest.approx(100 * 8 / 24)
    assert sum(weights) == pytest.approx(100)


def test_two_questions_that_agree_make_a_quiz_without_error():
    quiz, questions = item_analysis.analyse([[1, 1], [0, 0], [1, 1], [0, 0]], [1, 1])
    assert (quiz.alpha, quiz.error_ratio, quiz.standard_error) == pytest.approx((100, 0, 0))
    assert questions[0].discrimination_index == pytest.approx(100)
    assert questions[0].effective_weight == pytest.approx(50)


def test_the_quiz_is_told_by_the_textbook():
    # Totals 1 2 3 4 10: the k-statistics by hand are 12.5, 75 and 492.5.
    quiz, _ = item_analysis.analyse([[1, 0], [1, 1], [2, 1], [2, 2], [6, 4]], [6, 4])
    assert (quiz.attempts, quiz.out_of, quiz.mean, quiz.median) == (5, 10, 4, 3)
    assert quiz.sd == pytest.approx(12.5**0.5)
    assert quiz.skewness == pytest.approx(75 / 12.5**1.5)
    assert quiz.kurtosis == pytest.approx(492.5 / 12.5**2)
    # Variances of the two: 4.3 and 2.3; alpha = 2 × (1 - 6.6 / 12.5).
    assert quiz.alpha == pytest.approx(94.4)
    assert quiz.error_ratio == pytest.approx(100 * 0.056**0.5)
    assert quiz.standard_error == pytest.approx((12.5 * 0.056) ** 0.5)


def test_a_question_the_best_got_wrong_has_no_weight_and_a_negative_index():
    rows = [[0, 5], [0, 4], [1, 1], [1, 0]]
    _, (against, _) = item_analysis.analyse(rows, [1, 5])
    assert against.discrimination_index < -90
    assert against.discriminative_efficiency < -90
    assert against.effective_weight is None


@pytest.mark.parametrize("rows", [[], [[1, 0]], [[1, 0], [1, 0]]])
def test_what_cannot_be_told_is_none_and_no_error(rows):
    quiz, questions = item_analysis.analyse(rows, [1, 1])
    assert (quiz.alpha, quiz.skewness, quiz.kurtosis, quiz.standard_error) == (None,) * 4
    assert {question.discrimination_index for question in questions} == {None}


def test_an_attempt_without_all_questions_is_refused():
    with pytest.raises(ValueError, match="every question"):
        item_analysis.analyse([[1, 0], [1]], [1, 1])


def test_each_statement_has_its_own_facility():
    key = {"a": "true", "b": "false"}
    responses = [{"a": "true", "b": "true"}, {"a": "true"}, None, {"a": "true", "b": "false"}]
    assert item_analysis.facility_of_statements(responses, key) == {"a": 75, "b": 25}
    assert item_analysis.facility_of_statements([], key) == {"a": None, "b": None}


def test_distractors_nobody_chose_are_told_too():
    assert item_analysis.distractors(["x", "y", "x", None], ["x", "y", "z"]) == {
        "x": 2,
        "y": 1,
        "z": 0,
        None: 1,
    }
    assert item_analysis.distractors([["x", "z"], ["x"], []], "xz") == {"x": 2, "z": 1, None: 1}
