"""Grown-ups enrol by the code on the wall, sign in by phone and code, and are forgotten when they wish."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from home.models import Participant, TrainingEnrolment
from home.training import certificates as papers
from home.training import enrolling, sign_in
from lms import retention
from students import code_doors, throttle
from tests.browser import Browser
from tests.home import classes


@pytest.fixture
def course(school_admin, muong_nha):
    found = classes.make_course(school_admin, muong_nha)
    classes.make_session(found, days=1, seats=5)
    return found


def form(**facts):
    return {"name": "Lò Thị Panh", "phone": "0912 345 678", "request": str(uuid.uuid4()), **facts}


def test_who_reads_the_poster_enrols_and_signs_in_with_the_code(client, course):
    assert client.post("/join/", {"code": course.code.lower()})["Location"] == f"/join/{course.code}/"
    told = form()
    codes = {client.post(f"/join/{course.code}/", told, follow=True).context["code"] for _twice in range(2)}
    assert len(codes) == 1
    person = Participant.objects.get()
    code = codes.pop()
    assert code.replace(" ", "") not in str(Participant.objects.values())
    assert classes.enter(client, code)["Location"] == "/my-classes/"
    html = client.get("/my-classes/").content.decode()
    assert course.title in html
    assert client.get(f"/my-classes/{person.enrolments.get().pk}/").status_code == 200
    assert client.session.get_expiry_age() <= sign_in.SHARED
    client.post("/my-classes/out/")
    assert client.get("/my-classes/").status_code == 302


def test_the_door_says_the_same_of_a_number_that_nobody_has(client, course):
    classes.enrol(course)
    known, unknown = (classes.enter(client, "000000", phone) for phone in (classes.PHONE, "0987654321"))
    assert known.status_code == unknown.status_code == 400
    assert known.context["refusal"] == unknown.context["refusal"]


def test_guessing_codes_of_a_number_is_slowed_down_on_all_machines_together(course):
    _enrolment, code = classes.enrol(course)
    for number in range(5):
        classes.enter(Browser(), f"{number:06}")
    assert classes.enter(Browser(), code).status_code == 429


def test_an_own_code_at_the_number_of_another_buys_no_more_tries(
    course, signed_in, province_admin, monkeypatch
):
    monkeypatch.setattr(throttle, "PER_PHONE", 8)
    _enrolment, code = classes.enrol(course)
    _other, own = classes.enrol(course, "Kẻ Lạ")
    answers = []
    for _machine in range(3):
        machine = Browser()
        typed = [own, *(f"{number:06}" for number in range(4)), own]
        answers += [classes.enter(machine, one).status_code for one in typed]
    assert answers.count(400) == 8
    assert answers[-1] == 429
    assert classes.enter(Browser(), code).status_code == 429
    assert (
        "số điện thoại của các lớp tập huấn" in signed_in(province_admin).get("/overview/").content.decode()
    )


def test_a_family_that_mistypes_and_comes_in_waits_for_nothing(course, monkeypatch):
    monkeypatch.setattr(throttle, "PER_PHONE", 3)
    _enrolment, code = classes.enrol(course)
    machine = Browser()
    classes.enter(machine, "000000")
    classes.enter(machine, "000001")
    assert [classes.enter(machine, code).status_code for _time in range(4)] == [302] * 4


def test_misses_at_numbers_of_a_provider_leave_its_other_numbers_alone(course, monkeypatch):
    monkeypatch.setattr(throttle, "PER_GROUP", 4)
    _enrolment, code = classes.enrol(course)
    for number in range(6):
        classes.enter(Browser(), "000000", f"09876543{number:02}")
    assert classes.enter(Browser(), "000000", "0987654399").status_code == 429
    assert classes.enter(Browser(), code).status_code == 302


def test_guessing_codes_of_the_wall_is_slowed_down(client, course):
    client.get("/join/")
    answers = [client.post("/join/", {"code": f"AAAA{number:02}"}).status_code for number in range(20)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_enrolling_without_a_cookie_is_slowed_down_at_the_address(course, monkeypatch):
    monkeypatch.setattr(code_doors, "ENROLMENTS_OF_ADDRESS", 3)
    monkeypatch.setattr(code_doors, "CODES_OF_ADDRESS", 3)
    path = f"/join/{course.code}/"
    answers = []
    for number in range(4):
        machine = Browser()
        machine.get(path)
        answers.append(machine.post(path, form(phone=f"091234567{number}")).status_code)
    assert answers[-1] == 429
    assert Participant.objects.count() == 3
    codes = []
    for number in range(4):
        machine = Browser()
        machine.get("/my-classes/sign-in/")
        codes.append(machine.post("/join/", {"code": f"AAAA{number:02}"}).status_code)
    assert codes == [404, 404, 404, 429]


def test_the_form_of_one_class_sent_to_another_passes_no_full_or_finished_one(client, course, school_admin):
    told, full = form(), classes.make_course(school_admin, course.school)
    classes.make_session(full, days=1, seats=1)
    classes.enrol(full, "Lò Văn A", "0987654321")
    client.post(f"/join/{course.code}/", told)
    assert "Đã hết chỗ" in client.post(f"/join/{full.code}/", told).context["refusal"]
    enrolment = course.enrolments.get()
    enrolling.withdraw(enrolment, by=school_admin)
    course.sessions.update(on=date(2020, 1, 1))
    assert client.post(f"/join/{course.code}/", told).status_code == 422
    assert not course.enrolments.standing().exists()


def test_who_comes_in_gets_a_new_token_of_forms(client, course):
    _enrolment, code = classes.enrol(course)
    client.get("/my-classes/sign-in/")
    before = client.cookies["csrftoken"].value
    classes.enter(client, code)
    assert client.cookies["csrftoken"].value != before


def test_the_next_person_at_a_tablet_finds_no_code_of_the_last(client, course):
    path = f"/join/{course.code}/"
    shown = client.post(path, form(), follow=True)
    assert "Người tiếp theo" in shown.content.decode()
    again = client.get(path).content.decode()
    assert shown.context["code"] not in again
    assert "0912" not in again


def test_a_page_that_got_lost_on_the_way_shows_the_code_again(client, course, time_machine):
    path = f"/join/{course.code}/"
    shown = client.post(path, form())["Location"]
    codes = {client.get(shown).context["code"] for _lost in range(3)}
    assert len(codes) == 1
    assert "code" not in client.get(path).context
    assert "code" not in client.get(shown).context
    shown = client.post(path, form(phone="0987654321"))["Location"]
    time_machine.shift(121)
    assert "code" not in client.get(shown).context


def test_who_opens_the_form_anew_after_a_lost_answer_is_no_second_person(client, course):
    path = f"/join/{course.code}/"
    told = form(request=client.get(path).context["form"]["request"].value())
    kept = client.cookies.copy()
    client.post(path, told)
    client.cookies = kept
    assert client.get(path).context["code"]
    assert Participant.objects.count() == 1


def test_a_code_that_waits_for_its_page_is_not_shown_later(client, course, time_machine):
    client.post(f"/join/{course.code}/", form())
    time_machine.shift(180)
    assert "code" not in client.get(f"/join/{course.code}/").context


def test_somebody_elses_number_on_the_wall_opens_nothing(client, course):
    first, _code = classes.enrol(course)
    shown = client.post(f"/join/{course.code}/", form(), follow=True)
    second = TrainingEnrolment.objects.exclude(pk=first.pk).get()
    assert second.participant_id != first.participant_id
    classes.enter(client, shown.context["code"])
    assert client.get(f"/my-classes/{first.pk}/").status_code == 404
    assert client.get(f"/my-classes/{second.pk}/").status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"phone": "12"}, {"phone": "x" * 20}, {"name": "123"}, {"name": "\ufb2c" * 120}]
)
def test_what_cannot_be_is_refused_on_the_wall_in_words(client, course, wrong):
    answer = client.post(f"/join/{course.code}/", form(**wrong))
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not Participant.objects.exists()


def test_a_full_class_and_one_called_off_take_nobody(client, course, signed_in, school_admin):
    for number in range(5):
        classes.enrol(course, f"Lò Văn {'ABCDE'[number]}", f"091234567{number}")
    answer = client.post(f"/join/{course.code}/", form(phone="0987654321"))
    assert "Đã hết chỗ" in answer.context["refusal"]
    signed_in(school_admin).post(f"/training/{course.pk}/up/", {"cancel": "1"})
    assert client.get(f"/join/{course.code}/").status_code == 404


def test_a_new_code_ends_the_old_one_and_its_sessions(client, course, school_admin):
    enrolment, code = classes.enrol(course)
    classes.enter(client, code)
    sign_in.renew([enrolment.participant], by=school_admin, course=course)
    assert client.get("/my-classes/").status_code == 302
    assert classes.enter(client, code).status_code == 400


def test_who_was_signed_in_on_the_machine_no_longer_is(signed_in, giang, course):
    _enrolment, code = classes.enrol(course)
    client = signed_in(giang)
    classes.enter(client, code)
    assert "/sign-in/" in client.get("/today/")["Location"]


def test_a_pupil_finds_no_pages_of_grown_ups(signed_in, giang, course):
    enrolment, _code = classes.enrol(course)
    client = signed_in(giang)
    assert client.get("/my-classes/").status_code == 404
    assert client.get(f"/my-classes/{enrolment.pk}/").status_code == 404


def test_a_grown_up_is_forgotten_at_once(client, course):
    _enrolment, code = classes.enrol(course)
    classes.enter(client, code)
    assert client.get("/my-classes/forget-me/").status_code == 200
    client.post("/my-classes/forget-me/")
    person = Participant.objects.get()
    assert (person.phone, person.secret) == ("", None)
    assert "Panh" not in person.name
    assert classes.enter(client, code).status_code == 400
    assert course.enrolments.count() == 1


def test_numbers_go_a_year_after_the_last_class_and_names_after_five(course):
    classes.enrol(course)
    course.sessions.update(on=date(2026, 11, 25))
    Participant.objects.update(at="2026-11-20T08:00:00+07:00")
    kind = next(one for one in retention.kinds() if one.key == "participants")
    assert kind.due(date(2027, 11, 24)) == 0
    assert kind.forget(date(2027, 11, 27)) == 1
    assert Participant.objects.get().name == "Lò Thị Panh"
    assert kind.forget(date(2031, 11, 27)) == 1
    assert Participant.objects.get().erased_at
    assert kind.forget(date(2031, 11, 27)) == 0
    assert not papers.who_earned(course).exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need PostgreSQL")
def test_two_at_one_moment_do_not_both_take_the_last_seat(transactional_db, request):
    admin, school = (request.getfixturevalue(name) for name in ("school_admin", "muong_nha"))
    course = classes.make_course(admin, school)
    classes.make_session(course, days=1, seats=3)

    def come(number):
        try:
            classes.enrol(course, f"Lò Văn {'ABCDEFGH'[number]}", f"091234567{number}")
        except enrolling.Refused as why:
            return str(why)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(come, range(8)))
    assert told.count(None) == course.enrolments.count() == 3


def test_the_class_is_held_before_its_seats_are_counted(course):
    """Where threads cannot be had: whoever enrols takes hold of the class before anything else is read."""
    with CaptureQueriesContext(connection) as asked:
        classes.enrol(course)
    tables = [row["sql"] for row in asked if row["sql"].startswith("SELECT")]
    assert 'FROM "home_trainingcourse"' in tables[0]
