"""What happens when there is no signal, case by case, and what a forger tries: kept, flagged, decided."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from courses import papers
from courses.models import Attempt
from students.models import Student
from students.movement import arrivals, transfers
from students.movement.transfers import Paper
from tests import builders
from tests.courses import quizzes
from tests.courses.sitting import RIGHT, answers, begin, event, send, submit

HOUR = timedelta(hours=1)


pytestmark = pytest.mark.usefixtures("no_quota")


@pytest.fixture
def quiz(questions):
    return quizzes.make_quiz(quizzes.make_course(), questions)


@pytest.fixture
def closing(questions):
    """A quiz that closes in an hour."""
    return quizzes.make_quiz(quizzes.make_course(), questions, closes_at=timezone.now() + HOUR)


def again(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def test_work_of_before_the_closing_counts_when_it_arrives_after(giang, closing, signed_in, time_machine):
    client = signed_in(giang)
    attempt = begin(client, closing)
    time_machine.shift(30 * HOUR)
    work = [
        *answers(giang, attempt.pk, elapsed_ms=50 * 60_000),
        submit(giang, attempt.pk, elapsed_ms=51 * 60_000),
    ]
    assert send(client, work) == ["stored"] * 6
    assert (again(attempt).mark, again(attempt).flags) == (Decimal("10.0"), ["sent_later"])


def test_work_of_after_the_closing_is_kept_and_the_teacher_decides(
    giang, ms_lan, closing, signed_in, time_machine
):
    client = signed_in(giang)
    attempt = begin(client, closing)
    send(client, answers(giang, attempt.pk, {1: ["b"]}, elapsed_ms=60_000))
    time_machine.shift(2 * HOUR)
    after = [event(giang, attempt.pk, 2, place=2, response=RIGHT[2]), submit(giang, attempt.pk, 3)]
    assert send(client, after) == ["late", "stored"]
    assert (again(attempt).points, again(attempt).flags) == (Decimal(1), ["late"])
    assert again(attempt).events.count() == 3
    page = signed_in(ms_lan).get(f"/attempts/{attempt.pk}/").content.decode()
    assert "số a; số c" in page
    assert "Tính bài này" in page


def test_a_quiz_taken_down_meanwhile_still_takes_in_what_was_begun(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    quiz.unpublish()
    assert send(client, [*answers(giang, attempt.pk), submit(giang, attempt.pk)]) == ["stored"] * 6
    assert again(attempt).mark == Decimal("10.0")


def test_of_two_devices_the_first_submit_counts_and_the_other_is_shown(giang, ms_lan, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    first = [*answers(giang, attempt.pk, install="tablet-1")]
    first.append(event(giang, attempt.pk, 6, kind="attempt.submitted", install="tablet-1"))
    other = answers(giang, attempt.pk, {1: ["a"]}, install="phone")
    other.append(event(giang, attempt.pk, 2, kind="attempt.submitted", install="phone"))
    send(client, first)
    proof = again(attempt).proof
    assert send(client, other) == ["late", "stored"]
    found = again(attempt)
    assert (found.mark, found.flags, found.proof) == (Decimal("10.0"), ["parallel"], proof)
    assert found.events.count() == 8
    assert "hai máy" in signed_in(ms_lan).get(f"/attempts/{attempt.pk}/").content.decode()


def test_on_another_device_one_goes_on_from_what_has_arrived(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, answers(giang, attempt.pk, {1: ["b"], 4: ["2,5"]}, install="tablet-1"))
    door = client.get(f"/attempts/new/{quiz.uid}/").content.decode()
    assert "2 câu của em đã tới trường" in door
    assert begin(client, quiz) == attempt
    state = client.get(f"/attempts/papers/{attempt.paper_id}/state.json").json()
    assert state["answers"] == {"1": ["b"], "4": ["2,5"]}
    rest = {place: RIGHT[place] for place in (2, 3, 5)}
    send(client, [*answers(giang, attempt.pk, rest, install="phone"), submit(giang, attempt.pk, 9)])
    assert again(attempt).mark == Decimal("10.0")


def test_a_pupil_who_moved_away_meanwhile_hands_in_and_the_old_school_keeps_the_work(
    giang, ms_lan, mr_pao, muong_nha, na_hy, school_admin, other_school_admin, quiz, signed_in
):
    attempt = begin(signed_in(giang), quiz)
    na_hy.levels = "primary lower_secondary"
    na_hy.save()
    class_6k, day = builders.make_class(na_hy, "6K"), date(2026, 11, 23)
    paper = Paper("12/GCT", date(2026, 11, 20))
    transfers.leave_for(giang, day, school_admin, paper, to_school=na_hy)
    arrivals.take_in(giang, class_6k, day, other_school_admin, paper)
    moved = Student.objects.get(pk=giang.pk)
    client = signed_in(moved)
    assert send(client, [*answers(moved, attempt.pk), submit(moved, attempt.pk)]) == ["stored"] * 6
    found = again(attempt)
    assert (found.mark, found.school, found.school_class.name) == (Decimal("10.0"), muong_nha, "6A")


def test_what_has_not_arrived_is_said_to_be_missing(giang, ms_lan, class_6a, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [event(giang, attempt.pk, 1, place=1, response=["b"]), submit(giang, attempt.pk, 5)])
    assert again(attempt).gaps == 3
    assert "Còn thiếu 3 câu của em" in client.get(f"/attempts/{attempt.pk}/").content.decode()
    teacher = signed_in(ms_lan)
    assert "Còn thiếu 3 câu" in teacher.get(f"/attempts/{attempt.pk}/").content.decode()
    results = teacher.get(f"/attempts/results/{quiz.uid}/{class_6a.uid}/").content.decode()
    assert "thiếu 3 câu" in results
    filled = {place: RIGHT[place] for place in (2, 3, 4)}
    late = [
        event(giang, attempt.pk, seq, place=place, response=filled[place])
        for seq, place in enumerate(filled, 2)
    ]
    assert send(signed_in(giang), late) == ["stored"] * 3
    found = again(attempt)
    assert (found.gaps, found.points, found.flags) == (0, Decimal(4), [])


def test_a_stopwatch_that_went_back_is_flagged_and_wins_no_time(giang, closing, signed_in, time_machine):
    client = signed_in(giang)
    attempt = begin(client, closing)
    send(client, [event(giang, attempt.pk, 1, place=1, response=["b"], elapsed_ms=3000_000)])
    time_machine.shift(timedelta(minutes=50))
    send(client, [event(giang, attempt.pk, 2, place=2, response=RIGHT[2], elapsed_ms=1000)])
    assert "clock_skew" in again(attempt).flags


def test_a_replayed_answer_after_the_submit_changes_nothing_whatever_its_number(giang, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [event(giang, attempt.pk, 1, place=1, response=["a"]), submit(giang, attempt.pk, 2)])
    before = Attempt.objects.values().get(pk=attempt.pk)
    assert send(client, [event(giang, attempt.pk, 2**31 - 1, place=1, response=["b"])]) == ["late"]
    found = Attempt.objects.values().get(pk=attempt.pk)
    # Only that numbers are missing in between is new.
    assert {**found, "gaps": 0} == before


def test_work_at_a_paper_of_another_school_is_not_begun(giang, vang, muong_nha, questions, signed_in):
    course = quizzes.make_course(school=muong_nha)
    closed = quizzes.make_quiz(course, questions, audience="school")
    stream = uuid4()
    told = event(vang, stream, 1, place=1, response=["b"], paper=str(closed.paper.pk))
    assert send(signed_in(vang), [told]) == ["rejected"]
    assert not Attempt.objects.exists()


def test_nobody_learns_how_an_attempt_was_shuffled(giang, hoa, questions, signed_in):
    shuffled = quizzes.make_quiz(
        quizzes.make_course(), questions, part={"shuffle": True, "shuffle_options": True}
    )
    orders = set()
    for pupil in (giang, hoa):
        client = signed_in(pupil)
        attempt = begin(client, shuffled)
        state = client.get(f"/attempts/papers/{attempt.paper_id}/state.json")
        assert str(attempt.seed) not in state.content.decode()
        assert str(attempt.seed) not in client.get(f"/attempts/papers/{attempt.paper_id}/").content.decode()
        orders.add(str(papers.order_of(attempt.paper, attempt.seed)))
    assert len(orders) == 2
