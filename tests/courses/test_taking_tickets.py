"""Which tickets a pupil may take along: as many as there are tries left; else a sentence says why not."""

from datetime import timedelta
from decimal import Decimal

import pytest

from courses import overriding
from tests.courses import quizzes
from tests.courses.sitting import begin, found, send, submit, take_tickets, worked

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("no_quota")


def test_there_are_as_many_tickets_as_tries_left(giang, quiz, signed_in):
    client = signed_in(giang)
    assert [ticket["number"] for ticket in take_tickets(client, quiz)["tickets"]] == [1, 2]
    send(client, [submit(giang, begin(client, quiz).pk)])
    assert [ticket["number"] for ticket in take_tickets(client, quiz)["tickets"]] == [2]
    send(client, worked(giang, take_tickets(client, quiz)["tickets"][0]))
    told = take_tickets(client, quiz)
    assert told["tickets"] == []
    assert "hết số lần" in told["why"]


def test_a_closed_quiz_gives_no_ticket(giang, closing, signed_in, time_machine):
    time_machine.shift(3 * HOUR)
    told = take_tickets(signed_in(giang), closing)
    assert told["tickets"] == []
    assert "đã đóng" in told["why"]


def test_extra_time_of_a_pupil_stands_in_the_ticket(giang, ms_lan, quiz, signed_in):
    overriding.give_extra_time(giang, 100, by=ms_lan, reason="")
    ticket = take_tickets(signed_in(giang), quiz)["tickets"][0]
    assert ticket["seconds"] == (30 + quiz.grace_minutes) * 60
    send(signed_in(giang), worked(giang, ticket, minute=29))
    assert found(ticket).mark == Decimal("10.0")


def test_a_quiz_of_another_school_gives_no_ticket(vang, muong_nha, questions, signed_in):
    closed = quizzes.make_quiz(quizzes.make_course(school=muong_nha), questions, audience="school")
    assert signed_in(vang).get(f"/quizzes/{closed.uid}/tickets.json").status_code == 404
    assert signed_in(vang).get(f"/papers/{closed.paper.pk}/sealed.json").status_code == 404


def test_a_practice_needs_no_ticket(giang, questions, signed_in):
    practice = quizzes.make_quiz(quizzes.make_course(), questions, practice=True)
    told = take_tickets(signed_in(giang), practice)
    assert told["tickets"] == []
    assert "bài luyện" in told["why"]
