"""A paper whose parts are asked one after the other, with and without JavaScript."""

import pytest

from courses.models import Attempt, QuizPage
from tests.courses import quizzes

HERE = {"Origin": "http://testserver"}

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def questions(db):
    bank = quizzes.make_bank()
    return [quizzes.make_question(bank, text=f"câu số {n}") for n in range(1, 5)]


def quiz_of(questions, sections):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions[:2], sections=sections)
    first = dict(quiz.parts[0].value)
    second = {**first, "title": "Phần II", "questions": " ".join(one.code for one in questions[2:])}
    quiz.parts = [("part", first), ("part", second)]
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def begin(client, quiz):
    return client.post(f"/attempts/new/{quiz.uid}/").url


def form(client, address, part=""):
    return client.get(f"{address}form/{part}").content.decode()


def post(client, address, part, act, **answers):
    return client.post(f"{address}form/", {**answers, "part": part, "act": act}, headers=HERE)


def answers():
    return Attempt.objects.get().state().responses


def test_the_plain_form_shows_one_part_and_goes_on(giang, questions, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz_of(questions, "forward"))
    page = form(client, address)
    assert "câu số 2" in page
    assert "câu số 3" not in page
    assert 'value="submit"' not in page
    assert post(client, address, 0, "next", q1="b", q2="a").url.endswith("?part=1")
    page = form(client, address)
    assert "câu số 2" not in page
    assert "câu số 4" in page
    # Whatever the address says, and sent twice: there is no way back, and none further on.
    assert "câu số 3" in form(client, address, "?part=0")
    post(client, address, 0, "next", q1="b", q2="a")
    assert "câu số 3" in form(client, address)
    # What is on another part's page is not taken away by this one.
    post(client, address, 1, "submit", q3="c")
    assert answers() == {1: "b", 2: "a", 3: "c"}
    assert Attempt.objects.get().submitted_at


@pytest.mark.parametrize("act", ["next", "save", "submit"])
def test_no_form_changes_a_part_that_was_gone_on_from(act, giang, questions, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz_of(questions, "forward"))
    post(client, address, 0, "next", q1="b", q2="a")
    # An old tab, and one that names no part.
    answer = client.post(f"{address}form/", {"part": 0, "act": act, "q1": "c"}, headers=HERE, follow=True)
    assert answers() == {1: "b", 2: "a"}
    assert "các câu trả lời ở đó giữ nguyên" in answer.content.decode()
    if act != "submit":
        client.post(f"{address}form/", {"act": "save", "q1": "c", "q3": "a"}, headers=HERE)
        assert answers() == {1: "b", 2: "a", 3: "a"}


def test_both_ways_where_the_author_allows_it(giang, questions, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz_of(questions, "free"))
    assert post(client, address, 0, "next", q1="b").url.endswith("?part=1")
    assert "câu số 3" in form(client, address, "?part=1")
    assert post(client, address, 1, "back", q3="a").url.endswith("?part=0")
    page = form(client, address, "?part=0")
    assert 'value="b" checked' in page
    assert answers() == {1: "b", 3: "a"}


@pytest.mark.parametrize("part", ["?part=x", "?part=99", "?part=-1", "?part=²"])
def test_an_address_that_names_no_part_shows_one(part, giang, questions, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz_of(questions, "free"))
    assert client.get(f"{address}form/{part}").status_code == 200
    assert post(client, address, "x", "next", q1="b").status_code == 302
    assert answers() == {1: "b"}


def test_the_kept_paper_has_all_parts_and_says_how_they_are_asked(giang, questions, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz_of(questions, "forward"))
    page = client.get(address).content.decode()
    assert 'data-sections="forward"' in page
    assert page.count("data-section>") == 2
    assert client.get(f"{address}state.json").json()["parts_done"] == 0


def test_without_steps_everything_is_as_ever(giang, questions, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz_of(questions, "all"))
    assert "data-sections" not in client.get(address).content.decode()
    page = form(client, address)
    assert "câu số 1" in page
    assert "câu số 4" in page
    assert 'name="part"' not in page
