"""Start tickets: made before the hour, then a start is one read and one row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import at_hand, keeping, overriding
from courses.competitions import entering, halls, seating, starts
from courses.models import Attempt, CannotStart, StartTicket, beginning
from lms.models import Job
from tests.courses import contests


@pytest.fixture
def session(competition, round, giang, hoa):
    for student in (giang, hoa):
        contests.enter(competition, student)
    seating.seat(round)
    return round.sessions.get()


def page_at_hand(session):
    return at_hand.quiz(session.page.uid, keeping.edition())


def test_with_a_ticket_a_start_is_one_read_and_one_row(session, giang, hoa):
    page = page_at_hand(session)
    with CaptureQueriesContext(connection) as long_way:
        Attempt.objects.begin(hoa, page)
    assert starts.make(session) == 1
    ticket = StartTicket.objects.get()
    with CaptureQueriesContext(connection) as queries:
        attempt = Attempt.objects.begin(giang, page)
    acts = [one["sql"].split()[0] for one in queries]
    assert [act for act in acts if act in ("SELECT", "INSERT", "UPDATE")] == ["SELECT", "INSERT"]
    assert len(queries) < len(long_way)
    assert (attempt.pk, attempt.seed, attempt.begun_now) == (ticket.pk, ticket.seed, True)
    made = Attempt.objects.get(pk=attempt.pk)
    assert (made.school_class, made.number, made.own_rules) == (giang.current_enrolment().school_class, 1, {})
    # The second tap finds the first.
    assert Attempt.objects.begin(giang, page) == attempt


def test_made_again_a_ticket_stays_what_it_is_and_who_has_begun_gets_none(session, giang, hoa):
    starts.make(session)
    before = set(StartTicket.objects.values_list("pk", "seed"))
    starts.make(session)
    assert set(StartTicket.objects.values_list("pk", "seed")) == before
    Attempt.objects.begin(giang, session.page)
    assert starts.make(session) == 1
    assert Attempt.objects.count() == 1


def test_a_ticket_opens_nothing_before_the_hour_nor_in_a_room_that_waits(session, giang, hoa, ms_lan):
    starts.make(session)
    hall = halls.open_hall(session, giang.school, "Phòng 1", 1, [hoa], ms_lan)
    page = session.page
    for key in (None, hall.pk):
        with pytest.raises(CannotStart):
            Attempt.objects.begin(hoa, page, hall=key)
    halls.start(hall, ms_lan)
    with pytest.raises(CannotStart):
        Attempt.objects.begin(hoa, page)
    assert Attempt.objects.begin(hoa, page, hall=hall.pk)
    page.opens_at = timezone.now() + timedelta(minutes=1)
    with pytest.raises(CannotStart):
        Attempt.objects.begin(giang, page)


def test_rules_of_ones_own_given_afterwards_count(session, giang, ms_lan):
    starts.make(session)
    overriding.give_extra_time(giang, 25, ms_lan)
    assert Attempt.objects.begin(giang, session.page).own_rules == {"percent": 25}


def test_rules_of_ones_own_given_before_stand_in_the_ticket(session, giang, class_6a, ms_lan):
    overriding.override(session.page, ms_lan, school_class=class_6a, minutes=7)
    starts.make(session)
    assert StartTicket.objects.get(student=giang).own_rules == {"minutes": 7}
    assert Attempt.objects.begin(giang, session.page).own_rules == {"minutes": 7}


def test_a_ticket_goes_with_its_seat(session, round, giang, hoa, province_admin):
    starts.make(session)
    entering.withdraw(giang.competition_entries.get().entry, by=giang.user)
    assert not StartTicket.objects.filter(student=giang).exists()
    with pytest.raises(CannotStart):
        Attempt.objects.begin(giang, session.page)
    other = round.sessions.create(title="Ca 2", page=contests.make_page())
    seating.move(round, [round.seats.get().pk], other, by=province_admin)
    assert not StartTicket.objects.exists()
    with pytest.raises(CannotStart):
        Attempt.objects.begin(hoa, session.page)


def test_a_paper_published_anew_is_the_one_that_is_sat(session, giang):
    starts.make(session)
    page, old = session.page, session.page.paper
    page.minutes = 11
    page.parts[0].value["title"] = "Phần mới"
    page.save_revision().publish()
    fresh = page_at_hand(session)
    attempt = Attempt.objects.begin(giang, fresh)
    assert attempt.paper == fresh.paper
    assert fresh.paper != old


def test_tickets_are_made_when_seats_are_given_and_at_night(session, round, province_admin, signed_in):
    assert signed_in(province_admin).post(f"/competitions/rounds/{round.pk}/seats/").status_code == 302
    job = Job.objects.get()
    assert starts.make_of_round(job, str(round.pk)) == {"made": 2}
    session.page.closes_at = timezone.now() - timedelta(seconds=1)
    session.page.save()
    starts.every_night()
    assert not StartTicket.objects.exists()


def test_the_other_of_two_starts_finds_the_attempt(session, giang, monkeypatch):
    """Both have read the ticket as unused; one of them was quicker."""
    starts.make(session)
    page, read = session.page, StartTicket.read
    first = Attempt.objects.begin(giang, page)
    monkeypatch.setattr(StartTicket, "read", lambda *told: read(*told)._replace(begun=False))
    assert Attempt.objects.begin(giang, page) == first
    assert Attempt.objects.count() == 1


@pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="threads need PostgreSQL"
)
def test_many_taps_at_one_moment_begin_one_attempt(transactional_db, session, giang):
    def tap(_number):
        try:
            return Attempt.objects.begin(giang, page_at_hand(session)).pk
        finally:
            connections.close_all()

    def make(_number):
        try:
            return starts.make(session) and None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        taps = [pool.submit(make if n == 3 else tap, n) for n in range(40)]
        keys = {one.result() for one in taps} - {None}
    assert len(keys) == 1
    assert Attempt.objects.count() == 1


def test_the_long_way_and_a_ticket_at_one_moment_are_one_attempt(session, giang, monkeypatch):
    """One found no ticket yet; before it wrote its row, another began with the one made meanwhile."""
    starts.make(session)
    page, really = session.page, beginning._one_start_after_another
    first = Attempt.objects.begin(giang, page)
    seen = [lambda *told: False, really]
    monkeypatch.setattr(StartTicket, "read", lambda *told: None)
    monkeypatch.setattr(beginning, "_one_start_after_another", lambda *told: seen.pop(0)(*told))
    assert Attempt.objects.begin(giang, page) == first
    assert seen == []
    assert Attempt.objects.count() == 1
