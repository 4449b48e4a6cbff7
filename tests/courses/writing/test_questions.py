"""Questions written in the lecture that asks them."""

import json
import re
import uuid

import pytest

from courses.models import LecturePage, Question, QuizPage
from courses.writing import drafts
from tests.courses.writing.builders import QUESTIONS, send_piece, where


def test_questions_are_real_ones_and_asked_as_practice(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    key = str(uuid.uuid4())
    for told in QUESTIONS:
        told = {**told, "question": str(uuid.uuid4())}
        for _twice in range(2):
            assert send_piece(client, lecture, "question", key, **told)[1].status_code == 200
    asked = list(Question.objects.order_by("number"))
    assert [one.current.kind for one in asked] == ["one_choice", "true_false", "short_number"]
    assert {one.bank.school for one in asked} == {lecture.school}
    page = client.get(where(lecture)).content.decode()
    assert page.count("data-place=") == 3
    client.post(where(lecture, "send"))
    quiz = QuizPage.objects.get()
    assert (quiz.live, quiz.practice, len(quiz.paper.all_items)) == (True, True, 3)
    shown = client.get(LecturePage.objects.get().url).content.decode()
    assert "practice-form" in shown


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"asked": "one_choice", "text": "?", "option_a": "1", "right": "a"}, "ít nhất hai"),
        ({"asked": "short", "text": "?"}, "câu trả lời"),
        ({"asked": "true_false", "text": "?"}, "đúng hay sai"),
    ],
)
def test_an_unfinished_question_is_refused_with_a_sentence(told, said, ms_lan, lecture, signed_in):
    _key, answer = send_piece(
        signed_in(ms_lan), lecture, "question", **{**told, "question": str(uuid.uuid4())}
    )
    assert answer.status_code == 422
    assert said in json.dumps(answer.json(), ensure_ascii=False)
    assert not Question.objects.exists()


def test_a_question_of_another_school_is_not_taken_in(ms_lan, lecture, na_hy, signed_in):
    from tests.courses import quizzes

    foreign = quizzes.make_question(quizzes.make_bank("BAI-X", "Khác", school=na_hy))
    told = {**QUESTIONS[1], "question": str(foreign.pk)}
    assert send_piece(signed_in(ms_lan), lecture, "question", **told)[1].status_code == 404
    foreign.refresh_from_db()
    assert foreign.current.text != QUESTIONS[1]["text"]


def test_a_question_of_a_colleagues_lecture_is_not_overwritten(ms_lan, colleague, lecture, course, signed_in):
    theirs = {**QUESTIONS[1], "question": str(uuid.uuid4())}
    assert send_piece(signed_in(ms_lan), lecture, "question", **theirs)[1].status_code == 200
    own = drafts.begin(course, colleague, "Bài của Hà")
    told = {**theirs, "text": "Sai hết."}
    assert send_piece(signed_in(colleague), own, "question", **told)[1].status_code == 404
    assert Question.objects.get().current.text == QUESTIONS[1]["text"]


def test_what_a_new_question_or_photo_needs_is_not_called_optional(lecture, signed_in, ms_lan):
    page = signed_in(ms_lan).get(where(lecture)).text
    label = r'<label class="field__label"[^>]*>([^<]*)(<span class="field__optional">)?'
    may_stay_empty = {words.strip() for words, optional in re.findall(label, page) if optional}
    assert {"Phương án 3", "Lời chú thích"} <= may_stay_empty
    assert not {"Phương án 1", "Phương án 2", "Ảnh"} & may_stay_empty
    assert "Phương án 1" in page
