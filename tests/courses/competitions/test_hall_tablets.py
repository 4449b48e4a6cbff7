"""The code of a room in the wrong hands: a pupil at home, a helper, somebody who wants names."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from courses.competitions import halls, seating, tablets
from courses.models import AnswerEvent, Attempt, HallTablet
from tests.courses import contests

ROOM = "/competitions/room/"


@pytest.fixture
def hall(competition, round, giang, hoa, ms_lan):
    for student in (giang, hoa):
        contests.enter(competition, student)
    seating.seat(round)
    return halls.open_hall(round.sessions.get(), giang.school, "Phòng 1", 2, [giang, hoa], ms_lan)


def joined(hall, number=1):
    browser = Client()
    assert browser.post(ROOM, {"code": hall.code, "tablet": str(number)}).status_code == 302
    return browser


def act(client, hall, **told):
    return client.post(f"/competitions/rooms/{hall.pk}/act/", told)


def test_nobody_is_named_and_nothing_begins_until_the_supervisor_lets_the_tablet_in(
    hall, giang, paper, ms_lan, signed_in
):
    halls.start(hall, ms_lan)
    outside = joined(hall)
    waits = contests.words_of(outside.get(ROOM))
    sign = HallTablet.objects.get().sign
    assert sign in waits
    assert "Giàng" not in waits
    assert "Giàng" not in contests.words_of(outside.get("/sign-in/"))
    assert outside.get(f"{ROOM}state.json").json() == {"runs": False, "is_in": False, "open": True}
    outside.force_login(giang.user, backend="students.sign_in.Accounts")
    assert outside.post(f"/attempts/new/{paper.uid}/").status_code == 409
    assert not Attempt.objects.exists()

    lan = signed_in(ms_lan)
    assert sign in contests.words_of(lan.get(f"/competitions/rooms/{hall.pk}/"))
    assert lan.get(f"/competitions/rooms/{hall.pk}/states.json").json()["waiting"] == 1
    for _twice in range(2):
        assert act(lan, hall, let_in=1, tablet=[str(HallTablet.objects.get().pk), "x"]).status_code == 302
    assert outside.post(f"/attempts/new/{paper.uid}/").status_code == 302


def test_a_replacement_takes_the_number_and_the_old_tablet_is_none_any_more(hall, ms_lan, signed_in):
    lan, old = signed_in(ms_lan), joined(hall)
    tablets.let_in(hall, [HallTablet.objects.get().pk], ms_lan)
    assert "Giàng" in contests.words_of(old.get(ROOM))
    one, other = joined(hall), joined(hall)
    keys = [str(row.pk) for row in tablets.waiting(hall)]
    assert act(lan, hall, let_in=1, tablet=keys).status_code == 409
    assert "Giàng" in contests.words_of(old.get(ROOM))
    assert act(lan, hall, let_in=1, tablet=keys[:1]).status_code == 302
    assert "Giàng" in contests.words_of(one.get(ROOM))
    for browser in (old, other):
        assert "Giàng" not in contests.words_of(browser.get(ROOM))


def test_whoever_waits_is_sent_away_and_the_old_code_opens_nothing(hall, ms_lan, signed_in):
    before, lan, outside = hall.code, signed_in(ms_lan), joined(hall)
    # Typed again in the same browser it is one.
    outside.post(ROOM, {"code": hall.code, "tablet": "2"})
    assert HallTablet.objects.get().number == 2
    assert act(lan, hall, send_away=1).status_code == 302
    assert not HallTablet.objects.exists()
    assert outside.post(ROOM, {"code": before, "tablet": "1"}).status_code == 404
    hall.refresh_from_db()
    joined(hall)


def test_a_crowd_at_the_door_is_refused(hall, monkeypatch):
    monkeypatch.setattr(tablets, "MOST_WAITING", 1)
    joined(hall)
    assert Client().post(ROOM, {"code": hall.code, "tablet": "2"}).status_code == 422
    assert HallTablet.objects.count() == 1


def test_wrong_pins_at_a_tablet_shut_the_account_at_that_tablet_alone(hall, giang, ms_lan):
    giang.user.set_pin("2468")
    giang.user.save()
    tablet = joined(hall)
    tablets.let_in(hall, [HallTablet.objects.get().pk], ms_lan)
    tablet.get(ROOM)
    told = {"who": str(giang.pk), "pin": "0000", "next": ROOM}
    answers = [tablet.post("/sign-in/?digits=1", told).status_code for _n in range(6)]
    assert (answers[0], answers[-1]) == (400, 429)
    # Nor does a new cookie of the device open that gate.
    code = {"code": giang.code, "pin": "2468"}
    del tablet.cookies["device"]
    assert tablet.post("/sign-in/", code).status_code == 429
    assert Client().post("/sign-in/", code).status_code == 302


def test_the_supervisor_sees_answers_that_come_from_more_than_one_device(
    hall, giang, paper, ms_lan, signed_in
):
    halls.start(hall, ms_lan)
    attempt = Attempt.objects.begin(giang, paper, hall=hall.pk)
    lan, place = signed_in(ms_lan), str(hall.places.get(student=giang).pk)
    shown = []
    for install in ("may-phong", "may-nha"):
        with transaction.atomic():
            held = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
            held.take_in(
                [
                    AnswerEvent(
                        attempt=held, event_id=uuid4(), install=install, seq=seq, place=1, response="b"
                    )
                    for seq in (1, 2)
                ]
            )
        shown.append(lan.get(f"/competitions/rooms/{hall.pk}/states.json").json()["rows"][place])
    assert shown[0][0] == "writing"
    assert shown[1][0] == "several"
    assert "2 máy" in shown[1][1]
    assert "2 máy" in contests.words_of(lan.get(f"/competitions/rooms/{hall.pk}/"))


def test_what_was_begun_in_a_room_goes_on_there_and_no_answer_from_elsewhere_is_lost(
    hall, giang, paper, ms_lan, signed_in
):
    halls.start(hall, ms_lan)
    attempt = Attempt.objects.begin(giang, paper, hall=hall.pk)
    begin, sheet = f"/attempts/new/{paper.uid}/", f"/attempts/papers/{attempt.paper_id}/"
    home = signed_in(giang)
    for path in (f"/attempts/{attempt.pk}/", sheet, f"{sheet}form/"):
        shown = home.get(path, follow=True)
        assert shown.redirect_chain[-1][0] == begin
        assert "ở phòng thi" in contests.words_of(shown)
    assert home.post(begin).status_code == 409
    told = {"q1": "b", "attempt": str(attempt.pk), "act": "save"}
    here = {"Origin": "http://testserver"}
    assert home.post(f"{sheet}form/", told, headers=here).status_code == 302
    attempt.refresh_from_db()
    assert attempt.answered == 1

    tablet = joined(hall)
    tablets.let_in(hall, [HallTablet.objects.get().pk], ms_lan)
    tablet.force_login(giang.user, backend="students.sign_in.Accounts")
    assert tablet.get(f"/attempts/{attempt.pk}/")["Location"] == sheet
    assert tablet.post(begin)["Location"] == sheet
    assert tablet.get(f"/attempts/{attempt.pk}/state.json").json()["room"] == ROOM
    assert "room" not in home.get(f"/attempts/{attempt.pk}/state.json").json()


def test_what_was_begun_before_there_was_a_room_goes_on_where_it_is(
    competition, round, giang, paper, ms_lan, signed_in
):
    contests.enter(competition, giang)
    seating.seat(round)
    attempt = Attempt.objects.begin(giang, paper)
    hall = halls.open_hall(round.sessions.get(), giang.school, "Phòng 1", 1, [giang], ms_lan)
    halls.start(hall, ms_lan)
    home = signed_in(giang)
    assert home.get(f"/attempts/papers/{attempt.paper_id}/form/").status_code == 200


def test_closing_keeps_nothing_of_the_tablets(hall, ms_lan):
    tablet = joined(hall)
    halls.close(hall, ms_lan)
    assert not HallTablet.objects.exists()
    assert tablet.get(f"{ROOM}state.json").json()["open"] is False
