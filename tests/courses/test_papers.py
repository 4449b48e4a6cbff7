"""The paper of a quiz: the same HTML for every pupil who has it open, and nobody else's to read."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from courses import keeping
from courses.models import Attempt, KeptPage, QuizPage
from tests.courses import quizzes
from tests.courses.paper_reading import begin, paper_of, read_as

HERE = {"Origin": "http://testserver"}

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def quiz(questions):
    return quizzes.make_quiz(quizzes.make_course(), questions, tries=3)


# --- One HTML for all ---


def test_pupils_of_two_classes_and_two_schools_get_the_same_bytes(giang, mai, vang, quiz, signed_in):
    pages = [read_as(person, quiz, signed_in) for person in (giang, mai, vang, giang)]
    assert len({page.content for page in pages}) == 1
    assert "2 + 2 = ?" in pages[0].content.decode()
    assert {page["Cache-Control"] for page in pages} == {"private, no-store"}


def test_shuffling_changes_no_byte_of_it(giang, mai, questions, signed_in):
    shuffled = {"shuffle": True, "shuffle_options": True}
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, part=shuffled)
    assert read_as(giang, quiz, signed_in).content == read_as(mai, quiz, signed_in).content


def test_nothing_of_a_pupil_is_in_it(giang, quiz, signed_in):
    page = read_as(giang, quiz, signed_in)
    attempt = Attempt.objects.get()
    for canary in ("Giàng", giang.code, str(giang.pk), str(attempt.pk), "csrf", "checked"):
        assert canary not in page.content.decode()


def test_with_the_pass_it_costs_one_small_query(giang, quiz, signed_in, django_assert_num_queries):
    client = signed_in(giang)
    address = begin(client, quiz)
    client.get(address)
    client.get(address)
    with django_assert_num_queries(1) as asked:
        page = client.get(address)
    assert page.status_code == 200
    assert "courses_edition" in asked[0]["sql"]
    assert not page.cookies


def test_a_tablet_may_keep_it_for_its_pupil_alone(giang, hoa, quiz, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz)
    for _with_pass in (False, True):
        assert client.get(address)["X-Keep-For"] == giang.user.learner_key
    client.cookies["learner"] = hoa.user.learner_key
    assert client.get(address).get("X-Keep-For") != hoa.user.learner_key


def test_the_pass_given_at_the_beginning_is_good_at_once(
    giang, mai, quiz, signed_in, django_assert_num_queries
):
    read_as(mai, quiz, signed_in)
    client = signed_in(giang)
    address = begin(client, quiz)
    keeping.recall(address)
    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


# --- Nobody else's to read ---


def test_who_has_not_begun_finds_no_paper(giang, hoa, mai, ms_lan, mr_pao, client, quiz, signed_in):
    read_as(giang, quiz, signed_in)
    given = client.cookies["reading-pass"]
    for person in (hoa, mai, ms_lan, mr_pao):
        stranger = signed_in(person)
        # Not even with the pass of somebody else.
        stranger.cookies["reading-pass"] = given.value
        assert stranger.get(paper_of(quiz)).status_code in (403, 404)
        assert stranger.get(paper_of(quiz) + "state.json").status_code in (403, 404)
        assert stranger.get(paper_of(quiz) + "form/").status_code in (403, 404)
    client.logout()
    client.cookies["reading-pass"] = given.value
    assert client.get(paper_of(quiz))["Location"].startswith("/sign-in/")


def test_the_paper_of_a_school_stays_in_the_school(giang, vang, muong_nha, questions, signed_in):
    course = quizzes.make_course(school=muong_nha)
    quiz = quizzes.make_quiz(course, questions, audience="school")
    assert read_as(giang, quiz, signed_in).status_code == 200
    stranger = signed_in(vang)
    assert stranger.post(f"/attempts/new/{quiz.uid}/").status_code == 404
    # An attempt alone, however it came about, opens no paper of another school.
    Attempt.objects.make(vang, quiz.paper, number=1)
    assert stranger.get(paper_of(quiz)).status_code == 302
    assert stranger.get(paper_of(quiz) + "form/").status_code == 302
    assert "parts" not in stranger.get(paper_of(quiz) + "state.json").json()


def test_before_the_quiz_opens_nobody_reads_it(giang, mai, quiz, signed_in):
    client = signed_in(giang)
    begin(client, quiz)
    assert client.get(paper_of(quiz)).status_code == 200
    # Put off to tomorrow when some had begun already.
    quiz.opens_at = timezone.now() + timedelta(days=1)
    quiz.save_revision().publish()
    assert client.get(paper_of(quiz)).status_code == 302
    assert "parts" not in client.get(paper_of(quiz) + "state.json").json()
    client = signed_in(mai)
    assert client.post(f"/attempts/new/{quiz.uid}/").status_code == 409
    assert client.get(paper_of(quiz)).status_code == 404


def test_an_attempt_begun_on_a_device_does_not_open_it_early(giang, quiz, signed_in):
    Attempt.objects.make(giang, quiz.paper, number=1, start_flags=["unverified"], counted=False)
    client = signed_in(giang)
    assert client.get(paper_of(quiz)).status_code == 302
    begin(client, quiz)
    assert Attempt.objects.count() == 2


def test_taken_down_it_is_gone_for_who_had_it_open_and_the_answers_stay(giang, quiz, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz)
    client.get(address)
    client.post(address + "form/", {"q1": "b", "act": "save"}, headers=HERE)
    quiz.unpublish()
    assert client.get(address).url == f"/attempts/{Attempt.objects.get().pk}/"
    page = client.get(f"/attempts/{Attempt.objects.get().pk}/").content.decode()
    assert "2 + 2 = ?" not in page
    assert "vẫn được giữ" in page
    client.post(address + "form/", {"bare": "1", "act": "submit"}, headers=HERE)
    assert Attempt.objects.get().points == Decimal(1)
    assert not KeptPage.objects.exists()


def test_when_it_is_over_the_result_takes_its_place(giang, quiz, signed_in):
    client = signed_in(giang)
    address = begin(client, quiz)
    client.post(address + "form/", {"act": "submit"}, headers=HERE)
    client.cookies.pop("reading-pass")
    attempt = Attempt.objects.get()
    for path in (address, address + "form/"):
        assert client.get(path).url == f"/attempts/{attempt.pk}/"
    told = client.get(address + "state.json").json()
    assert (told["submitted"], "parts" in told) == (True, False)


def test_a_pass_is_good_for_ten_minutes(giang, quiz, signed_in, time_machine):
    client = signed_in(giang)
    client.get(begin(client, quiz))
    # Behind the back of everything that would tell passes of it.
    QuizPage.objects.filter(pk=quiz.pk).update(live=False)
    assert client.get(paper_of(quiz)).status_code == 200
    time_machine.shift(timedelta(minutes=10, seconds=1))
    assert client.get(paper_of(quiz)).status_code == 302


def test_a_pass_ends_with_the_attempt(giang, questions, signed_in, time_machine):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, minutes=1, grace_minutes=1)
    client = signed_in(giang)
    client.get(begin(client, quiz))
    time_machine.shift(timedelta(minutes=1, seconds=50))
    assert client.get(paper_of(quiz)).status_code == 200
    time_machine.shift(timedelta(seconds=15))
    assert client.get(paper_of(quiz)).status_code == 302


@pytest.mark.parametrize("made_up", ["", ".", "x.y", "99999999999.", "9" * 40 + ".a", "17.ü"])
def test_a_made_up_pass_opens_nothing(made_up, giang, hoa, quiz, signed_in):
    read_as(giang, quiz, signed_in)
    client = signed_in(hoa)
    client.cookies["reading-pass"] = made_up
    assert client.get(paper_of(quiz)).status_code == 404
