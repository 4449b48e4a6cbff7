"""What a pupil sees of an attempt, and when."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from courses import handing_back, overriding, review_rules
from courses.models import AnswerEvent, Attempt, HandBack, MarkRelease, QuizOverride
from tests.courses import quizzes

OWN, ALL = review_rules.OWN, review_rules.ALL
NOW = timezone.now()
NOTHING = frozenset()


def an_attempt(feedback, submitted_ago=1, closed=False, released=False, to_mark=0, **review):
    """Handed in so many minutes ago."""
    ticked = {f"review_{when}": review.get(when, []) for when in ("submitted", "open", "closed")}
    page = SimpleNamespace(feedback=feedback, **ticked)
    submitted_at = None if submitted_ago is None else NOW - timedelta(minutes=submitted_ago)
    return SimpleNamespace(
        page=page,
        paper=SimpleNamespace(practice=False),
        rules=SimpleNamespace(is_closed=lambda at: closed),
        released=released,
        submitted_at=submitted_at,
        ends_at=None,
        to_mark=to_mark,
        gaps=0,
        is_over=lambda at: submitted_at is not None,
    )


@pytest.mark.parametrize(
    ("attempt", "expected"),
    [
        (an_attempt("after_submit"), OWN),
        (an_attempt("after_submit", 60), OWN),
        (an_attempt("after_submit", None), NOTHING),
        (an_attempt("after_submit", to_mark=1), {"answers"}),
        (an_attempt("after_close"), NOTHING),
        (an_attempt("after_close", closed=True), OWN),
        (an_attempt("after_close", released=True), OWN),
        (an_attempt("when_released", closed=True), NOTHING),
        (an_attempt("when_released", released=True), OWN),
        (an_attempt("key_after_close"), OWN),
        (an_attempt("key_after_close", closed=True), ALL),
        (an_attempt("detail", submitted=["answers"]), {"answers"}),
        (an_attempt("detail", 11, submitted=["answers"]), NOTHING),
        (an_attempt("detail", 11, open=["answers", "points"]), {"answers", "points"}),
        # Whatever was ticked: no key while the quiz is open.
        (an_attempt("detail", submitted=["key", "explanation", "mark"]), {"mark"}),
        (an_attempt("detail", closed=True), NOTHING),
    ],
)
def test_the_table(attempt, expected):
    assert review_rules.shown(attempt, NOW) == expected


# --- On the pages ---


@pytest.fixture
def quiz(db):
    bank = quizzes.make_bank()
    questions = [quizzes.make_question(bank, feedback="vì hai cộng hai là bốn") for _n in range(2)]
    return quizzes.make_quiz(
        quizzes.make_course(),
        questions,
        closes_at=timezone.now() + timedelta(hours=1),
        feedback="key_after_close",
    )


def hand_in(student, quiz):
    attempt = Attempt.objects.begin(student, quiz)
    attempt.take_in(
        [
            AnswerEvent(
                attempt=attempt, event_id=uuid.uuid4(), install="a", seq=n, place=place, response=said
            )
            for n, (place, said) in enumerate([(1, "a"), (None, None)], start=1)
        ]
    )
    return attempt


def result_of(attempt, client):
    return client.get(f"/attempts/{attempt.pk}/").content.decode()


KEY = "Đáp án: <b>"


def test_the_right_answers_come_when_the_quiz_is_closed(giang, quiz, signed_in, time_machine):
    attempt, client = hand_in(giang, quiz), signed_in(giang)
    page = result_of(attempt, client)
    assert "0,0" in page
    assert KEY not in page
    assert "hai cộng hai" not in page
    time_machine.shift(timedelta(hours=2))
    page = result_of(attempt, signed_in(giang))
    assert KEY in page
    assert "hai cộng hai" in page


def test_not_while_another_pupil_still_may_sit_it(giang, hoa, ms_lan, quiz, signed_in, time_machine):
    attempt = hand_in(giang, quiz)
    overriding.override(quiz, by=ms_lan, student=hoa, closes_at=timezone.now() + timedelta(hours=5))
    time_machine.shift(timedelta(hours=2))
    assert KEY not in result_of(attempt, signed_in(giang))
    time_machine.shift(timedelta(hours=4))
    assert KEY in result_of(attempt, signed_in(giang))


def test_not_to_a_class_whose_marks_are_released_while_others_may_sit_it(giang, ms_lan, quiz, signed_in):
    attempt = hand_in(giang, quiz)
    MarkRelease.objects.create(page=quiz, school_class=attempt.school_class, by=ms_lan)
    assert KEY not in result_of(attempt, signed_in(giang))


def test_who_can_read_the_key_gets_nothing_back_and_no_other_rules(
    giang, class_6a, ms_lan, quiz, signed_in, time_machine
):
    attempt = hand_in(giang, quiz)
    time_machine.shift(timedelta(hours=2))
    client = signed_in(ms_lan)
    soon = f"{timezone.localtime() + timedelta(days=1):%d/%m/%Y}"
    told = {"reason": "Làm lại", "until": soon}
    rules = f"/attempts/results/{quiz.uid}/{class_6a.uid}/rules/?for=class"
    for answer in (
        client.post(f"/attempts/{attempt.pk}/hand-back/", told),
        client.post(rules, {"closes_at": f"07:30 {soon}"}),
    ):
        assert answer.status_code == 422
        assert "Đáp án của bài kiểm tra này đã được công bố" in answer.content.decode()
    assert not HandBack.objects.exists()
    assert not QuizOverride.objects.exists()
    # Back to the rules of the quiz may go who will: nobody sits it by them any more.
    assert client.post(rules, {"clear": "1"}).status_code == 302


def test_a_quiz_that_nobody_sat_may_still_be_given_to_a_class(class_6a, ms_lan, quiz, time_machine):
    time_machine.shift(timedelta(hours=2))
    overriding.override(quiz, by=ms_lan, school_class=class_6a, closes_at=timezone.now() + timedelta(hours=1))
    assert not review_rules.keys_are_out(quiz)


def test_not_while_work_was_handed_back_and_accepted_work_is_over(giang, hoa, ms_lan, quiz, time_machine):
    attempt, open_one = hand_in(giang, quiz), Attempt.objects.begin(hoa, quiz)
    handing_back.hand_back(attempt, [], "Làm lại", timezone.now() + timedelta(hours=9), by=ms_lan)
    time_machine.shift(timedelta(hours=2))
    assert not review_rules.keys_are_out(quiz)
    time_machine.shift(timedelta(hours=9))
    assert review_rules.keys_are_out(quiz)
    open_one.accept(by=ms_lan)
    assert not open_one.is_open()
    assert review_rules.keys_are_out(quiz)


def test_it_is_asked_lightly_however_many_sat_it(
    giang, hoa, ms_lan, quiz, time_machine, django_assert_num_queries
):
    overriding.give_extra_time(giang, 50, by=ms_lan)
    quiz.minutes = 40
    quiz.save_revision().publish()
    for student in (giang, hoa):
        Attempt.objects.begin(student, quiz)
    with django_assert_num_queries(0):
        assert not review_rules.keys_are_out(quiz)
    time_machine.shift(timedelta(minutes=75))
    # Who has extra time may still be sitting it.
    assert not review_rules.keys_are_out(quiz)
    time_machine.shift(timedelta(minutes=10))
    with django_assert_num_queries(7):
        assert review_rules.keys_are_out(quiz)


def test_a_quiz_that_never_closes_never_tells(giang, ms_lan, quiz, signed_in):
    quiz.closes_at = None
    quiz.save_revision().publish()
    attempt = hand_in(giang, quiz)
    MarkRelease.objects.create(page=quiz, school_class=attempt.school_class, by=ms_lan)
    assert KEY not in result_of(attempt, signed_in(giang))


def test_the_own_answers_alone(giang, quiz, signed_in):
    quiz.feedback, quiz.review_submitted = "detail", ["answers"]
    quiz.save_revision().publish()
    page = result_of(hand_in(giang, quiz), signed_in(giang))
    assert "Em trả lời" in page or "Câu trả lời của em" in page
    assert "/ 10" not in page
    assert "0,0 / " not in page


def test_points_without_the_answers(giang, quiz, signed_in):
    quiz.feedback, quiz.review_submitted = "detail", ["points"]
    quiz.save_revision().publish()
    page = result_of(hand_in(giang, quiz), signed_in(giang))
    assert "0 / 1" in page
    assert "/ 10" not in page


def test_a_pupil_is_told_when_the_right_answers_come_and_never_where_they_do_not(
    giang, hoa, ms_lan, quiz, time_machine
):
    attempt, other = hand_in(giang, quiz), hand_in(hoa, quiz)
    told = review_rules.key_comes(attempt)
    assert told == {"at": quiz.closes_at + timedelta(minutes=quiz.grace_minutes), "on_the_way": False}
    # What was handed back to another one keeps them longer: nobody says a time that does not hold.
    handing_back.hand_back(other, [], "Làm lại", timezone.now() + timedelta(hours=9), by=ms_lan)
    time_machine.shift(timedelta(hours=2))
    assert review_rules.key_comes(attempt) == {"at": None, "on_the_way": False}
    time_machine.shift(timedelta(hours=9))
    assert review_rules.keys_are_out(quiz)
    assert review_rules.key_comes(attempt) == {}
    attempt.page.feedback = "after_close"
    assert review_rules.key_comes(attempt) == {}
