"""What `/d/<code>/` answers: a tablet is bound once, and guessing has an end – for right codes too."""

import pytest
from django.conf import settings

from devices import binding
from devices.numbers import ALPHABET
from students.accounts import reset_pin
from tests.browser import Browser
from tests.devices import builders as make


@pytest.fixture
def code(tablet, school_admin):
    return binding.new_code(tablet, by=school_admin)


@pytest.fixture
def another():
    """`another()`: another tablet behind the same address, with its own cookie."""

    def open_browser():
        client = Browser()
        client.get("/d/22222222/")
        return client

    return open_browser


def wrong(number):
    """Codes that nobody was given, each beginning differently."""
    return f"{ALPHABET[number // 30]}{ALPHABET[number % 30]}ABCDEF"


def test_a_tablet_opens_its_code_once(code, tablet, client):
    page = client.get(f"/d/{code}/", follow=True)
    assert "K7M3PX" in page.content.decode()
    assert tablet.installs.count() == 0
    bound = client.post(f"/d/{code}/")
    cookie = bound.cookies[settings.DEVICE_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert tablet.installs.count() == 1


def test_the_page_loaded_once_more_still_says_that_it_is_bound(code, tablet, another):
    client = another()
    client.post(f"/d/{code}/")
    again = client.post(f"/d/{code}/")
    assert again.status_code == 200
    assert "Đã gắn máy" in again.content.decode()
    assert tablet.installs.count() == 1
    assert another().post(f"/d/{code}/").status_code == 404


def test_opening_a_code_tells_nothing_about_people(tablet, giang, school_admin, client):
    make.give(giang, school_admin, tablet)
    page = client.get(f"/d/{binding.new_code(tablet, by=school_admin)}/", follow=True).content.decode()
    assert "K7M3PX" in page
    assert "Giàng" not in page


@pytest.mark.parametrize("code", ["ABCDEFGH", "x", "đ" * 300, "K7M3P"])
def test_an_unknown_code_is_refused_in_words(code, db, client):
    assert client.get(f"/d/{code}/", follow=True).status_code == 404


def test_a_browser_without_cookies_is_told_so_and_learns_nothing(code, tablet):
    for client in (Browser(), Browser()):
        page = client.post(f"/d/{code}/?asked=1")
        assert page.status_code == 400
        assert "không giữ cookie" in page.content.decode()
    assert tablet.installs.count() == 0


def test_after_many_wrong_codes_the_right_one_waits_too(code, tablet, another, time_machine):
    guesser = another()
    for number in range(20):
        guesser.get(f"/d/{wrong(number)}/")
    for answer in (guesser.get(f"/d/{code}/"), guesser.post(f"/d/{code}/")):
        assert answer.status_code == 429
        assert "phút" in answer.content.decode()
    assert tablet.installs.count() == 0
    time_machine.shift(70)
    assert guesser.post(f"/d/{code}/").status_code == 200


def test_the_tablets_beside_a_guesser_go_on(code, another):
    guesser = another()
    for number in range(25):
        guesser.get(f"/d/{wrong(number)}/")
    assert another().post(f"/d/{code}/").status_code == 200


def test_a_class_binds_its_tablets_behind_one_address(muong_nha, school_admin, another):
    for _ in range(30):
        code = binding.new_code(make.make_device(muong_nha), by=school_admin)
        client = another()
        assert client.get(f"/d/{code}/").status_code == 200
        assert client.post(f"/d/{code}/").status_code == 200


def test_new_cookies_do_not_help_who_tries_one_code_after_the_other(db, another):
    """Codes that begin alike share a gate, whatever browser tries them."""
    answers = [another().get(f"/d/AB{wrong(n)[:2]}CDEF/").status_code for n in range(62)]
    assert answers[0] == 404
    assert answers[-1] == 429


def stays_in(client):
    return client.session.get_expiry_age() // (24 * 3600)


def test_the_own_bound_tablet_stays_signed_in_for_the_school_year(code, tablet, giang, school_admin, client):
    make.give(giang, school_admin, tablet)
    pin = reset_pin(giang, by=school_admin)
    door = {"code": giang.code, "pin": pin}
    client.get("/sign-in/")
    client.post("/sign-in/", door)
    assert stays_in(client) <= 7
    client.post(f"/d/{code}/")
    assert stays_in(client) > 200
    client.post("/sign-out/")
    client.post("/sign-in/", door)
    assert stays_in(client) > 200


def test_somebody_elses_tablet_does_not(code, tablet, giang, hoa, school_admin, client):
    make.give(giang, school_admin, tablet)
    client.get("/sign-in/")
    client.post("/sign-in/", {"code": hoa.code, "pin": reset_pin(hoa, by=school_admin)})
    client.post(f"/d/{code}/")
    assert stays_in(client) <= 7
