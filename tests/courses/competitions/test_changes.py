"""A competition is put right after it was opened: days and words, the rest while nobody goes by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.competitions import appealing, seating
from courses.models import Round, RoundSession, Standing
from lms.models import Change
from tests.courses import contests


def fields(competition, **changed):
    until = timezone.localtime(competition.entries_until)
    told = {
        "title": competition.title,
        "about": competition.about,
        "grade_from": competition.grade_from,
        "grade_to": competition.grade_to,
        "team_size": competition.team_size,
        "entries_until": f"{until:%H:%M %d/%m/%Y}",
        "appeal_days": competition.appeal_days,
    }
    return told | changed


@pytest.fixture
def admin(signed_in, province_admin):
    return signed_in(province_admin)


def later(days=20):
    return f"{timezone.localtime() + timedelta(days=days):%H:%M %d/%m/%Y}"


def test_entries_are_taken_longer_and_a_slip_in_the_name_is_mended(competition, admin):
    path = f"/competitions/{competition.pk}/edit/"
    assert admin.get(path).status_code == 200
    told = fields(competition, title="Rung chuông vàng 2026", entries_until=later())
    for _twice in range(2):
        assert admin.post(path, told).status_code == 302
    was = competition.entries_until
    competition.refresh_from_db()
    assert competition.title == "Rung chuông vàng 2026"
    assert competition.entries_until > was
    assert Change.objects.filter(act="change a competition").count() == 1


def test_whom_it_is_for_stays_once_somebody_entered(competition, admin, giang):
    path = f"/competitions/{competition.pk}/edit/"
    admin.post(path, fields(competition, grade_to=8))
    contests.enter(competition, giang)
    admin.post(path, fields(competition, grade_to=7, title="Đổi tên"))
    competition.refresh_from_db()
    assert (competition.grade_to, competition.title) == (8, "Đổi tên")
    assert "giữ nguyên" in admin.get(path).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "field__error"),
        ({"grade_from": 9, "grade_to": 6}, "Khối cuối nhỏ hơn khối đầu"),
        ({"entries_until": "01/01/2020 07:00"}, "field__error"),
        ({"entries_until": "mai"}, "07:30 25/12/2026"),
    ],
)
def test_what_cannot_be_is_refused_in_words(competition, admin, wrong, words):
    answer = admin.post(f"/competitions/{competition.pk}/edit/", fields(competition, **wrong))
    assert answer.status_code == 422
    assert words in answer.text
    assert not Change.objects.filter(act="change a competition").exists()


def test_nobody_enters_after_the_results(both_sat, round, competition, admin):
    admin.post(f"/competitions/rounds/{round.pk}/publish/")
    answer = admin.post(f"/competitions/{competition.pk}/edit/", fields(competition, entries_until=later()))
    assert "Kết quả đã công bố" in answer.text


def test_a_session_and_a_round_too_many_are_taken_out(competition, round, paper, admin):
    session = round.sessions.get()
    assert admin.post(f"/competitions/rounds/{round.pk}/remove/").status_code == 409
    assert admin.post(f"/competitions/sessions/{session.pk}/remove/").status_code == 302
    assert admin.post(f"/competitions/sessions/{session.pk}/remove/").status_code == 404
    paper.refresh_from_db()
    assert paper.contest is None
    admin.post(f"/competitions/rounds/{round.pk}/remove/")
    assert not Round.objects.exists()


def test_a_session_with_a_seat_stays(competition, round, admin, giang):
    contests.enter(competition, giang)
    seating.seat(round)
    session = round.sessions.get()
    answer = admin.post(f"/competitions/sessions/{session.pk}/remove/")
    assert "đã có suất thi" in answer.text
    assert RoundSession.objects.filter(pk=session.pk).exists()


def test_a_school_changes_nothing_of_the_province(competition, round, signed_in, school_admin):
    client = signed_in(school_admin)
    session = round.sessions.get()
    assert client.post(f"/competitions/{competition.pk}/edit/", fields(competition)).status_code == 404
    assert client.post(f"/competitions/sessions/{session.pk}/remove/").status_code == 404
    assert client.post(f"/competitions/rounds/{round.pk}/remove/").status_code == 404


def test_appeals_that_wait_stand_before_the_results(both_sat, round, admin, giang):
    admin.post(f"/competitions/rounds/{round.pk}/publish/")
    standing = Standing.objects.get(entry__entrants__student=giang)
    appealing.ask(standing.publication, standing.entry, giang, "Em làm đúng câu 2")
    shown = admin.get(f"/competitions/rounds/{round.pk}/").text
    assert shown.index("Em làm đúng câu 2") < shown.index("<table")


def test_no_room_is_opened_for_a_session_that_is_over(both_sat, round, admin):
    path = f"/competitions/sessions/{round.sessions.get().pk}/rooms/"
    assert "đã hết giờ" in admin.get(path).text
    assert admin.post(path, {"title": "Phòng 1", "tablets": "2"}).status_code == 422
