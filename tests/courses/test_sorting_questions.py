"""Level and topic of many questions at once."""

import pytest

from courses.models import Question, QuestionVersion
from tests.courses import quizzes

pytestmark = pytest.mark.any_database


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank("TOAN6", school=muong_nha)


@pytest.fixture
def asked(bank):
    return [quizzes.make_question(bank, text=f"Câu {number}") for number in range(3)]


def now(question):
    current = Question.objects.select_related("current").get(pk=question.pk).current
    return current.level, current.topic, current.status


def test_level_and_topic_of_the_ticked_are_said_and_the_others_stay(bank, asked, ms_lan, signed_in):
    client = signed_in(ms_lan)
    there = "/questions/banks/TOAN6/sort/?pick=1&pick=3&pick=x"
    page = client.get(there).content.decode()
    assert "TOAN6-1" in page
    assert "TOAN6-3" in page
    assert "TOAN6-2" not in page
    answer = client.post(there, {"level": "apply", "topic": " Phân số "}, follow=True)
    assert "Đã sửa 2 câu" in answer.content.decode()
    assert [now(one) for one in asked] == [
        ("apply", "Phân số", "ready"), ("recognise", "", "ready"), ("apply", "Phân số", "ready")
    ]  # fmt: skip
    # What was left empty stays; who says it twice changes nothing.
    answer = client.post(there, {"level": "understand"}, follow=True)
    assert now(asked[0]) == ("understand", "Phân số", "ready")
    assert "Đã sửa 0 câu" in client.post(there, {"level": "understand"}, follow=True).content.decode()


def test_a_version_that_a_paper_asks_stays_as_it_was_and_a_retired_question_out_of_use(
    bank, asked, ms_lan, signed_in
):
    quizzes.make_quiz(quizzes.make_course(), [asked[0]])
    asked[1].retire(ms_lan)
    used = QuestionVersion.objects.get(question=asked[0])
    signed_in(ms_lan).post("/questions/banks/TOAN6/sort/?pick=1&pick=2", {"level": "apply"})
    used.refresh_from_db()
    assert used.level == "recognise"
    assert [now(one)[::2] for one in asked[:2]] == [("apply", "ready"), ("apply", "retired")]
    assert asked[0].versions.count() == 2


def test_saying_nothing_or_ticking_nothing_is_told(bank, asked, ms_lan, signed_in):
    client = signed_in(ms_lan)
    answer = client.post("/questions/banks/TOAN6/sort/?pick=1", {})
    assert answer.status_code == 422
    assert "Thầy cô hãy ghi" in answer.content.decode()
    assert "đánh dấu" in client.get("/questions/banks/TOAN6/sort/").content.decode()
    for file in ("x", "01999999-0000-7000-8000-000000000000"):
        assert client.get(f"/questions/banks/TOAN6/sort/?file={file}").status_code == 404


def test_the_other_school_finds_no_such_bank(bank, asked, mr_pao, signed_in):
    client = signed_in(mr_pao)
    assert client.post("/questions/banks/TOAN6/sort/?pick=1", {"level": "apply"}).status_code == 404
    assert now(asked[0])[0] == "recognise"
