"""Who was at a session: by the code on the screen, ticked by the trainer; who gets a certificate."""

import uuid
from datetime import time

import pytest

from home.models import Attendance, TrainingCertificate, TrainingEnrolment
from home.training import arriving, certificates
from tests.home import classes


@pytest.fixture
def course(school_admin, muong_nha):
    return classes.make_course(school_admin, muong_nha)


@pytest.fixture
def session(course):
    """Nine in the morning lies in the middle of it."""
    return classes.make_session(course)


def here(client, session, code):
    return client.post(f"/my-classes/here/{session.pk}/", {"code": code})


def ticked(session, enrolment, key=None):
    return {
        "id": str(key or uuid.uuid4()),
        "kind": "training.ticked",
        "stream": f"training:{session.pk}",
        "install": "phone",
        "seq": 1,
        "payload": {"session": str(session.pk), "enrolment": str(enrolment.pk)},
    }


def send(client, person, *events):
    told = [{**one, "learner": person.learner_key} for one in events]
    answer = client.post("/sync/", {"events": told}, content_type="application/json")
    return [one["status"] for one in answer.json()["results"]]


def test_the_code_on_the_screen_ticks_who_types_it_once(client, signed_in, session, course, school_admin):
    _enrolment, code = classes.enrol(course)
    screen = signed_in(school_admin).get(f"/training/sessions/{session.pk}/screen/")
    shown = screen.context["code"]
    client.logout()
    classes.enter(client, code)
    assert client.get(f"/my-classes/here/{session.pk}/", {"code": shown}).status_code == 200
    assert not Attendance.objects.exists()
    for _twice in range(2):
        here(client, session, shown)
    assert Attendance.objects.get().way == "code"


def test_a_code_that_was_sent_home_is_worth_nothing_after_a_while(client, session, course, time_machine):
    _enrolment, code = classes.enrol(course)
    classes.enter(client, code, own="1")
    old = arriving.code_now(session)
    time_machine.move_to("2026-11-24T09:25:00+07:00")
    assert here(client, session, old).status_code == 422
    last = arriving.code_now(session)
    time_machine.move_to("2026-11-24T11:31:00+07:00")
    assert here(client, session, last).status_code == 422
    assert here(client, session, arriving.code_now(session)).status_code == 422
    assert not Attendance.objects.exists()


def test_codes_of_the_screen_cannot_be_guessed(client, session, course):
    _enrolment, code = classes.enrol(course)
    classes.enter(client, code)
    right = arriving.code_now(session)
    for number in range(8):
        here(client, session, f"{(int(right) + number + 1) % 10**6:06}")
    assert "Đã thử quá nhiều lần" in here(client, session, right).context["refusal"]
    assert not Attendance.objects.exists()


def test_who_is_not_enrolled_finds_no_session(client, session, course, school_admin, muong_nha):
    other = classes.make_course(school_admin, muong_nha)
    _enrolment, code = classes.enrol(other)
    classes.enter(client, code)
    assert here(client, session, arriving.code_now(session)).status_code == 404


def test_the_trainer_ticks_by_form_and_takes_back(signed_in, session, course, school_admin):
    first, _code = classes.enrol(course)
    second, _code = classes.enrol(course, "Giàng A Dế", "0987654321")
    client = signed_in(school_admin)
    for _twice in range(2):
        client.post(f"/training/sessions/{session.pk}/", {"here": [str(first.pk), str(second.pk)]})
    assert Attendance.objects.standing().count() == 2
    client.post(f"/training/sessions/{session.pk}/", {"take_back": str(first.pk)})
    assert Attendance.objects.standing().get().enrolment == second
    page = client.get(f"/training/sessions/{session.pk}/")
    assert page["X-Keep-For"] == school_admin.learner_key


def test_ticks_made_without_signal_arrive_once_in_any_order(signed_in, session, course, school_admin):
    first, _code = classes.enrol(course)
    second, _code = classes.enrol(course, "Giàng A Dế", "0987654321")
    events = [ticked(session, first), ticked(session, second), ticked(session, first)]
    client = signed_in(school_admin)
    assert send(client, school_admin, *reversed(events)) == ["stored"] * 3
    assert send(client, school_admin, *events) == ["duplicate"] * 3
    assert Attendance.objects.standing().count() == 2


def test_a_tick_that_was_taken_back_does_not_come_again(signed_in, session, course, school_admin):
    enrolment, _code = classes.enrol(course)
    key = uuid.uuid4()
    arriving.tick(session, enrolment, school_admin, key=key)
    arriving.take_back(session, enrolment, school_admin)
    assert send(signed_in(school_admin), school_admin, ticked(session, enrolment, key)) == ["stored"]
    assert not Attendance.objects.standing().exists()


def test_nobody_ticks_people_of_another_school(signed_in, session, course, ms_lan, other_school_admin, na_hy):
    enrolment, _code = classes.enrol(course)
    theirs = classes.make_course(other_school_admin, na_hy)
    own = classes.make_session(theirs)
    client = signed_in(other_school_admin)
    assert send(client, other_school_admin, ticked(session, enrolment)) == ["rejected"]
    assert send(client, other_school_admin, ticked(own, enrolment)) == ["rejected"]
    assert client.get(f"/training/sessions/{session.pk}/").status_code == 404
    assert signed_in(ms_lan).get(f"/training/sessions/{session.pk}/screen/").status_code == 404
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("payload", [{}, {"session": 1, "enrolment": []}, {"session": "x", "enrolment": "y"}])
def test_an_event_that_says_nothing_is_refused(signed_in, session, school_admin, payload, course):
    enrolment, _code = classes.enrol(course)
    event = ticked(session, enrolment) | {"payload": payload}
    assert send(signed_in(school_admin), school_admin, event) == ["rejected"]


def test_who_came_without_being_enrolled_is_written_down_and_ticked(signed_in, session, school_admin):
    told = {"name": "Cà Thị Lả", "phone": "0912 345 670", "request": str(uuid.uuid4())}
    for _twice in range(2):
        signed_in(school_admin).post(f"/training/sessions/{session.pk}/walk-in/", told)
    assert TrainingEnrolment.objects.get().way == "walk_in"
    assert Attendance.objects.count() == 1


def test_nobody_is_ticked_before_the_day(signed_in, course, school_admin):
    later = classes.make_session(course, days=3)
    enrolment, _code = classes.enrol(course)
    signed_in(school_admin).post(f"/training/sessions/{later.pk}/", {"here": str(enrolment.pk)})
    assert not Attendance.objects.exists()


def test_the_list_says_beforehand_on_which_day_it_is_ticked(signed_in, course, school_admin):
    classes.enrol(course)
    later = classes.make_session(course, days=3)
    page = signed_in(school_admin).get(f"/training/sessions/{later.pk}/")
    assert f"Buổi này vào ngày {later.on:%d/%m/%Y}. Đến hôm đó thầy cô hãy đánh dấu" in page.text
    assert f'data-from="{later.on:%Y-%m-%d}"' in page.text
    today = signed_in(school_admin).get(f"/training/sessions/{classes.make_session(course).pk}/")
    assert "data-from" not in today.text
    assert "Không có mạng vẫn đánh dấu được." in today.text


@pytest.fixture
def over(course, school_admin):
    """Two sessions that are over; Panh was at both, Dế at one of them."""
    sessions = [classes.make_session(course, days=days) for days in (-8, -1)]
    people = []
    for number, name in enumerate(["Lò Thị Panh", "Giàng A Dế"]):
        enrolment, code = classes.write_down(course, school_admin, name, f"091234567{number}")
        people.append((enrolment, code))
        for session in sessions[: 2 - number]:
            arriving.tick(session, enrolment, school_admin)
    return people


def test_certificates_go_to_who_was_there_often_enough(signed_in, client, course, over, school_admin):
    admin = signed_in(school_admin)
    for _twice in range(2):
        answer = admin.post(f"/training/{course.pk}/certificates.pdf")
        assert answer.content.startswith(b"%PDF")
    found = TrainingCertificate.objects.get()
    assert found.enrolment == over[0][0]
    for enrolment, kind in ((over[0][0], "pdf"), (over[1][0], None)):
        one = admin.post(f"/training/{course.pk}/certificates.pdf", {"enrolment": str(enrolment.pk)})
        assert one.content.startswith(b"%PDF") is bool(kind)
    html = admin.get(f"/training/{course.pk}/people/").content.decode()
    assert html.count(f'value="{over[0][0].pk}"') == 2
    client.logout()
    html = client.get("/certificates/", {"code": found.code}).content.decode()
    assert "L. T. Panh" in html
    assert course.title in html
    classes.enter(client, over[0][1], "0912345670")
    assert client.get(f"/my-classes/{found.enrolment_id}/certificate.pdf").content.startswith(b"%PDF")
    assert client.get(f"/my-classes/{over[1][0].pk}/certificate.pdf").status_code == 404
    Attendance.objects.standing().filter(enrolment=found.enrolment).first().delete()
    assert "không còn" in client.get("/certificates/", {"code": found.code}).content.decode()


def test_there_is_no_certificate_before_the_end(signed_in, course, session, school_admin):
    enrolment, _code = classes.enrol(course)
    arriving.tick(session, enrolment, school_admin)
    signed_in(school_admin).post(f"/training/{course.pk}/certificates.pdf")
    assert not certificates.who_earned(course).exists()
    assert not TrainingCertificate.objects.exists()
    session.ends = time(8, 59)
    session.save()
    assert certificates.who_earned(course).count() == 1
