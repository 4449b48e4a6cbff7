"""A quiz that is begun where there is no signal, with a ticket of the school."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from courses import overriding, papers, quiz_tickets
from courses.models import Attempt
from students.models import Student
from students.movement import arrivals, transfers
from students.movement.transfers import Paper
from tests import builders
from tests.courses import quizzes
from tests.courses.sitting import RIGHT, begin, event, found, send, submit, take_tickets, worked

KEY = "Đáp án: <b>"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


pytestmark = pytest.mark.usefixtures("no_quota")


def test_what_began_with_a_ticket_counts_as_begun_at_school(giang, quiz, signed_in, time_machine):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    time_machine.shift(3 * DAY)
    assert send(client, worked(giang, ticket)) == ["stored"] * 6
    attempt = found(ticket)
    assert (attempt.mark, attempt.counted, attempt.flags) == (Decimal("10.0"), True, [])
    assert (attempt.number, attempt.paper) == (1, quiz.paper)
    # The stopwatch tells when it can have begun, reckoned back from what arrived.
    assert abs(timezone.now() - attempt.started_at - 6 * MINUTE) < MINUTE / 6


def test_no_key_is_out_while_a_ticket_may_still_be_used(giang, questions, signed_in, time_machine):
    rules = {"tries": 2, "minutes": 15, "feedback": "key_after_close"}
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, closes_at=timezone.now() + 2 * HOUR, **rules)
    first, second = take_tickets(signed_in(giang), quiz)["tickets"]
    send(signed_in(giang), worked(giang, first, responses={1: ["a"]}))
    time_machine.shift(DAY)
    # The quiz is closed, and the second try may still come: with the key it would be worth nothing.
    page = signed_in(giang).get(f"/attempts/{first['id']}/").content.decode()
    assert KEY not in page
    comes = timezone.localtime(quiz.closes_at + quiz.grace_minutes * MINUTE + 7 * DAY)
    assert f"Đáp án đúng hiện ở đây từ {comes:%H:%M %d/%m/%Y}." in page
    assert "Có bạn làm bài ở nơi không có mạng" in page
    assert send(signed_in(giang), worked(giang, second)) == ["stored"] * 6
    time_machine.shift(7 * DAY)
    page = signed_in(giang).get(f"/attempts/{first['id']}/").content.decode()
    assert KEY in page
    assert "hiện ở đây" not in page
    assert found(second).counted


def test_the_same_ticket_is_told_again_and_begins_the_attempt_that_begins_at_school(giang, quiz, signed_in):
    client = signed_in(giang)
    first, again = take_tickets(client, quiz)["tickets"][0], take_tickets(client, quiz)["tickets"][0]
    assert first["id"] == again["id"]
    # She has begun at home, has signal again, and presses «Begin» before anything was sent.
    assert str(begin(client, quiz).pk) == first["id"]
    assert send(client, worked(giang, first)) == ["stored"] * 6
    assert Attempt.objects.count() == 1
    assert (found(first).mark, found(first).flags) == (Decimal("10.0"), [])


def test_an_attempt_meets_the_order_that_its_ticket_told_for_200_tickets(giang, questions, signed_in):
    shuffled = quizzes.make_quiz(
        quizzes.make_course(), questions, tries=50, part={"shuffle": True, "shuffle_options": True}
    )
    client = signed_in(giang)
    ticket = take_tickets(client, shuffled)["tickets"][0]
    send(client, worked(giang, ticket))
    assert papers.order_told(shuffled.paper, found(ticket).seed) == {
        "parts": ticket["parts"],
        "options": {int(place): order for place, order in ticket["options"].items()},
    }
    orders = {
        str(papers.order_told(shuffled.paper, quiz_tickets.seed_of(giang.pk, shuffled.paper.pk, number)))
        for number in range(200)
    }
    assert len(orders) > 150


def test_the_seed_is_in_no_ticket(giang, quiz, signed_in):
    response = signed_in(giang).get(f"/quizzes/{quiz.uid}/tickets.json")
    assert str(quiz_tickets.seed_of(giang.pk, quiz.paper.pk, 1)) not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_an_answer_beyond_the_minutes_and_the_grace_is_kept_late(giang, quiz, signed_in, time_machine):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    time_machine.shift(DAY)
    told = {"paper": ticket["paper"], "ticket": ticket["ticket"]}
    work = [
        event(giang, ticket["id"], 1, place=1, response=["b"], elapsed_ms=14 * 60_000, **told),
        event(giang, ticket["id"], 2, place=4, response=["2,5"], elapsed_ms=17 * 60_000, **told),
        event(giang, ticket["id"], 3, place=5, response=RIGHT[5], elapsed_ms=18 * 60_000, **told),
    ]
    assert send(client, work) == ["stored", "stored", "late"]
    assert (found(ticket).points, found(ticket).flags) == (Decimal(2), ["late", "sent_later"])


def test_no_order_of_arrival_changes_what_it_is_worth(giang, quiz, signed_in, time_machine):
    client = signed_in(giang)
    first, second = take_tickets(client, quiz)["tickets"]
    time_machine.move_to(timezone.now() + DAY, tick=False)
    for ticket, turn in ((first, 1), (second, -1)):
        work = worked(giang, ticket, minute=16)
        for one in work[-2:]:
            one["payload"]["elapsed_ms"] = 18 * 60_000
        for one in work[::turn]:
            send(client, [one])
    told = [(one.points, one.flags, one.started_at) for one in (found(first), found(second))]
    assert told[0] == told[1]
    assert told[0][:2] == (Decimal(4), ["late", "sent_later"])


@pytest.mark.parametrize("days", [0, 6])
def test_after_the_close_a_ticket_of_before_still_counts_for_a_week(
    days, giang, closing, signed_in, time_machine
):
    client = signed_in(giang)
    ticket = take_tickets(client, closing)["tickets"][0]
    time_machine.shift(3 * HOUR + days * DAY)
    assert send(signed_in(giang), worked(giang, ticket)) == ["stored"] * 6
    assert (found(ticket).mark, found(ticket).flags) == (Decimal("10.0"), ["sent_later"])


def test_what_comes_after_the_week_is_kept_and_a_teacher_decides(
    giang, ms_lan, closing, signed_in, time_machine
):
    ticket = take_tickets(signed_in(giang), closing)["tickets"][0]
    time_machine.shift(8 * DAY)
    assert send(signed_in(giang), worked(giang, ticket)) == ["late"] * 5 + ["stored"]
    assert (found(ticket).counted, found(ticket).flags) == (False, ["late", "unverified"])
    assert "Tính bài này" in signed_in(ms_lan).get(f"/attempts/{ticket['id']}/").content.decode()
    signed_in(ms_lan).post(f"/attempts/{ticket['id']}/accept/")
    assert (found(ticket).counted, found(ticket).mark) == (True, Decimal("10.0"))


def test_a_quiz_that_was_edited_is_marked_on_the_paper_of_the_ticket(giang, quiz, questions, signed_in):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    old = questions[0].current
    questions[0].revise(None, kind="one_choice", text="2 + 3 = ?", content=old.content, key={"right": "c"})
    quiz.minutes = 5
    quiz.save_revision().publish()
    send(client, worked(giang, ticket, minute=14))
    assert (found(ticket).mark, found(ticket).flags) == (Decimal("10.0"), [])
    assert str(found(ticket).paper_id) == ticket["paper"]


@pytest.mark.parametrize("gone", ["unpublish", "delete"])
def test_a_quiz_that_is_gone_takes_in_what_its_tickets_began(gone, giang, quiz, signed_in):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    getattr(quiz, gone)()
    assert send(client, worked(giang, ticket)) == ["stored"] * 6
    assert (found(ticket).mark, found(ticket).flags) == (Decimal("10.0"), [])
    assert client.get(f"/attempts/{ticket['id']}/").status_code == 200


def test_one_ticket_on_two_devices_is_one_attempt_with_both_logs(giang, quiz, signed_in):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    send(client, worked(giang, ticket))
    send(client, worked(giang, ticket, install="phone", responses={1: ["a"], 4: ["9"]}))
    attempt = Attempt.objects.get()
    assert (attempt.mark, attempt.flags, attempt.events.count()) == (Decimal("10.0"), ["parallel"], 9)


def test_more_tries_than_allowed_are_kept_and_not_counted(giang, questions, signed_in):
    once = quizzes.make_quiz(quizzes.make_course(), questions, tries=1)
    client = signed_in(giang)
    old = take_tickets(client, once)["tickets"][0]
    # Published anew, the quiz asks on another paper: a second device takes the ticket for that one.
    once.title = "Kiểm tra 15 phút, bản mới"
    once.save_revision().publish()
    new = take_tickets(client, type(once).objects.get(pk=once.pk))["tickets"][0]
    assert old["id"] != new["id"] or old["paper"] == new["paper"]
    send(client, worked(giang, old))
    send(client, [submit(giang, uuid.uuid4(), paper=old["paper"], ticket=old["ticket"])])
    assert Attempt.objects.counting().count() == 1
    assert Attempt.objects.exclude(pk=old["id"]).get().flags == ["over_limit", "unverified"]


def test_time_that_a_teacher_gives_afterwards_helps(giang, ms_lan, quiz, signed_in, time_machine):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    time_machine.shift(DAY)
    send(client, worked(giang, ticket, minute=20))
    assert found(ticket).points == 0
    overriding.override(quiz, by=ms_lan, student=giang, minutes=30)
    assert (found(ticket).mark, "late" in found(ticket).flags) == (Decimal("10.0"), False)


def test_a_stopwatch_that_tells_more_than_has_passed_costs_nothing(giang, quiz, signed_in, time_machine):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    time_machine.shift(2 * MINUTE)
    assert send(client, worked(giang, ticket, minute=500)) == ["stored"] * 6
    assert found(ticket).mark == Decimal("10.0")


def test_the_clock_of_the_device_changes_no_mark(giang, quiz, signed_in):
    client = signed_in(giang)
    for ticket, wall in zip(
        take_tickets(client, quiz)["tickets"], ("2010-01-01T00:00:00Z", "2031-01-01T00:00:00Z"), strict=True
    ):
        send(client, [one | {"wall": wall} for one in worked(giang, ticket)])
        assert (found(ticket).mark, found(ticket).flags) == (Decimal("10.0"), [])


def test_a_pupil_who_moved_away_hands_in_and_the_old_school_keeps_the_work(
    giang, muong_nha, na_hy, school_admin, other_school_admin, quiz, signed_in
):
    ticket = take_tickets(signed_in(giang), quiz)["tickets"][0]
    na_hy.levels = "primary lower_secondary"
    na_hy.save()
    class_6k, day = builders.make_class(na_hy, "6K"), date(2026, 11, 23)
    paper = Paper("12/GCT", date(2026, 11, 20))
    transfers.leave_for(giang, day, school_admin, paper, to_school=na_hy)
    arrivals.take_in(giang, class_6k, day, other_school_admin, paper)
    moved = Student.objects.get(pk=giang.pk)
    assert send(signed_in(moved), worked(moved, ticket)) == ["stored"] * 6
    attempt = found(ticket)
    assert (attempt.mark, attempt.school, attempt.school_class.name) == (Decimal("10.0"), muong_nha, "6A")
