"""Hints of a practice: asked for one after the other, each for a part of the points."""

import json
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from courses import marking
from courses.models import AnswerEvent, Attempt, Question
from courses.questions import hints
from tests.courses import quizzes

HERE = {"Origin": "http://testserver"}
GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "hints.json").read_text())
TOLD = ["Đếm từng bước.", "Hai cộng hai."]

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def bank(db):
    return quizzes.make_bank()


@pytest.fixture
def question(bank):
    return quizzes.make_question(bank, key={"right": "b", "hints": TOLD, "hint_cost": "1/3"})


@pytest.fixture
def practice(question):
    return quizzes.make_quiz(quizzes.make_course(), [question], practice=True)


def test_python_takes_off_what_the_golden_vectors_say():
    assert len(GOLDEN) >= 500
    for one in GOLDEN:
        assert hints.after(Decimal(one["score"]), one["asked"], one["key"]) == Decimal(one["left"])


def events(attempt, *told):
    attempt.take_in(
        [
            AnswerEvent(
                attempt=attempt,
                event_id=uuid.uuid4(),
                install="a",
                seq=n,
                place=place,
                response=said,
                hints=asked,
            )
            for n, (place, said, asked) in enumerate(told, start=1)
        ]
    )
    return attempt


@pytest.mark.parametrize(
    ("told", "points"),
    [
        ([(1, "b", 0)], "1"),
        ([(1, "b", 1)], "0.6667"),
        ([(1, "a", 1), (1, "b", 2)], "0.3333"),
        # Looked at, and never asked for again: read is read.
        ([(1, "b", 2), (1, "b", 0)], "0.3333"),
        ([(1, "a", 1)], "0"),
    ],
)
def test_hints_cost_points_in_practice(told, points, giang, practice):
    attempt = events(Attempt.objects.begin(giang, practice), *told, (None, None, 0))
    assert attempt.points == Decimal(points)


def test_a_graded_quiz_knows_no_hints(giang, question, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), [question])
    client = signed_in(giang)
    address = client.post(f"/attempts/new/{quiz.uid}/").url
    for page in (client.get(address), client.get(f"{address}form/"), client.get(f"{address}state.json")):
        assert "Đếm từng bước" not in page.content.decode()
    client.post(f"{address}form/", {"q1": "b", "act": "hint-1"}, headers=HERE)
    assert "Đếm từng bước" not in client.get(f"{address}form/").content.decode()
    attempt = events(Attempt.objects.get(), (1, "b", 2), (None, None, 0))
    assert attempt.points == 1


def test_without_javascript_hints_come_by_a_button_and_the_answer_stays(giang, practice, signed_in):
    client = signed_in(giang)
    address = client.post(f"/attempts/new/{practice.uid}/").url
    page = client.get(f"{address}form/").content.decode()
    assert "Đếm từng bước" not in page
    assert "một phần ba số điểm" in page
    client.post(f"{address}form/", {"q1": "a", "act": "hint-1"}, headers=HERE)
    page = client.get(f"{address}form/").content.decode()
    assert "Đếm từng bước" in page
    assert "Hai cộng hai." not in page
    assert 'value="a" checked' in page
    for _more in range(3):
        client.post(f"{address}form/", {"q1": "b", "act": "hint-1"}, headers=HERE)
    client.post(f"{address}form/", {"q1": "b", "act": "submit"}, headers=HERE)
    assert Attempt.objects.get().points == Decimal("0.3333")


@pytest.mark.parametrize("act", ["hint-9", "hint-x", "hint-", "hint-99999", "hint-²"])
def test_a_hint_that_is_none_is_no_harm(act, giang, practice, signed_in):
    client = signed_in(giang)
    address = client.post(f"/attempts/new/{practice.uid}/").url
    assert client.post(f"{address}form/", {"q1": "b", "act": act}, headers=HERE).status_code == 302
    assert Attempt.objects.get().state().hints == {}


def test_the_page_of_a_practice_carries_its_hints(practice, signed_in, giang):
    page = signed_in(giang).get(practice.url).content.decode()
    assert "data-hint=" in page
    assert "\\u0110\\u1ebfm" in page or "Đếm từng bước" in page


def test_the_same_hints_in_any_order_of_arrival():
    at = datetime(2026, 11, 24, tzinfo=UTC)
    told = [marking.Answer("a", n, 1, "b", n, at, None, asked) for n, asked in ((1, 0), (2, 2), (3, 1))]
    assert marking.state_of(told, at).hints == marking.state_of(told[::-1], at).hints == {1: 2}


# --- The teacher's form ---

WRITTEN = {"text": "Góc vuông có bao nhiêu độ?", "level": "recognise", "topic": "", "feedback": ""}


def test_a_teacher_writes_hints_and_finds_them_again(ms_lan, muong_nha, signed_in):
    quizzes.make_bank(school=muong_nha)
    client = signed_in(ms_lan)
    own = {"right": "false", "hint_1": TOLD[0], "hint_3": TOLD[1], "hint_cost": "1/2"}
    answer = client.post("/questions/banks/TOAN6/new/true_false/", {**WRITTEN, **own})
    assert answer.status_code == 302
    key = Question.objects.get().current.key
    assert (key["hints"], key["hint_cost"]) == (TOLD, "1/2")
    page = client.get(f"{answer.url}edit/").content.decode()
    assert all(one in page for one in TOLD)


@pytest.mark.parametrize(
    "wrong", [{"hint_1": "x" * 501}, {"hint_2": r"\(\frac{1}\)"}, {"hint_1": "x", "hint_cost": "9"}]
)
def test_a_hint_that_cannot_be_is_refused(wrong, ms_lan, muong_nha, signed_in):
    quizzes.make_bank(school=muong_nha)
    answer = signed_in(ms_lan).post(
        "/questions/banks/TOAN6/new/true_false/", {**WRITTEN, "right": "false", **wrong}
    )
    assert answer.status_code == 200
    assert not Question.objects.exists()
