"""A session by form, and what a browser takes along."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Recall, RecallAnswer
from courses.recall import answering, drawing, memory
from tests.courses import quizzes

from .builders import fields, told

HOME = reverse("courses:recall")
SESSION = reverse("courses:recall_session")
ANSWER = reverse("courses:recall_answer")
PACK = reverse("courses:recall_pack")


def test_a_pupil_revises_by_form_and_reads_at_once_why(signed_in, giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    client = signed_in(giang.user)
    assert "1 câu đang chờ em" in client.get(HOME).content.decode()
    asked = client.get(SESSION)
    assert "2 + 2 = ?" in asked.content.decode()
    sent = {**fields(asked), "q1": "b", "act": "check"}
    for _twice in range(2):
        html = client.post(ANSWER, sent).content.decode()
        assert "Đúng rồi" in html
    row = Recall.objects.get()
    assert (row.answers, row.rating) == (1, memory.GOOD)
    assert row.due_on > timezone.localdate()
    over = client.get(SESSION).content.decode()
    assert "Hôm nay không có câu nào cần ôn" in over
    assert f"{row.due_on:%d/%m/%Y}" in over


def test_a_session_that_ends_before_all_is_asked_names_no_day_that_is_over(signed_in, giang, practice):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    client = signed_in(giang.user)
    client.get(HOME)
    Recall.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    over = client.get(SESSION, {"n": drawing.A_SESSION + 1}).content.decode()
    assert "Xong rồi!" in over
    assert "Những câu tiếp theo" not in over


def test_a_wrong_answer_is_told_the_right_one_and_comes_tomorrow(signed_in, giang, practice):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    client = signed_in(giang.user)
    html = client.post(ANSWER, {**fields(client.get(SESSION)), "q1": "c", "act": "check"}).content.decode()
    assert "Đáp án:" in html
    assert "ngày mai" in html
    assert Recall.objects.get().due_on == timezone.localdate() + timedelta(days=1)


def test_an_empty_answer_is_asked_again_and_nothing_is_kept(signed_in, giang, practice):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    client = signed_in(giang.user)
    answered = client.post(ANSWER, {**fields(client.get(SESSION)), "act": "check"})
    assert answered.status_code == 422
    assert not RecallAnswer.objects.exists()


@pytest.mark.parametrize("source", ["", "x", "set:", "set:1", "course:\x00", f"set:{uuid.uuid4()}", "due:1"])
def test_a_source_that_is_none_is_not_found(client, giang, source):
    client.force_login(giang.user, backend="students.sign_in.Accounts")
    assert client.get(PACK, {"from": source}).status_code in (400, 404)


@pytest.mark.parametrize(
    "sent",
    [{}, {"version": "x", "event": "y"}, {"version": str(uuid.uuid4()), "event": str(uuid.uuid4())}],
)
def test_an_answer_to_nothing_is_not_found(client, giang, sent):
    client.force_login(giang.user, backend="students.sign_in.Accounts")
    assert client.post(ANSWER, {"from": "due", **sent}).status_code == 404


def test_a_question_that_a_graded_quiz_asks_now_is_not_revised(giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "a", 3: "b"})
    assert len(drawing.due(giang)) == 2
    practice.unpublish()
    quizzes.make_quiz(quizzes.make_course(), questions[:1])
    assert [row.question for row in drawing.due(giang)] == [questions[1]]


def test_the_pack_has_the_questions_and_what_is_remembered(signed_in, giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "a", 3: "b"})
    answering.keep(giang, giang.user, [told(questions[0].current)])
    pack = signed_in(giang.user).get(PACK).json()
    known = {one["question"]: one["known"] for one in pack["questions"]}
    assert known[str(questions[1].pk)] is None
    # What comes due within a week is taken along.
    row = Recall.objects.get(question=questions[0])
    if (row.due_on - timezone.localdate()).days <= drawing.DAYS_AHEAD:
        assert known[str(questions[0].pk)]["stability"] == row.stability
    assert all(one["html"].count("<fieldset") == 1 for one in pack["questions"])
