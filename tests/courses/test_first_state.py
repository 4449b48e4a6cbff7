"""The answer that begins an attempt brings what its page would ask first."""

import json
from base64 import urlsafe_b64decode

import pytest

from courses import at_hand, first_state
from courses.models import Attempt, QuizPage
from tests.courses import quizzes
from tests.courses.sitting import answers, send

pytestmark = pytest.mark.any_database


@pytest.fixture
def quiz(db):
    bank = quizzes.make_bank()
    questions = [quizzes.make_question(bank, kind) for kind in quizzes.EXAM_KINDS]
    return quizzes.make_quiz(quizzes.make_course(), questions, tries=3, minutes=45)


def begin(client, quiz):
    return client.post(f"/attempts/new/{quiz.uid}/")


def told(response):
    text = response.cookies[first_state.COOKIE].value
    return json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_it_is_what_the_page_would_be_told_and_for_that_address_alone(quiz, giang, signed_in):
    client = signed_in(giang)
    response = begin(client, quiz)
    assert response.cookies[first_state.COOKIE]["path"] == response.url
    first, asked = told(response), client.get(response.url + "state.json").json()
    assert first.pop("learner") == str(giang.pk)
    for timed in ("elapsed_ms", "seconds_left"):
        assert abs(first.pop(timed) - asked.pop(timed)) < 5000
    assert first == asked


def test_who_goes_on_with_what_was_begun_asks_what_is_known_by_then(quiz, giang, signed_in):
    client = signed_in(giang)
    begin(client, quiz)
    attempt = Attempt.objects.get()
    client.cookies.pop(first_state.COOKIE)
    send(client, answers(giang, attempt.pk))
    assert first_state.COOKIE not in begin(client, quiz).cookies
    assert Attempt.objects.count() == 1


def test_a_state_too_long_for_a_cookie_is_left_to_the_page(quiz, giang, signed_in, monkeypatch):
    monkeypatch.setattr(first_state, "LONGEST", 20)
    response = begin(signed_in(giang), quiz)
    assert response.status_code == 302
    assert first_state.COOKIE not in response.cookies


def test_a_quiz_in_memory_is_read_anew_after_any_publishing(quiz, giang, signed_in):
    client = signed_in(giang)
    begin(client, quiz)
    assert quiz.uid in at_hand._read
    page = QuizPage.objects.get(pk=quiz.pk)
    page.password = "ruộng"
    page.save_revision().publish()
    Attempt.objects.all().delete()
    answer = begin(client, quiz)
    assert answer.status_code == 409
    assert "Mật khẩu của bài chưa đúng" in answer.content.decode()
    page.unpublish()
    assert begin(client, quiz).status_code == 404


def test_a_quiz_of_the_other_school_is_not_there(quiz, giang, na_hy, signed_in):
    other = quizzes.make_quiz(
        quizzes.make_course("Toán Nà Hỳ", school=na_hy), [quizzes.make_question(quizzes.make_bank("B"))],
        audience="school",
    )  # fmt: skip
    for _again in range(2):
        assert begin(signed_in(giang), other).status_code == 404
    assert not Attempt.objects.exists()
