"""What is a pupil's own of a paper: order, answers, time come beside it; without JavaScript it is a form."""

from datetime import timedelta
from decimal import Decimal

import pytest

from courses.models import Attempt
from tests.courses import quizzes
from tests.courses.paper_reading import begin, read_as

HERE = {"Origin": "http://testserver"}

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def quiz(questions):
    return quizzes.make_quiz(quizzes.make_course(), questions, tries=3)


# --- What is laid over it ---


def test_the_state_tells_the_own_attempt_and_nothing_is_kept_of_it(giang, mai, quiz, signed_in):
    client = signed_in(mai)
    begin(client, quiz)
    client = signed_in(giang)
    address = begin(client, quiz)
    client.post(address + "form/", {"q2": ["a", "c"], "q3a": "a:true", "q4": "2.50"}, headers=HERE)
    response = client.get(address + "state.json")
    told = response.json()
    assert told["attempt"] == str(Attempt.objects.get(student=giang).pk)
    assert told["answers"] == {"2": ["a", "c"], "3": ["a:true"], "4": ["2,50"]}
    assert (told["parts"], told["options"], told["seconds_left"]) == ([[1, 2, 3, 4, 5]], {}, None)
    assert "no-store" in response["Cache-Control"]


def test_the_order_in_the_state_is_the_order_of_the_form(giang, signed_in):
    bank = quizzes.make_bank()
    many = [quizzes.make_question(bank, text=f"{n} + 1 = ?") for n in range(8)]
    quiz = quizzes.make_quiz(quizzes.make_course(), many, part={"shuffle": True, "shuffle_options": True})
    client = signed_in(giang)
    address = begin(client, quiz)
    told = client.get(address + "state.json").json()
    form = client.get(address + "form/").content.decode()
    [places] = told["parts"]
    assert sorted(places) == list(range(1, 9))
    assert sorted(places, key=lambda place: form.index(f'id="q{place}"')) == places
    for place in places:
        values = ["abc"[number] for number in told["options"][str(place)]]
        assert sorted(values, key=lambda value: form.index(f'name="q{place}" value="{value}"')) == values
    assert told["parts"] != [[1, 2, 3, 4, 5, 6, 7, 8]] or set(map(tuple, told["options"].values())) != {
        (0, 1, 2)
    }


def test_the_result_counts_the_questions_as_they_were_asked(giang, signed_in):
    bank = quizzes.make_bank()
    many = [quizzes.make_question(bank, text=f"{n} + 1 = ?") for n in range(8)]
    client = signed_in(giang)
    address = begin(client, quizzes.make_quiz(quizzes.make_course(), many, part={"shuffle": True}))
    [places] = client.get(address + "state.json").json()["parts"]
    result = client.post(address + "form/", {"act": "submit"}, headers=HERE).url
    html = client.get(result).content.decode()
    assert sorted(places, key=lambda place: html.index(f"{place - 1} + 1 = ?")) == places
    assert html.index("Câu 1 ") < html.index(f"{places[0] - 1} + 1 = ?") < html.index("Câu 2 ")


def test_the_time_left_is_told(giang, questions, signed_in, time_machine):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, minutes=15, grace_minutes=2)
    client = signed_in(giang)
    address = begin(client, quiz)
    time_machine.shift(timedelta(minutes=5))
    told = client.get(address + "state.json").json()
    assert 715 <= told["seconds_left"] <= 720
    assert (told["grace_seconds"], told["elapsed_ms"] // 10_000) == (120, 30)


# --- Without JavaScript ---


def test_a_browser_without_javascript_is_led_to_the_form(giang, quiz, signed_in):
    page = read_as(giang, quiz, signed_in).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="0; url=form/"></noscript>' in page


def test_a_pupil_takes_a_quiz_without_javascript(giang, quiz, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz) + "form/"
    assert "2 + 2 = ?" in client.get(address).content.decode()
    answers = {"q1": "b", "q2": ["a", "c"], "q3a": "a:true", "q4": "2.50"}
    for _twice in range(2):
        saved = client.post(address, {**answers, "act": "save"}, headers=HERE)
        assert saved.url == address
    attempt = Attempt.objects.get()
    assert attempt.events.count() == 4
    again = client.get(address).content.decode()
    assert 'name="q1" value="b" checked' in again
    assert 'name="q4" value="2,50"' in again
    submitted = client.post(address, {**answers, "act": "submit"}, headers=HERE)
    assert submitted.url == f"/attempts/{attempt.pk}/"
    attempt.refresh_from_db()
    assert (attempt.points, attempt.mark) == (Decimal("3.1"), Decimal("6.2"))
    assert "6,2" in client.get(submitted.url).content.decode()


def test_what_is_emptied_in_the_own_form_is_emptied_and_in_the_bare_paper_not(giang, quiz, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz)
    form = address + "form/"
    client.post(form, {"q4": "2,5"}, headers=HERE)
    client.post(form, {"q4": "", "bare": "1"}, headers=HERE)
    assert client.get(address + "state.json").json()["answers"] == {"4": ["2,5"]}
    client.post(form, {"q4": ""}, headers=HERE)
    assert client.get(address + "state.json").json()["answers"] == {}


def test_an_old_form_gives_its_answers_to_its_own_attempt(giang, quiz, signed_in):
    client = signed_in(giang)
    form = begin(client, quiz) + "form/"
    first = Attempt.objects.get()
    client.post(form, {"attempt": first.pk, "act": "submit"}, headers=HERE)
    begin(client, quiz)
    client.post(form, {"attempt": first.pk, "q1": "b", "act": "submit"}, headers=HERE)
    second = Attempt.objects.exclude(pk=first.pk).get()
    assert (second.submitted_at, second.events.count()) == (None, 0)


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.vn"}, {"Origin": "null"}])
def test_the_form_of_another_site_is_refused(headers, giang, quiz, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz)
    assert client.post(address + "form/", {"act": "submit"}, headers=headers).status_code == 403
    assert Attempt.objects.get().submitted_at is None
