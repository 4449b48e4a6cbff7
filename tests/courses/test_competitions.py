"""A competition from its opening to its results."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.competitions import boards, certificates, entering, publishing, seating
from courses.competitions.entering import Refused
from courses.models import Attempt, Award, CannotStart, Competition, Entry, Publication, Standing
from home import waiting
from lms.models import Look
from students import consents
from students.models import Place
from tests import builders
from tests.courses import contests, quizzes


@pytest.fixture(autouse=True)
def _no_board_kept():
    boards.forget()


@pytest.fixture
def competition(province_admin):
    return contests.make_competition(province_admin)


@pytest.fixture
def round(competition):
    return contests.make_round(competition)


@pytest.fixture
def paper(round):
    return round.sessions.get().page


@pytest.fixture
def both_sat(competition, round, paper, giang, hoa):
    """Giàng has all right, Hoa half."""
    for student, nickname in ((giang, "Sao Mai"), (hoa, "")):
        contests.enter(competition, student, nickname=nickname)
    seating.seat(round)
    contests.sit(giang, paper, {1: "b", 2: "b"}, seconds=90)
    contests.sit(hoa, paper, {1: "b"}, seconds=30)
    contests.close(round)


def words(response):
    return response.content.decode()


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
    assert "Đố vui" in words(signed_in(giang).get("/competitions/"))


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
    assert "Giàng A Sùng" in words(lan.get(f"/competitions/{competition.pk}/entries/"))
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
    assert "Em bận thi khác" in words(pupil.get(f"/competitions/{competition.pk}/"))
    assert pupil.post(f"/competitions/{competition.pk}/enter/", {}).status_code == 302
    assert Entry.objects.count() == 2


def test_another_school_sees_no_entries_of_ours(competition, giang, mr_pao, signed_in):
    entry = entering.enter(competition, [giang], "Sao Mai", by=giang.user)
    pao = signed_in(mr_pao)
    assert "Sao Mai" not in words(pao.get(f"/competitions/{competition.pk}/entries/"))
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
    assert "khối 6 đến 9" in words(told)
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
    told = words(signed_in(giang).get(f"/competitions/{round.competition_id}/"))
    assert "Hạng 1" in told
    board = words(signed_in(giang).get(f"/competitions/rounds/{round.pk}/board/"))
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


def test_an_appeal_is_asked_once_and_answered_once(both_sat, round, giang, vang, province_admin, signed_in):
    out = publishing.publish(round, province_admin)
    pupil = signed_in(giang)
    for _twice in range(2):
        assert (
            pupil.post(f"/competitions/results/{out.pk}/appeal/", {"words": "Câu 2 em đúng"}).status_code
            == 302
        )
    assert pupil.post(f"/competitions/results/{out.pk}/appeal/", {"words": " "}).status_code == 422
    assert signed_in(vang).post(f"/competitions/results/{out.pk}/appeal/", {"words": "x"}).status_code == 404
    appeal = out.appeals.get()
    admin = signed_in(province_admin)
    assert admin.post(f"/competitions/appeals/{appeal.pk}/", {"answer": ""}).status_code == 422
    for _twice in range(2):
        answer = {"answer": "Đã xem lại, kết quả đúng."}
        assert admin.post(f"/competitions/appeals/{appeal.pk}/", answer).status_code == 302
    assert (
        admin.post(f"/competitions/appeals/{appeal.pk}/", {"answer": "khác", "upheld": 1}).status_code == 422
    )
    assert "Đã xem lại" in words(signed_in(giang).get(f"/competitions/{round.competition_id}/"))


def test_after_its_days_no_appeal_is_taken(both_sat, round, giang, province_admin, signed_in, time_machine):
    out = publishing.publish(round, province_admin)
    time_machine.shift(timedelta(days=4))
    assert signed_in(giang).post(f"/competitions/results/{out.pk}/appeal/", {"words": "x"}).status_code == 422


def test_a_name_stands_on_the_board_with_consent_alone_and_goes_with_it(
    both_sat, competition, round, giang, ms_lan, province_admin, client
):
    publishing.publish(round, province_admin)
    path = f"/competitions/rounds/{round.pk}/board/"
    assert client.get(path).status_code == 404
    Competition.objects.update(is_public=True)
    consents.give(
        giang, "name", by=ms_lan, given_by="Mẹ", how="signed", on=timezone.localdate(), child_agreed=True
    )
    told = words(client.get(path))
    assert "Giàng A Sùng" in told
    assert "Lò Thị Hoa" not in told
    consents.withdraw(giang, "name", by=ms_lan)
    assert "Giàng" not in words(client.get(path))


def test_primary_pupils_are_never_ranked_and_read_words(province_admin, vang, giang, signed_in):
    mixed = contests.make_competition(province_admin, grade_from=3, grade_to=6, is_public=True)
    round = contests.make_round(mixed, live_board=True)
    for student in (vang, giang):
        contests.enter(mixed, student, nickname=f"Bạn {'ab'[student == vang]}")
    seating.seat(round)
    for student in (vang, giang):
        contests.sit(student, round.sessions.get().page, {1: "b", 2: "b"})
    assert signed_in(giang).get(f"/competitions/rounds/{round.pk}/board.json").status_code == 404
    contests.close(round)
    publishing.publish(round, province_admin)
    assert Standing.objects.get(entry__is_primary=True).rank is None
    told = words(signed_in(vang).get(f"/competitions/{mixed.pk}/"))
    assert "Hạng" not in told
    assert "xuất sắc" in told
    assert "Bạn b" not in words(signed_in(giang).get(f"/competitions/rounds/{round.pk}/board/"))


def test_rules_that_rank_are_refused_where_primary_pupils_take_part(province_admin, signed_in):
    small = contests.make_competition(province_admin, grade_from=3, grade_to=5)
    told = {"title": "Vòng một", "top_each_school": 3, "live_board": "on"}
    assert signed_in(province_admin).post(f"/competitions/{small.pk}/rounds/", told).status_code == 422


def test_the_live_board_tells_twenty_nicknames_in_less_than_a_kilobyte(
    competition, round, paper, class_6a, giang, signed_in
):
    round.live_board = True
    round.save()
    pupils = [builders.make_student(f"Lò Văn {chr(65 + n)}", class_6a) for n in range(22)]
    for n, student in enumerate(pupils):
        contests.enter(competition, student, nickname=f"Bông hoa của núi {chr(65 + n)}")
    seating.seat(round)
    for n, student in enumerate(pupils):
        contests.sit(student, paper, {1: "b"}, seconds=60 + n)
    answer = signed_in(giang).get(f"/competitions/rounds/{round.pk}/board.json")
    told = json.loads(answer.content)
    assert len(told["rows"]) == 20
    assert told["in"] == 22
    assert told["rows"][0] == [1, "Bông hoa của núi A", 100, 60]
    assert len(answer.content) <= 1024
    assert "Lò Văn" not in answer.content.decode()


def test_who_has_not_handed_in_tells_nothing_on_the_live_board(competition, round, paper, giang, signed_in):
    round.live_board = True
    round.save()
    contests.enter(competition, giang)
    seating.seat(round)
    quizzes.hand_in(giang, paper, {1: "b"}, submit=False)
    assert signed_in(giang).get(f"/competitions/rounds/{round.pk}/board.json").json() == {"rows": [], "in": 0}


def test_certificates_are_printed_noted_and_can_be_checked(
    both_sat, round, giang, province_admin, signed_in, client
):
    out = publishing.publish(round, province_admin)
    admin = signed_in(province_admin)
    for _twice in range(2):
        answer = admin.post(f"/competitions/rounds/{round.pk}/certificates.pdf")
        assert answer.content.startswith(b"%PDF")
    assert Award.objects.count() == 2
    assert Look.objects.filter(what="certificate of a competition").exists()
    award = Award.objects.get(student=giang)
    assert signed_in(giang).get(f"/competitions/certificates/{award.code}.pdf").content.startswith(b"%PDF")
    client.logout()
    told = words(client.get("/certificates/", {"code": certificates.spaced(award.code).lower()}))
    assert "G. A. Sùng" in told
    assert "Giàng" not in told
    assert "Hạng 1" in told
    out.withdrawn_at = timezone.now()
    out.save()
    told = words(client.get("/certificates/", {"code": award.code}))
    assert "không còn" in told
    assert "Hạng 1" not in told


@pytest.mark.parametrize("code", ["x", "A" * 12, "A" * 5000, "' OR 1=1"])
def test_a_code_that_is_none_is_told_so(db, client, code):
    answer = client.get("/certificates/", {"code": code})
    assert answer.status_code == 404
    assert "12" in words(answer)


def test_another_pupils_certificate_is_not_found(both_sat, round, hoa, giang, province_admin, signed_in):
    out = publishing.publish(round, province_admin)
    award = contests.certify(out, province_admin)
    other = hoa if award.student == giang else giang
    assert signed_in(other).get(f"/competitions/certificates/{award.code}.pdf").status_code == 404


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


def test_only_the_paper_of_a_competition_asks_for_seats(competition, round, paper, giang):
    contests.enter(competition, giang)
    seating.seat(round)
    asked = {}
    for page in (contests.make_page(), paper):
        with CaptureQueriesContext(connection) as queries:
            Attempt.objects.begin(giang, page)
        asked[page] = len(queries)
        about_seats = [one for one in queries if "courses_seat" in one["sql"]]
        assert len(about_seats) == (page == paper)
    assert asked[paper] == 1 + min(asked.values())
