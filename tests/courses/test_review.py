"""A teacher's look at one pupil's answers: the questions as the pupil met them, and the look is noted."""

import re
import uuid

import pytest

from courses.models import AnswerEvent, Attempt
from lms.models import Look
from tests.courses import quizzes


@pytest.fixture
def sat(giang):
    """Giàng's attempt at a shuffled quiz of six questions."""
    bank = quizzes.make_bank()
    questions = [quizzes.make_question(bank, text=f"{n} + {n} = ?") for n in range(1, 7)]
    page = quizzes.make_quiz(quizzes.make_course(), questions, part={"shuffle": True})
    return Attempt.objects.make(giang, page.paper, number=1)


def asked(html):
    return re.findall(r"(\d) \+ \1 = \?", html)


def test_teacher_and_pupil_speak_of_the_same_number(sat, signed_in, giang, ms_lan):
    client = signed_in(giang)
    path = client.get(f"/attempts/{sat.pk}/")["Location"]
    own = client.get(path + "form/").content.decode()
    seen = signed_in(ms_lan).get(f"/attempts/{sat.pk}/").content.decode()
    assert asked(seen) == asked(own)
    assert sorted(asked(seen)) == ["1", "2", "3", "4", "5", "6"]


def test_who_opened_the_answers_stands_in_the_log(sat, signed_in, ms_lan, giang):
    client = signed_in(ms_lan)
    for _ in range(2):
        client.get(f"/attempts/{sat.pk}/")
    assert Look.objects.filter(what="answers", object_id=str(giang.pk)).count() == 1


def sit(giang, kind, response):
    """Giàng's submitted attempt at a quiz of one question of this kind."""
    page = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank(), kind)])
    attempt = Attempt.objects.begin(giang, page)
    done = [(1, response), (None, None)]
    attempt.take_in(
        AnswerEvent(attempt=attempt, event_id=uuid.uuid4(), install="t", seq=seq, place=place, response=told)
        for seq, (place, told) in enumerate(done, start=1)
    )
    return attempt


@pytest.mark.parametrize(
    ("answer", "kind_words"),
    [("b", "Em làm rất tốt!"), ("a", "Em đã cố gắng.")],
)
def test_a_result_speaks_kindly_and_says_when_the_answers_are_told(giang, signed_in, answer, kind_words):
    attempt = sit(giang, "one_choice", answer)
    html = signed_in(giang).get(f"/attempts/{attempt.pk}/").content.decode()
    assert kind_words in html
    assert "Đáp án thầy cô sẽ chữa trên lớp." in html


def test_statements_stand_beside_what_was_said_of_them(giang, ms_lan, signed_in):
    attempt = sit(giang, "four_statements", dict.fromkeys("abcd", "true"))
    for user in (giang, ms_lan):
        html = signed_in(user).get(f"/attempts/{attempt.pk}/").content.decode()
        assert "<b>b)</b> ý b" in html
        assert "b) Đúng" in html
