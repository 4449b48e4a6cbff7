"""A competition is opened and announced; pupils enter, alone or as a team."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.competitions import entering, publishing, seating
from courses.models import Competition, Entry, HeldWord
from home import waiting
from students.models import Place
from tests.courses import contests


def test_a_teacher_opens_one_for_the_own_class_and_announces_it(ms_lan, giang, class_6a, signed_in):
    lan = signed_in(ms_lan)
    facts = {"title": "Đố vui", "about": "", "held": f"class-{class_6a.uid}", "grade_from": 6, "grade_to": 6}
    facts |= {"team_size": 1, "entries_until": "07:00 01/12/2026", "appeal_days": 3}
    assert lan.post("/competitions/new/", facts).status_code == 302
    made = Competition.objects.get()
    assert (made.level, made.school_class) == ("class", class_6a)
    pupil = signed_in(giang)
    assert pupil.get(f"/competitions/{made.pk}/").status_code == 404
    lan = signed_in(ms_lan)
    for _twice in range(2):
        assert lan.post(f"/competitions/{made.pk}/announce/").status_code == 302
    assert "Đố vui" in contests.words_of(signed_in(giang).get("/competitions/"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"held": "province"},
        {"grade_to": 3},
        {"entries_until": "07:00 01/12/2025"},
        {"team_size": "999999999999"},
    ],
)
def test_what_cannot_be_is_refused_in_words(ms_lan, class_6a, signed_in, wrong):
    facts = {"title": "Đố vui", "held": f"class-{class_6a.uid}", "grade_from": 6, "grade_to": 6}
    facts |= {"team_size": 1, "entries_until": "07:00 01/12/2026", "appeal_days": 3, **wrong}
    assert signed_in(ms_lan).post("/competitions/new/", facts).status_code == 422
    assert not Competition.objects.exists()


def test_a_pupil_enters_once_and_a_teacher_confirms(competition, giang, ms_lan, signed_in):
    pupil = signed_in(giang)
    for _twice in range(2):
        assert (
            pupil.post(f"/competitions/{competition.pk}/enter/", {"nickname": "Sao Mai"}).status_code == 302
        )
    entry = Entry.objects.get()
    assert entry.waits
    assert entry.called == "Sao Mai"
    lan = signed_in(ms_lan)
    assert "Giàng A Sùng" in contests.words_of(lan.get(f"/competitions/{competition.pk}/entries/"))
    assert lan.post(f"/competitions/{competition.pk}/entries/", {"entry": [entry.pk]}).status_code == 302
    assert Entry.objects.get().stands
    # Confirmed already: said so, and nothing happens.
    assert lan.post(f"/competitions/{competition.pk}/entries/", {"entry": [entry.pk, "x"]}).status_code == 422


def test_an_entry_is_turned_down_with_a_reason_that_the_pupil_reads(competition, giang, ms_lan, signed_in):
    entry = entering.enter(competition, [giang], "", by=giang.user)
    path, lan = f"/competitions/{competition.pk}/entries/", signed_in(ms_lan)
    assert lan.post(path, {"entry": [entry.pk], "turn_down": 1}).status_code == 422
    assert (
        lan.post(path, {"entry": [entry.pk], "turn_down": 1, "reason": "Em bận thi khác"}).status_code == 302
    )
    pupil = signed_in(giang)
    assert "Em bận thi khác" in contests.words_of(pupil.get(f"/competitions/{competition.pk}/"))
    assert pupil.post(f"/competitions/{competition.pk}/enter/", {}).status_code == 302
    assert Entry.objects.count() == 2


def test_another_school_sees_no_entries_of_ours(competition, giang, mr_pao, signed_in):
    entry = entering.enter(competition, [giang], "Sao Mai", by=giang.user)
    pao = signed_in(mr_pao)
    assert "Sao Mai" not in contests.words_of(pao.get(f"/competitions/{competition.pk}/entries/"))
    pao.post(f"/competitions/{competition.pk}/entries/", {"entry": [entry.pk]})
    assert Entry.objects.get().waits


def test_what_is_another_schools_is_not_found(school_admin, muong_nha, vang, mr_pao, signed_in):
    ours = contests.make_competition(school_admin, level="school", school=muong_nha)
    round = contests.make_round(ours)
    for who in (vang, mr_pao):
        client = signed_in(who)
        for path in (f"/competitions/{ours.pk}/", f"/competitions/rounds/{round.pk}/board/"):
            assert client.get(path).status_code == 404


def test_a_grade_that_is_not_meant_and_a_rude_nickname_are_refused(competition, giang, vang, signed_in):
    told = signed_in(vang).post(f"/competitions/{competition.pk}/enter/", {})
    assert told.status_code == 422
    assert "khối 6 đến 9" in contests.words_of(told)
    for nickname in ("đồ ngu", "0987654321a", "x" * 3000):
        assert (
            signed_in(giang)
            .post(f"/competitions/{competition.pk}/enter/", {"nickname": nickname})
            .status_code
            == 422
        )
    assert not Entry.objects.exists()


def test_after_the_last_hour_nobody_enters(competition, giang, signed_in):
    Competition.objects.update(entries_until=timezone.now() - timedelta(minutes=1))
    assert signed_in(giang).post(f"/competitions/{competition.pk}/enter/", {}).status_code == 422
    assert "đã hết hạn đăng ký" in contests.words_of(signed_in(giang).get("/competitions/"))


def test_a_team_is_entered_by_its_teacher(province_admin, giang, hoa, class_6a, ms_lan, signed_in):
    team = contests.make_competition(province_admin, team_size=2)
    path, lan = f"/competitions/{team.pk}/entries/{class_6a.uid}/", signed_in(ms_lan)
    assert lan.get(path).status_code == 200
    assert lan.post(path, {"pupil": [giang.pk], "nickname": "Đội Núi"}).status_code == 422
    for _twice in range(2):
        assert lan.post(path, {"pupil": [giang.pk, hoa.pk], "nickname": "Đội Núi"}).status_code == 302
    entry = Entry.objects.get()
    assert entry.stands
    assert entry.entrants.count() == 2
    round = contests.make_round(team)
    seating.seat(round)
    contests.sit(giang, round.sessions.get().page, {1: "b", 2: "b"}, seconds=10)
    contests.sit(hoa, round.sessions.get().page, {1: "b"}, seconds=20)
    contests.close(round)
    standing = publishing.publish(round, province_admin).standings.get()
    assert (standing.points, standing.out_of, standing.milliseconds) == (3, 4, 30_000)


def told_today(student):
    return [line.words for line in waiting.lines_for(student.user, [waiting.ROUNDS, waiting.TO_ENTER])[0]]


def test_today_tells_of_what_one_may_enter_and_of_a_round_that_is_today(
    competition, giang, vang, muong_nha, province_admin, django_assert_num_queries
):
    elsewhere = Place.objects.current().communes().exclude(pk=muong_nha.commune_id).first()
    contests.make_competition(province_admin, team_size=2)
    contests.make_competition(province_admin, announced_at=None)
    contests.make_competition(province_admin, level="commune", place=elsewhere)
    with django_assert_num_queries(1):
        assert told_today(giang) == ["Có 1 cuộc thi em có thể ghi tên."]
    # Of another grade.
    assert told_today(vang) == []
    round = contests.make_round(competition)
    contests.enter(competition, giang)
    assert told_today(giang) == []
    seating.seat(round)
    assert told_today(giang) == ["Hôm nay có 1 vòng thi của em."]
    contests.sit(giang, round.sessions.get().page, {1: "b"})
    assert told_today(giang) == []


@pytest.mark.parametrize("nickname", ["zalo là na", "fb của tớ", "nick fb na", "Từ Cấm"])
def test_what_would_hold_a_post_back_is_no_nickname(competition, giang, signed_in, nickname):
    HeldWord.objects.create(text="từ cấm")
    answer = signed_in(giang).post(f"/competitions/{competition.pk}/enter/", {"nickname": nickname})
    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_who_has_entered_finds_the_round_for_practice_at_once(competition, giang, signed_in):
    page = contests.make_page(practice=True, opens_at=None, closes_at=None)
    contests.make_round(competition, title="Vòng thử", pages=[page], is_trial=True)
    pupil = signed_in(giang)
    assert page.url not in contests.words_of(pupil.get(f"/competitions/{competition.pk}/"))
    entering.enter(competition, [giang], "", by=giang.user)
    assert page.url in contests.words_of(pupil.get(f"/competitions/{competition.pk}/"))
