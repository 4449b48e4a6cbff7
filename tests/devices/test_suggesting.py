"""A pupil says «this is my machine», staff says yes: never does it bind by itself."""

import pytest
from django.conf import settings

from devices import binding, suggesting
from devices.models import BindingSuggestion, DeviceInstall
from tests.devices import builders as make

YES = "/devices/mine/K7M3PX/this-is-it/"
COOKIE = settings.DEVICE_COOKIE_NAME


@pytest.fixture
def held(tablet, giang, school_admin):
    make.agree_to_usage(giang)
    make.give(giang, school_admin, tablet)
    return tablet


@pytest.fixture
def asked(held, giang):
    """(the waiting suggestion, the token in the browser's cookie)"""
    token = suggesting.suggest(held, giang, browser="Chrome/96.0 Mobile")
    return BindingSuggestion.objects.get(), token


def answer(client, asked, word):
    return client.post(f"/devices/use/suggestions/{asked[0].pk}/", {"answer": word})


def test_a_pupil_is_asked_on_a_browser_that_is_not_bound(held, giang, signed_in):
    client = signed_in(giang)
    assert "có phải máy K7M3PX của em" in client.get("/devices/mine/").content.decode()
    assert client.post(YES).cookies[COOKIE]["httponly"]
    assert "Nhà trường sẽ xác nhận" in client.get("/devices/mine/").content.decode()


def test_saying_so_binds_nothing(asked):
    assert binding.install_of(asked[1]) is None
    assert DeviceInstall.objects.count() == 0


def test_said_twice_is_one_question(held, giang, signed_in):
    client = signed_in(giang)
    for _ in range(2):
        client.post(YES)
    suggesting.suggest(held, giang)  # in another browser
    assert BindingSuggestion.objects.count() == 1


def test_staff_binds_it_with_one_press_and_the_pupil_need_not_come(asked, signed_in, school_admin):
    client = signed_in(school_admin)
    page = client.get("/devices/use/").content.decode()
    assert "Giàng A Sùng" in page
    for _ in range(2):
        assert answer(client, asked, "yes").status_code == 302
    install = binding.install_of(asked[1])
    assert (install.device.code, install.enrolled_by, install.browser) == (
        "K7M3PX",
        school_admin,
        "Chrome 96",
    )
    assert DeviceInstall.objects.count() == 1


def test_after_a_no_the_browser_stays_nobodys(asked, signed_in, school_admin):
    client = signed_in(school_admin)
    for word in ("no", "yes"):  # a late yes changes nothing
        answer(client, asked, word)
    assert binding.install_of(asked[1]) is None


def test_another_school_neither_sees_nor_answers(asked, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    assert "Giàng A Sùng" not in client.get("/devices/use/").content.decode()
    assert answer(client, asked, "yes").status_code == 404


def test_a_pupil_says_so_of_no_machine_but_the_own(held, hoa, signed_in):
    assert signed_in(hoa).post(YES).status_code == 404


def test_where_the_family_wants_no_counting_nobody_is_asked(tablet, vang, giang, school_admin, signed_in):
    make.give(giang, school_admin, tablet)
    client = signed_in(giang)
    assert "có phải máy" not in client.get("/devices/mine/").content.decode()
    client.post(YES)
    assert BindingSuggestion.objects.count() == 0
