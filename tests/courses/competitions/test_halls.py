"""A room of shared tablets, from its opening to the last pupil who hands in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.competitions import halls, seating, tablets
from courses.models import Attempt, CannotStart, Hall, HallPlace
from students.models import SignInTries
from tests.courses import contests


@pytest.fixture
def seated(competition, round, giang, hoa):
    for student in (giang, hoa):
        contests.enter(competition, student)
    seating.seat(round)
    return round.sessions.get()


@pytest.fixture
def hall(seated, giang, hoa, ms_lan):
    """One tablet: Giàng first, then Hoa."""
    return halls.open_hall(seated, giang.school, "Phòng 1", 1, [giang, hoa], ms_lan)


@pytest.fixture
def tablet(hall):
    """A browser that is tablet 1 of the room."""
    browser = joined(hall)
    let_in(hall)
    return browser


def joined(hall, number=1):
    """A browser in which the code was typed."""
    browser = Client()
    told = {"code": hall.code.lower(), "tablet": str(number)}
    assert browser.post("/competitions/room/", told).status_code == 302
    return browser


def let_in(hall):
    tablets.let_in(hall, [one.pk for one in tablets.waiting(hall)], hall.by)


def sign_in_at(tablet, student):
    student.user.set_pin("2468")
    student.user.save()
    told = {"who": str(student.pk), "pin": "2468", "next": "/competitions/room/"}
    answer = tablet.post("/sign-in/?digits=1", told)
    assert answer["Location"] == "/competitions/room/"
    assert tablet.post("/competitions/room/ready/").status_code == 302


def test_a_teacher_opens_a_room_for_the_own_pupils(seated, giang, hoa, ms_lan, signed_in):
    lan, path = signed_in(ms_lan), f"/competitions/sessions/{seated.pk}/rooms/"
    assert "Giàng A Sùng" in contests.words_of(lan.get(path))
    told = {"title": "Phòng tin", "tablets": "1", "pupil": [giang.pk, hoa.pk]}
    assert lan.post(path, told).status_code == 302
    made = Hall.objects.get()
    assert [one.tablet for one in made.places.all()] == [1, 1]
    # Both have a room now.
    assert lan.post(path, told).status_code == 422
    page = contests.words_of(lan.get(f"/competitions/rooms/{made.pk}/"))
    assert made.code[:4] in page
    assert "chưa vào" in page


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"title": "x" * 41}, {"tablets": "0"}, {"tablets": "99999"}, {"pupil": ["x"]}]
)
def test_a_room_that_cannot_be_is_refused_in_words(seated, giang, ms_lan, signed_in, wrong):
    told = {"title": "Phòng tin", "tablets": "2", "pupil": [giang.pk], **wrong}
    answer = signed_in(ms_lan).post(f"/competitions/sessions/{seated.pk}/rooms/", told)
    assert answer.status_code == 422
    assert not Hall.objects.exists()


def test_another_school_sees_neither_room_nor_pupils(hall, seated, mr_pao, other_school_admin, signed_in):
    for who in (mr_pao, other_school_admin):
        client = signed_in(who)
        assert "Giàng" not in contests.words_of(client.get(f"/competitions/sessions/{seated.pk}/rooms/"))
        for path in ("", "states.json"):
            assert client.get(f"/competitions/rooms/{hall.pk}/{path}").status_code == 404
        assert client.post(f"/competitions/rooms/{hall.pk}/act/", {"start": 1}).status_code == 404


def test_pupils_take_turns_at_one_tablet(hall, tablet, giang, hoa, paper, ms_lan):
    first = contests.words_of(tablet.get("/competitions/room/"))
    assert first.index("Giàng A Sùng") < first.index("Lò Thị Hoa")
    sign_in_at(tablet, giang)
    assert "Chờ" in contests.words_of(tablet.get("/competitions/room/"))
    assert tablet.get("/competitions/room/state.json").json() == {"runs": False, "is_in": True, "open": True}
    begin = f"/attempts/new/{paper.uid}/"
    assert tablet.post(begin).status_code == 409
    for _twice in range(2):
        halls.start(hall, ms_lan)
    assert tablet.get("/competitions/room/state.json").json()["runs"]
    assert tablet.post(begin).status_code == 302
    contests.sit(giang, paper, {1: "b"})
    attempt = Attempt.objects.get(student=giang)
    assert tablet.get(f"/attempts/{attempt.pk}/")["Location"] == "/competitions/room/"
    done = contests.words_of(tablet.get("/competitions/room/"))
    assert attempt.proof in done
    assert "Hạng" not in done
    assert tablet.post("/competitions/room/leave/").status_code == 302
    after = contests.words_of(tablet.get("/competitions/room/"))
    assert "Lò Thị Hoa" in after
    assert "Giàng A Sùng" not in after


def test_elsewhere_nobody_begins_what_is_sat_in_a_room(hall, giang, paper, ms_lan, signed_in):
    halls.start(hall, ms_lan)
    assert signed_in(giang).post(f"/attempts/new/{paper.uid}/").status_code == 409
    with pytest.raises(CannotStart):
        Attempt.objects.begin(giang, paper)
    assert Attempt.objects.begin(giang, paper, hall=hall.pk)


def test_the_work_goes_on_at_another_tablet(seated, giang, hoa, paper, ms_lan, signed_in):
    hall = halls.open_hall(seated, giang.school, "Phòng 1", 2, [giang, hoa], ms_lan)
    halls.start(hall, ms_lan)
    attempt = Attempt.objects.begin(giang, paper, hall=hall.pk)
    place, lan = hall.places.get(student=giang), signed_in(ms_lan)
    path, told = f"/competitions/rooms/{hall.pk}/move/", {"place": place.pk, "tablet": "2"}
    for wrong in (
        {"tablet": ""},
        {"tablet": "0"},
        {"tablet": "3"},
        {"tablet": "9" * 30},
        {"place": "9" * 18},
    ):
        assert lan.post(path, told | wrong).status_code == 422
    for _twice in range(2):
        assert lan.post(path, told).status_code == 302
    other = joined(hall, 2)
    let_in(hall)
    # Whoever is writing comes first.
    shown = contests.words_of(other.get("/competitions/room/"))
    assert shown.index("Giàng A Sùng") < shown.index("Lò Thị Hoa")
    sign_in_at(other, giang)
    assert "Làm tiếp" in contests.words_of(other.get("/competitions/room/"))
    assert other.post(f"/attempts/new/{paper.uid}/").status_code == 302
    assert Attempt.objects.get() == attempt


def test_at_the_wrong_tablet_a_pupil_is_led_to_the_own(seated, giang, hoa, ms_lan):
    hall = halls.open_hall(seated, giang.school, "Phòng 1", 2, [giang, hoa], ms_lan)
    wrong = joined(hall, 2)
    let_in(hall)
    wrong.force_login(giang.user, backend="students.sign_in.Accounts")
    assert "máy số 1" in contests.words_of(wrong.get("/competitions/room/"))
    wrong.post("/competitions/room/ready/")
    assert not HallPlace.objects.exclude(arrived_at=None).exists()


def test_the_supervisor_sees_who_began_and_who_handed_in(hall, giang, hoa, paper, ms_lan, signed_in):
    halls.start(hall, ms_lan)
    Attempt.objects.begin(giang, paper, hall=hall.pk)
    lan = signed_in(ms_lan)
    states = {one.student_id: str(one.pk) for one in hall.places.all()}
    rows = lan.get(f"/competitions/rooms/{hall.pk}/states.json").json()["rows"]
    assert (rows[states[giang.pk]][0], rows[states[hoa.pk]][0]) == ("writing", "away")
    assert lan.post(f"/competitions/rooms/{hall.pk}/act/", {"close": 1}).status_code == 409
    contests.sit(giang, paper, {1: "b"})
    assert lan.get(f"/competitions/rooms/{hall.pk}/states.json").json()["rows"][states[giang.pk]][0] == "in"
    for _twice in range(2):
        assert lan.post(f"/competitions/rooms/{hall.pk}/act/", {"close": 1}).status_code == 302
    # Hoa never came: another room may have her.
    assert list(hall.places.values_list("student", flat=True)) == [giang.pk]
    assert list(halls.pupils_without(hall.session, ms_lan)) == [hoa]


def test_a_closed_room_is_no_room_any_more(hall, tablet, paper, giang, ms_lan):
    assert "Giàng" in contests.words_of(tablet.get("/competitions/room/"))
    assert "Giàng" in contests.words_of(tablet.get("/sign-in/"))
    halls.close(hall, ms_lan)
    shown = tablet.get("/competitions/room/")
    assert "đã đóng" in contests.words_of(shown)
    assert "Giàng" not in contests.words_of(shown)
    assert "Giàng" not in contests.words_of(tablet.get("/sign-in/"))
    assert tablet.post("/competitions/room/", {"code": hall.code, "tablet": "1"}).status_code == 404


def test_before_its_hour_no_room_begins(hall, paper, ms_lan, signed_in):
    paper.opens_at = timezone.now() + timedelta(hours=1)
    paper.closes_at = timezone.now() + timedelta(hours=2)
    paper.save()
    assert signed_in(ms_lan).post(f"/competitions/rooms/{hall.pk}/act/", {"start": 1}).status_code == 409


def test_codes_of_rooms_are_not_guessed(hall):
    stranger = Client()
    assert "Giàng" not in contests.words_of(stranger.get("/competitions/room/"))
    told = {"code": "22222222", "tablet": "1"}
    answers = [stranger.post("/competitions/room/", told).status_code for _n in range(62)]
    assert answers[0] == 404
    assert answers[-1] == 429
    # Neither does a new browser at the same address go on, nor with the right code.
    assert Client().post("/competitions/room/", {"code": hall.code, "tablet": "1"}).status_code == 429
    assert SignInTries.objects.filter(key__startswith="hall:").exists()


def test_a_forged_cookie_of_a_tablet_shows_nobody(hall):
    stranger = Client()
    stranger.cookies[tablets.COOKIE] = f'["{hall.pk}", 1]:x:y'
    assert "Giàng" not in contests.words_of(stranger.get("/competitions/room/"))


def test_a_room_costs_the_same_however_many_sit_in_it(hall, ms_lan, signed_in, django_assert_max_num_queries):
    lan = signed_in(ms_lan)
    lan.get("/desk/")
    with django_assert_max_num_queries(12):
        lan.get(f"/competitions/rooms/{hall.pk}/states.json")
