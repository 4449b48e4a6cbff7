"""A second factor for staff: after the password an app or a code on paper; and where one is signed in."""

import time

import pytest
from django.contrib.sessions.models import Session
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from lms.models import Change
from students import second_factor, throttle
from tests.browser import Browser

PASSWORD = "chim-hot-buoi-sang"


@pytest.fixture
def officer(province_admin):
    province_admin.set_password(PASSWORD)
    province_admin.save()
    return province_admin


def digits_of(user, steps=0):
    """What the app shows now, or some half minutes later."""
    device = TOTPDevice.objects.get(user=user)
    app = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    app.time = time.time() + steps * 30
    return f"{app.token():06}"


@pytest.fixture
def paper(officer):
    """The second factor is on; the codes on paper."""
    second_factor.begin(officer)
    return second_factor.confirm(officer, digits_of(officer))


def knock(client, user, password=PASSWORD, **more):
    client.get("/sign-in/staff/")
    return client.post("/sign-in/staff/", {"username": user.username, "password": password, **more})


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_password_alone_opens_nothing(client, officer, paper):
    assert knock(client, officer)["Location"] == "/sign-in/second/"
    assert not is_in(client)
    assert client.get("/overview/").status_code == 302


def test_the_digits_of_the_app_open(client, officer, paper, time_machine):
    time_machine.shift(60)
    knock(client, officer, next="/overview/")
    answer = client.post("/sign-in/second/", {"digits": digits_of(officer)})
    assert answer["Location"] == "/overview/"
    assert is_in(client)


def test_digits_open_once(client, officer, paper, time_machine):
    time_machine.shift(60)
    digits = digits_of(officer)
    assert second_factor.is_right(officer, digits)
    knock(client, officer)
    assert client.post("/sign-in/second/", {"digits": digits}).status_code == 400
    assert not is_in(client)


def test_a_code_on_paper_opens_once(client, officer, paper):
    knock(client, officer)
    assert client.post("/sign-in/second/", {"digits": f" {paper[3].upper()} "}).status_code == 302
    assert is_in(client)
    other = Browser()
    knock(other, officer)
    assert other.post("/sign-in/second/", {"digits": paper[3]}).status_code == 400


@pytest.mark.parametrize("typed", ["", "000000", "abc", "٣٣٣٣٣٣", "9" * 20, "12 34"])
def test_wrong_digits_are_refused_with_a_sentence(client, officer, paper, typed):
    knock(client, officer)
    answer = client.post("/sign-in/second/", {"digits": typed})
    assert answer.status_code == 400
    assert not is_in(client)


def test_guessing_waits(client, officer, paper):
    knock(client, officer)
    for _try in range(throttle.PER_ACCOUNT):
        client.post("/sign-in/second/", {"digits": "zzzzzz"})
    answer = client.post("/sign-in/second/", {"digits": paper[0]})
    assert answer.status_code == 429
    assert not is_in(client)


def test_nobody_comes_to_the_second_door_without_the_first(client, officer, paper):
    assert client.get("/sign-in/second/")["Location"] == "/sign-in/staff/"
    assert client.post("/sign-in/second/", {"digits": paper[0]})["Location"] == "/sign-in/staff/"


def test_the_second_door_shuts_after_ten_minutes(client, officer, paper, time_machine):
    knock(client, officer)
    time_machine.shift(11 * 60)
    assert client.post("/sign-in/second/", {"digits": paper[0]})["Location"] == "/sign-in/staff/"
    assert not is_in(client)


def test_setting_up_shows_the_code_then_the_paper(signed_in, officer):
    client = signed_in(officer)
    page = client.get("/account/second/").content.decode()
    assert "<svg" in page
    answer = client.post("/account/second/", {"digits": digits_of(officer)})
    assert "Các mã ghi ra giấy" in answer.content.decode()
    assert second_factor.is_on(officer)
    assert Change.objects.filter(act="turn the second factor on").exists()


def test_wrong_first_digits_turn_nothing_on(signed_in, officer):
    client = signed_in(officer)
    client.get("/account/second/")
    answer = client.post("/account/second/", {"digits": "000000"})
    assert answer.status_code == 400
    assert not second_factor.is_on(officer)


def test_a_machine_left_open_cannot_replace_the_phone(signed_in, officer, paper):
    client = signed_in(officer)
    assert client.get("/account/second/")["Location"] == "/account/"
    client.post("/account/second/off/", {"password": "doan-mo-thoi-nhe"})
    assert second_factor.is_on(officer)
    client.post("/account/second/off/", {"password": PASSWORD})
    assert not second_factor.is_on(officer)


def test_nobody_guesses_the_password_at_a_machine_left_open(signed_in, officer, paper):
    client = signed_in(officer)
    for _guess in range(5):
        client.post("/account/second/off/", {"password": "doan-mo-thoi-nhe"})
    client.post("/account/second/off/", {"password": PASSWORD})
    assert second_factor.is_on(officer)
    new = {"old": PASSWORD, "new": "suoi nguon trong veo", "again": "suoi nguon trong veo"}
    assert client.post("/sign-in/password/", new).status_code == 429


def test_where_it_is_required_the_province_is_led_to_it_and_schools_are_not(
    settings, signed_in, officer, school_admin
):
    settings.SECOND_FACTOR_REQUIRED = True
    assert signed_in(school_admin).get("/school/").status_code == 200
    client = signed_in(officer)
    assert client.get("/overview/")["Location"] == "/account/second/"
    client.get("/account/second/")
    client.post("/account/second/", {"digits": digits_of(officer)})
    assert client.get("/overview/").status_code == 200


def test_who_lost_everything_is_let_in_by_the_one_above(signed_in, officer, school_admin, client):
    second_factor.begin(school_admin)
    second_factor.confirm(school_admin, digits_of(school_admin))
    signed_in(officer).post(f"/staff/{school_admin.username}/second/off/")
    assert not second_factor.is_on(school_admin)


def test_the_other_school_turns_nothing_off(signed_in, other_school_admin, ms_lan):
    second_factor.begin(ms_lan)
    second_factor.confirm(ms_lan, digits_of(ms_lan))
    assert signed_in(other_school_admin).post("/staff/lan/second/off/").status_code == 404
    assert second_factor.is_on(ms_lan)


def test_own_sessions_are_shown_and_the_others_ended(officer):
    here, there = Browser(HTTP_USER_AGENT="Mozilla Chrome/120 Safari"), Browser(HTTP_USER_AGENT="Firefox/130")
    knock(here, officer)
    knock(there, officer)
    page = here.get("/account/").content.decode()
    assert "Chrome 120" in page
    assert "Firefox 130" in page
    here.post("/account/sessions/end/")
    assert here.get("/overview/").status_code == 200
    assert there.get("/overview/").status_code == 302
    assert Session.objects.filter(session_key=here.session.session_key).exists()
    assert "Firefox 130" not in here.get("/account/").content.decode()


def test_a_new_password_takes_other_machines_off_the_list(officer):
    here, there = Browser(HTTP_USER_AGENT="Chrome/120"), Browser(HTTP_USER_AGENT="Firefox/130")
    knock(here, officer)
    knock(there, officer)
    here.post(
        "/sign-in/password/",
        {"old": PASSWORD, "new": "suoi nguon trong veo", "again": "suoi nguon trong veo"},
    )
    page = here.get("/account/").content.decode()
    assert "Chrome 120" in page
    assert "Firefox 130" not in page


def test_signing_out_takes_the_session_off_the_list(officer):
    here, there = Browser(), Browser()
    knock(here, officer)
    knock(there, officer)
    there.post("/sign-out/")
    assert officer.signed_in.open().count() == 1


def test_a_pupil_has_no_such_page(signed_in, giang):
    client = signed_in(giang)
    for path in ("/account/", "/account/second/"):
        assert client.get(path).status_code == 403
