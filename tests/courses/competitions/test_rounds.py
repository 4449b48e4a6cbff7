"""Who sits in which session, who goes on, and how results are published."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import at_hand, keeping
from courses.competitions import publishing, seating
from courses.competitions.entering import Refused
from courses.models import Attempt, CannotStart, Publication, Standing
from lms.models import Look
from tests import builders
from tests.courses import contests


def test_without_a_seat_nobody_begins_the_paper(competition, round, paper, giang, hoa):
    contests.enter(competition, giang)
    seating.seat(round)
    with pytest.raises(CannotStart):
        Attempt.objects.begin(hoa, paper)
    assert Attempt.objects.begin(giang, paper)


def test_sessions_share_out_the_entries_and_seats_are_given_once(competition, giang, hoa):
    round = contests.make_round(competition, pages=[contests.make_page(), contests.make_page()])
    for student in (giang, hoa):
        contests.enter(competition, student)
    assert (seating.seat(round), seating.seat(round)) == (2, 0)
    assert [one.seats.count() for one in round.sessions.all()] == [1, 1]
    # Who sits in the first session may not see the paper of the second.
    second = round.sessions.last()
    first_sitter = round.sessions.first().seats.get().entry.entrants.get().student
    with pytest.raises(CannotStart):
        Attempt.objects.begin(first_sitter, second.page)


def test_only_the_paper_of_a_competition_asks_for_seats(competition, round, paper, giang):
    contests.enter(competition, giang)
    seating.seat(round)
    asked = {}
    for page in (contests.make_page(), paper):
        page = at_hand.quiz(page.uid, keeping.edition())
        with CaptureQueriesContext(connection) as queries:
            Attempt.objects.begin(giang, page)
        asked[page.pk] = [one["sql"] for one in queries if "courses_s" in one["sql"]]
    ordinary, contest = asked.values()
    assert not ordinary
    # For a start ticket, then for a seat.
    assert len(contest) == 2


def test_results_are_published_by_an_act_and_each_reads_the_own_place(
    both_sat, round, giang, province_admin, signed_in
):
    pupil = signed_in(giang)
    assert pupil.get(f"/competitions/rounds/{round.pk}/board/").status_code == 404
    admin = signed_in(province_admin)
    assert admin.get(f"/competitions/rounds/{round.pk}/").status_code == 200
    assert admin.post(f"/competitions/rounds/{round.pk}/publish/").status_code == 302
    again = admin.post(f"/competitions/rounds/{round.pk}/publish/")
    assert again.status_code == 409
    assert Publication.objects.count() == 1
    assert [str(one.rank) for one in Standing.objects.order_by("rank")] == ["1", "2"]
    told = contests.words_of(signed_in(giang).get(f"/competitions/{round.competition_id}/"))
    assert "Hạng 1" in told
    board = contests.words_of(signed_in(giang).get(f"/competitions/rounds/{round.pk}/board/"))
    assert "Sao Mai" in board
    assert "1:30" in board
    assert "Giàng" not in board
    assert "Hoa" not in board


def test_while_a_session_runs_nothing_is_published(
    competition, round, paper, giang, province_admin, signed_in
):
    contests.enter(competition, giang)
    seating.seat(round)
    contests.sit(giang, paper, {1: "b"})
    assert signed_in(province_admin).post(f"/competitions/rounds/{round.pk}/publish/").status_code == 409


def test_ranked_anew_after_a_correction_with_a_reason(both_sat, round, paper, hoa, province_admin):
    first = publishing.publish(round, province_admin)
    attempt = Attempt.objects.get(student=hoa)
    version = attempt.paper.all_items[1].version
    version.corrections.create(
        scope="everywhere", what="full", key={"void": "full"}, reason="đề nhầm", by=province_admin
    )
    for one in Attempt.objects.select_related("page", "paper"):
        one.refresh()
    assert publishing.has_changed(round, first)
    with pytest.raises(Refused):
        publishing.publish(round, province_admin)
    second = publishing.publish(round, province_admin, "Câu 2 có lỗi")
    # Both have all points now; Hoa was quicker.
    assert second.standings.get(rank=1).entry.entrants.get().student == hoa
    publishing.withdraw(round, province_admin)
    publishing.withdraw(round, province_admin)
    assert round.published is None


def test_the_best_go_on_and_only_they_have_seats(both_sat, competition, round, giang, province_admin):
    round.top_each_school = 1
    round.save()
    final = contests.make_round(competition, title="Chung kết")
    assert seating.seat(final) == 0
    publishing.publish(round, province_admin)
    assert seating.seat(final) == 1
    assert final.seats.get().entry.entrants.get().student == giang


def test_nonsense_in_a_form_is_refused_and_never_a_fault(both_sat, round, province_admin, signed_in):
    publishing.publish(round, province_admin)
    admin = signed_in(province_admin)
    for value in ("x", "-1", "9" * 40):
        assert (
            admin.post(f"/competitions/rounds/{round.pk}/certificates.pdf", {"standing": value}).status_code
            == 404
        )
        assert (
            admin.post(
                f"/competitions/rounds/{round.pk}/sessions/", {"title": value, "page": value}
            ).status_code
            == 422
        )
    assert admin.post(f"/competitions/appeals/{uuid.uuid4()}/", {"answer": "x"}).status_code == 404


def test_lists_cost_the_same_however_many_there_are(
    both_sat, competition, round, class_6a, province_admin, signed_in, django_assert_max_num_queries
):
    publishing.publish(round, province_admin)
    for n in range(12):
        contests.enter(competition, builders.make_student(f"Lò Văn {chr(65 + n)}", class_6a))
    admin = signed_in(province_admin)
    with django_assert_max_num_queries(16):
        admin.get(f"/competitions/{competition.pk}/entries/")
    with django_assert_max_num_queries(45):
        admin.get(f"/competitions/rounds/{round.pk}/")


@pytest.fixture
def two_sessions(competition, giang, hoa):
    round = contests.make_round(competition, pages=[contests.make_page(), contests.make_page()])
    for student in (giang, hoa):
        contests.enter(competition, student)
    seating.seat(round)
    return round


def test_a_pupil_is_moved_to_another_session_by_hand(two_sessions, giang, province_admin, signed_in):
    admin, path = signed_in(province_admin), f"/competitions/rounds/{two_sessions.pk}/seats/"
    assert "Giàng A Sùng" in contests.words_of(admin.get(path, {"q": "giang"}))
    assert "Lò Thị Hoa" not in contests.words_of(admin.get(path, {"q": "giang"}))
    seat = two_sessions.seats.get(entry__entrants__student=giang)
    other = two_sessions.sessions.exclude(pk=seat.session_id).get()
    assert admin.post(f"{path}move/", {"seat": [seat.pk, "x"], "session": other.pk}).status_code == 302
    seat.refresh_from_db()
    assert seat.session == other
    assert Attempt.objects.begin(giang, other.page)
    for wrong in ({"seat": seat.pk, "session": "9" * 30}, {"session": other.pk}, {"seat": "x" * 50}):
        assert admin.post(f"{path}move/", wrong).status_code == 422


def test_whose_seats_were_looked_at_is_noted_once_a_day(two_sessions, giang, province_admin, signed_in):
    admin, path = signed_in(province_admin), f"/competitions/rounds/{two_sessions.pk}/seats/"
    for _twice in range(2):
        admin.get(path, {"q": "giang"})
    # Of Hoa nothing was shown.
    look = Look.objects.get(what="seat in a competition")
    assert (look.object_id, look.actor, look.school_id) == (str(giang.pk), province_admin, giang.school_id)


def test_who_has_begun_the_paper_is_not_moved_and_nobody_with_them(
    two_sessions, giang, hoa, province_admin, signed_in
):
    first = two_sessions.sessions.first()
    two_sessions.seats.update(session=first)
    Attempt.objects.begin(giang, first.page)
    other, admin = two_sessions.sessions.last(), signed_in(province_admin)
    told = {"seat": [one.pk for one in two_sessions.seats.all()], "session": other.pk}
    answer = admin.post(f"/competitions/rounds/{two_sessions.pk}/seats/move/", told)
    assert answer.status_code == 422
    assert "Giàng A Sùng" in contests.words_of(answer)
    assert not other.seats.exists()
