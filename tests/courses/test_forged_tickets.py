"""What a quiz ticket proves: nothing when it is forged, of another pupil, of another paper or left out."""

from decimal import Decimal

import pytest
from django.core import signing

from courses import quiz_tickets
from courses.models import Attempt
from tests.courses import quizzes
from tests.courses.sitting import begin, found, send, take_tickets, worked

pytestmark = pytest.mark.usefixtures("no_quota")


def test_an_event_without_its_ticket_may_come_first(giang, quiz, signed_in):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    work = worked(giang, ticket)
    del work[0]["payload"]["ticket"]
    send(client, work[:1])
    assert found(ticket).flags == ["unverified"]
    send(client, work[1:])
    assert (found(ticket).counted, found(ticket).flags, found(ticket).mark) == (True, [], Decimal("10.0"))


def test_what_a_browser_says_of_its_score_or_its_time_is_no_ticket(giang, quiz, signed_in):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    send(client, worked(giang, ticket, responses={}, score=10, finished_at="2020", minutes=500, seed=1))
    assert (found(ticket).mark, found(ticket).seed) == (
        Decimal("0.0"),
        quiz_tickets.seed_of(giang.pk, quiz.paper.pk, 1),
    )


def forged(ticket, **changes):
    told = quiz_tickets.read(ticket["ticket"])
    return quiz_tickets.signed(type(told)(**{**told.__dict__, **changes}))


@pytest.mark.parametrize(
    "forge",
    [
        lambda ticket, hoa: ticket["ticket"][:-2] + "xx",
        lambda ticket, hoa: forged(ticket, student=str(hoa.pk)),
        lambda ticket, hoa: forged(ticket, number=7),
        lambda ticket, hoa: signing.dumps(["not", "a", "ticket"], salt=quiz_tickets.SALT),
        lambda ticket, hoa: signing.dumps(list(range(11)), salt="something else"),
        lambda ticket, hoa: "x" * 5000,
        lambda ticket, hoa: {"a": 1},
        lambda ticket, hoa: None,
    ],
)
def test_a_forged_ticket_is_none_and_the_work_is_kept_apart(forge, giang, hoa, quiz, signed_in):
    client = signed_in(giang)
    ticket = take_tickets(client, quiz)["tickets"][0]
    work = worked(giang, ticket | {"ticket": forge(ticket, hoa)})
    assert send(client, work) == ["stored"] * 6
    assert (found(ticket).counted, found(ticket).flags) == (False, ["unverified"])


@pytest.mark.parametrize("with_ticket", [True, False])
def test_the_ticket_of_another_pupil_begins_nothing_of_hers(with_ticket, giang, hoa, quiz, signed_in):
    ticket = take_tickets(signed_in(giang), quiz)["tickets"][0]
    stolen = ticket if with_ticket else ticket | {"ticket": None}
    assert send(signed_in(hoa), worked(hoa, stolen)) == ["stored"] * 6
    send(signed_in(hoa), worked(hoa, stolen, install="tablet-2"))
    # Twice is as once: it is one attempt, kept apart.
    (apart,) = Attempt.objects.all()
    assert (apart.student, apart.counted, str(apart.pk) == ticket["id"]) == (hoa, False, False)
    assert "unverified" in apart.flags
    assert send(signed_in(giang), worked(giang, ticket)) == ["stored"] * 6
    assert (found(ticket).student, found(ticket).mark, found(ticket).flags) == (giang, Decimal("10.0"), [])


def test_who_used_the_ticket_of_another_pupil_shuts_nobody_out_at_school(giang, hoa, quiz, signed_in):
    ticket = take_tickets(signed_in(giang), quiz)["tickets"][0]
    send(signed_in(hoa), worked(hoa, ticket))
    assert str(begin(signed_in(giang), quiz).pk) == ticket["id"]


def test_a_try_whose_key_is_taken_begins_all_the_same_and_takes_its_work_in(giang, hoa, quiz, signed_in):
    first, second = take_tickets(signed_in(giang), quiz)["tickets"]
    for ticket in (first, second):
        Attempt.objects.make(hoa, quiz.paper, number=1, id=ticket["id"])
    assert send(signed_in(giang), worked(giang, first)) == ["stored"] * 6
    assert begin(signed_in(giang), quiz).number == 2
    assert send(signed_in(giang), worked(giang, second)) == ["stored"] * 6
    own = Attempt.objects.filter(student=giang)
    assert list(own.order_by("number").values_list("number", "mark")) == [(1, 10), (2, 10)]
    assert not Attempt.objects.filter(student=hoa).exclude(answered=0).exists()


def test_a_try_that_was_told_without_its_ticket_keeps_its_number(giang, quiz, signed_in):
    first, second = take_tickets(signed_in(giang), quiz)["tickets"]
    send(signed_in(giang), worked(giang, second | {"ticket": None}))
    assert (found(second).number, found(second).flags) == (2, ["unverified"])
    # The next one at school finds its key free.
    assert begin(signed_in(giang), quiz).number == 3
    assert send(signed_in(giang), worked(giang, first)) == ["stored"] * 6


def test_a_ticket_for_another_paper_proves_nothing(giang, questions, quiz, signed_in):
    other = quizzes.make_quiz(quizzes.make_course(), questions)
    client = signed_in(giang)
    mine, theirs = take_tickets(client, quiz)["tickets"][0], take_tickets(client, other)["tickets"][0]
    send(client, worked(giang, mine | {"ticket": theirs["ticket"]}))
    assert found(mine).flags == ["unverified"]
