"""Sitting a quiz: nothing a pupil answered is lost, nobody touches the work of another."""

import json
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses import marking
from courses.models import AnswerEvent, Attempt, QuestionVersion
from lms.models import Change, Receipt
from tests.courses import quizzes
from tests.courses.sitting import answers, begin, drawn, event, send, submit

pytestmark = pytest.mark.usefixtures("no_quota")


@pytest.fixture
def course(db):
    return quizzes.make_course()


@pytest.fixture
def quiz(course, questions):
    return quizzes.make_quiz(course, questions)


def test_events_are_marked_like_the_form(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    assert send(client, [*answers(giang, attempt.pk), submit(giang, attempt.pk)]) == ["stored"] * 6
    attempt.refresh_from_db()
    assert attempt.mark == Decimal("10.0")
    assert len(attempt.proof) == 6


def test_beginning_twice_opens_the_same_attempt(giang, quiz, signed_in):
    client = signed_in(giang)
    assert begin(client, quiz) == begin(client, quiz)


def test_all_tries_used_is_refused_in_words(giang, quiz, signed_in):
    client = signed_in(giang)
    send(client, [submit(giang, begin(client, quiz).pk)])
    assert client.post(f"/attempts/new/{quiz.uid}/").status_code == 409
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(("opens", "closes"), [(1, None), (None, -1)])
def test_a_quiz_that_is_not_open_does_not_begin(opens, closes, giang, course, questions, signed_in):
    now = timezone.now()
    rules = {"opens_at": opens and now + timedelta(hours=opens)}
    rules["closes_at"] = closes and now + timedelta(hours=closes)
    quiz = quizzes.make_quiz(course, questions, **rules)
    assert signed_in(giang).post(f"/attempts/new/{quiz.uid}/").status_code == 409


def test_the_door_says_what_can_be_done(giang, course, questions, quiz, signed_in):
    client = signed_in(giang)
    later = quizzes.make_quiz(course, questions, opens_at=timezone.now() + timedelta(hours=1))
    door = client.get(f"/attempts/new/{later.uid}/").content.decode()
    assert "chưa mở" in door
    assert ">Bắt đầu<" not in door
    assert ">Bắt đầu<" in client.get(f"/attempts/new/{quiz.uid}/").content.decode()
    attempt = begin(client, quiz)
    assert ">Làm tiếp<" in client.get(f"/attempts/new/{quiz.uid}/").content.decode()
    send(client, [submit(giang, attempt.pk)])
    door = client.get(f"/attempts/new/{quiz.uid}/").content.decode()
    assert "hết số lần" in door
    assert ">Bắt đầu<" not in door


def test_another_pupil_and_another_school_find_no_attempt(giang, hoa, mr_pao, quiz, signed_in):
    attempt = begin(signed_in(giang), quiz)
    for stranger in (hoa, mr_pao):
        client = signed_in(stranger)
        assert client.get(f"/attempts/{attempt.pk}/").status_code == 404
        assert client.get(f"/attempts/{attempt.pk}/state.json").status_code in (403, 404)


def test_events_for_a_foreign_attempt_look_like_those_for_none(giang, hoa, quiz, signed_in):
    attempt = begin(signed_in(giang), quiz)
    client = signed_in(hoa)
    own = begin(client, quiz)
    batch = [
        event(hoa, attempt.pk, 1, place=1, response=["b"]),
        event(hoa, uuid.uuid4(), 1, place=1, response=["b"]),
        event(hoa, own.pk, 1, place=1, response=["b"]),
    ]
    body = json.dumps({"events": batch})
    told = client.post("/sync/", body, content_type="application/json").json()["results"]
    assert [(one["status"], one["reason"]) for one in told] == [
        ("rejected", "forbidden"),
        ("rejected", "forbidden"),
        ("stored", ""),
    ]
    assert not attempt.events.exists()


def test_what_a_client_says_about_its_score_is_ignored(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [submit(giang, attempt.pk, score=10, mark=10, is_correct=True, finished_at="2020")])
    attempt.refresh_from_db()
    assert attempt.mark == Decimal("0.0")


def test_an_answer_after_the_submit_is_kept_and_changes_nothing(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [event(giang, attempt.pk, 1, place=1, response=["a"]), submit(giang, attempt.pk, 2)])
    assert send(client, [event(giang, attempt.pk, 3, place=1, response=["b"])]) == ["late"]
    attempt.refresh_from_db()
    assert attempt.mark == Decimal("0.0")
    assert attempt.events.count() == 3


def test_no_browser_passes_for_what_is_typed_in_from_paper(giang, quiz, signed_in):
    """What the school types in counts after the end; else a pupil could go on once the mark is known."""
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [submit(giang, attempt.pk, 1)])
    forged = event(giang, attempt.pk, 2, place=1, response=["b"]) | {"install": marking.ON_PAPER}
    assert send(client, [forged]) == ["rejected"]
    attempt.refresh_from_db()
    assert attempt.mark == Decimal("0.0")


def test_work_after_the_end_is_kept_flagged_and_accepted_by_the_teacher(
    giang, ms_lan, course, questions, signed_in, time_machine
):
    quiz = quizzes.make_quiz(course, questions, minutes=15)
    client = signed_in(giang)
    attempt = begin(client, quiz)
    time_machine.shift(timedelta(minutes=40))
    late = [*answers(giang, attempt.pk, elapsed_ms=39 * 60_000), submit(giang, attempt.pk)]
    assert set(send(client, late)) <= {"late", "stored"}
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.flags) == (Decimal("0.0"), ["late"])
    signed_in(ms_lan).post(f"/attempts/{attempt.pk}/accept/")
    attempt.refresh_from_db()
    assert attempt.mark == Decimal("10.0")
    assert Change.objects.filter(act="accept attempt").count() == 1


def test_work_done_in_time_without_signal_counts_when_it_comes_later(
    giang, course, questions, signed_in, time_machine
):
    quiz = quizzes.make_quiz(course, questions, minutes=15)
    client = signed_in(giang)
    attempt = begin(client, quiz)
    time_machine.shift(timedelta(hours=30))
    events = [*answers(giang, attempt.pk, elapsed_ms=60_000), submit(giang, attempt.pk, elapsed_ms=90_000)]
    assert send(client, events) == ["stored"] * 6
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.flags) == (Decimal("10.0"), ["sent_later"])


def test_an_attempt_begun_on_the_device_is_kept_apart_until_accepted(giang, ms_lan, quiz, signed_in):
    client = signed_in(giang)
    stream = drawn()
    paper = str(quiz.paper.pk)
    events = [event(giang, stream, 2, place=1, response=["b"], paper=paper)]
    assert send(client, [*events, submit(giang, stream, 3, paper=paper)]) == ["stored", "stored"]
    attempt = Attempt.objects.get(pk=stream)
    assert (attempt.counted, attempt.flags, attempt.gaps) == (False, ["unverified"], 1)
    signed_in(ms_lan).post(f"/attempts/{stream}/accept/")
    attempt.refresh_from_db()
    assert attempt.counted


def test_tries_beyond_the_limit_are_kept_and_not_counted(giang, quiz, signed_in):
    client = signed_in(giang)
    send(client, [submit(giang, begin(client, quiz).pk)])
    stream = drawn()
    send(client, [submit(giang, stream, paper=str(quiz.paper.pk))])
    assert Attempt.objects.get(pk=stream).flags == ["over_limit", "unverified"]
    assert Attempt.objects.counting().count() == 1


def test_a_quiz_edited_meanwhile_is_marked_as_it_was(giang, quiz, questions, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    old = questions[0].current
    questions[0].revise(None, kind="one_choice", text="2 + 3 = ?", content=old.content, key={"right": "c"})
    quiz.save_revision().publish()
    send(client, [event(giang, attempt.pk, 1, place=1, response=["b"]), submit(giang, attempt.pk)])
    attempt.refresh_from_db()
    assert attempt.points == Decimal(1)
    assert quiz.papers.count() == 2


def test_a_deleted_quiz_still_takes_in_what_was_answered(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    quiz.delete()
    assert send(client, [*answers(giang, attempt.pk), submit(giang, attempt.pk)]) == ["stored"] * 6
    attempt.refresh_from_db()
    assert attempt.mark == Decimal("10.0")
    assert client.get(f"/attempts/{attempt.pk}/").status_code == 200


@pytest.mark.parametrize(
    "payload",
    [
        {"place": 99, "response": ["a"]},
        {"place": "1", "response": ["a"]},
        {"place": True, "response": ["a"]},
        {"place": 1, "response": ["z"]},
        {"place": 1, "response": {"a": [1]}},
        {"place": 1, "response": 7},
        {"place": 3, "response": [1, None, {}]},
        {"place": 2, "response": [[]]},
        {"place": 1, "response": ["b"], "elapsed_ms": "soon"},
        {},
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_by_itself(payload, giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    good = event(giang, attempt.pk, 2, place=4, response=["2,5"])
    assert send(client, [event(giang, attempt.pk, 1, **payload), good]) == ["rejected", "stored"]


def test_the_derived_columns_can_be_made_anew(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [*answers(giang, attempt.pk), submit(giang, attempt.pk)])
    kept = Attempt.objects.values().get(pk=attempt.pk)
    Attempt.objects.filter(pk=attempt.pk).update(mark=None, points=None, answered=0, submitted_at=None)
    Attempt.objects.get(pk=attempt.pk).refresh()
    assert Attempt.objects.values().get(pk=attempt.pk) == kept


def test_the_database_keeps_answers_and_used_questions_as_they_are(giang, quiz, questions, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, answers(giang, attempt.pk))
    for change in (
        lambda: AnswerEvent.objects.update(response=["a"]),
        lambda: AnswerEvent.objects.all()._raw_delete("default"),
        lambda: QuestionVersion.objects.filter(used_at__isnull=False).update(key={"right": "a"}),
        lambda: QuestionVersion.objects.filter(used_at__isnull=False).update(text="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_twenty_answers_need_few_queries(giang, course, signed_in, django_assert_max_num_queries):
    bank = quizzes.make_bank()
    many = [quizzes.make_question(bank, text=f"{n} + 1 = ?") for n in range(20)]
    quiz = quizzes.make_quiz(course, many)
    client = signed_in(giang)
    attempt = begin(client, quiz)
    client.get(f"/attempts/{attempt.pk}/")
    events = answers(giang, attempt.pk, {place: ["b"] for place in range(1, 21)})
    with django_assert_max_num_queries(16):
        assert send(client, events) == ["stored"] * 20
    assert Receipt.objects.count() == 20


def test_accepting_keeps_what_arrived_after_the_work_was_read(giang, ms_lan, quiz):
    attempt = Attempt.objects.begin(giang, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(flags=["conflict"], start_flags=["over_limit"])
    attempt.accept(by=ms_lan)
    assert Attempt.objects.get(pk=attempt.pk).flags == ["conflict", "over_limit"]
