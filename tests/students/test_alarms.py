"""Who tries many codes is slowed down; the school is told, and keeps its own tablets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.models import Change
from students import alarms, cards, throttle
from students.accounts import reset_pin
from tests import builders
from tests.browser import Browser


@pytest.fixture(autouse=True)
def _a_gate_that_shuts_soon(monkeypatch):
    """The number is of no account here, and sixty pages for each test are half a minute."""
    monkeypatch.setattr(throttle, "PER_GROUP", 8)
    monkeypatch.setattr(throttle, "PER_DEVICE", 6)


def browser():
    made = Browser()
    made.get("/sign-in/")
    return made


def spray(letters="HS", tries=None):
    """One PIN at many codes, from a new machine each time."""
    tries = tries or throttle.PER_GROUP + 1
    return [
        browser().post("/sign-in/", {"code": f"{letters}{number:05d}", "pin": "2468"}).status_code
        for number in range(tries)
    ]


def told(signed_in, person, path="/school/"):
    return [
        (alarm.school, alarm.is_device, alarm.way_in)
        for alarm in signed_in(person).get(path).context["alarms"]
    ]


def test_the_school_whose_codes_were_tried_is_told(signed_in, school_admin, giang, muong_nha):
    assert spray()[-1] == 429
    page = signed_in(school_admin).get("/school/").content.decode()
    assert "có người đã thử nhiều mã đăng nhập của trường PTDTBT THCS Mường Nhà" in page
    assert "Thẻ QR vẫn dùng được" in page
    assert told(signed_in, school_admin) == [(muong_nha, False, "pupil")]


def test_no_other_school_is_told_and_the_province_is(
    signed_in, other_school_admin, province_admin, giang, muong_nha
):
    spray()
    assert told(signed_in, other_school_admin) == []
    assert told(signed_in, province_admin, "/overview/") == [(muong_nha, False, "pupil")]


def test_codes_of_several_schools_are_said_to_be_unclear(
    signed_in, school_admin, province_admin, giang, vang
):
    spray()
    assert told(signed_in, school_admin) == []
    page = signed_in(province_admin).get("/overview/").content.decode()
    assert "không rõ mã của trường nào" in page


def test_codes_that_nobody_has_are_of_no_school(giang, muong_nha):
    assert alarms.school_of_code("HS99999") == muong_nha
    assert [alarms.school_of_code(code) for code in ("ZZ99999", "H", "", "%S")] == [None] * 4


def test_a_single_machine_that_was_stopped_is_told_too(signed_in, school_admin, giang, muong_nha):
    one = browser()
    for number in range(throttle.PER_DEVICE):
        one.post("/sign-in/", {"code": f"HS{number:05d}", "pin": "2468"})
    assert told(signed_in, school_admin) == [(muong_nha, True, "pupil")]


def test_it_is_told_for_a_day_and_kept_in_the_log(signed_in, school_admin, giang, time_machine):
    spray()
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    client = signed_in(school_admin)
    assert client.get("/school/").context["alarms"] == []
    assert "làm chậm" in client.get("/changes/").content.decode()


def test_a_spray_that_goes_on_is_one_line_an_hour(giang, time_machine):
    spray()
    for minutes in (2, 4, 8, 20):
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
        spray(tries=3)
    assert Change.objects.filter(act=alarms.GROUP).count() == 1


def test_a_staff_door_that_was_tried_is_of_no_school(signed_in, province_admin, school_admin):
    for number in range(throttle.PER_GROUP + 1):
        browser().post("/sign-in/staff/", {"username": f"admin.{number}", "password": "mưa rơi trên núi"})
    assert told(signed_in, province_admin, "/overview/") == [(None, False, "staff")]
    assert told(signed_in, school_admin) == []


# What a spray costs the pupils


@pytest.fixture
def pins(giang, hoa, ms_lan):
    return {pupil.code: reset_pin(pupil, by=ms_lan) for pupil in (giang, hoa)}


def test_a_new_machine_waits_five_minutes_at_most(giang, pins, time_machine):
    spray()
    for _again in range(5):
        time_machine.move_to(timezone.now() + timedelta(minutes=5, seconds=1))
        spray(tries=3)
    time_machine.move_to(timezone.now() + timedelta(minutes=5, seconds=1))
    answer = browser().post("/sign-in/", {"code": giang.code, "pin": pins[giang.code]})
    assert answer.status_code == 302


def test_a_machine_that_the_school_used_before_goes_on_for_all_its_pupils(giang, hoa, pins):
    tablet = browser()
    assert tablet.post("/sign-in/", {"code": giang.code, "pin": pins[giang.code]}).status_code == 302
    tablet.post("/sign-out/")
    assert spray()[-1] == 429
    assert browser().post("/sign-in/", {"code": hoa.code, "pin": pins[hoa.code]}).status_code == 429
    assert tablet.post("/sign-in/", {"code": hoa.code, "pin": pins[hoa.code]}).status_code == 302


def test_a_card_goes_past_and_makes_the_machine_known(giang, hoa, pins, ms_lan):
    spray()
    [card] = cards.make_cards([giang], by=ms_lan)
    tablet = browser()
    assert tablet.post(f"/c/{card['secret']}/").status_code == 302
    tablet.post("/sign-out/")
    assert tablet.post("/sign-in/", {"code": hoa.code, "pin": pins[hoa.code]}).status_code == 302


def test_a_known_machine_is_no_way_to_go_on_guessing(giang, pins, class_6a):
    tablet = browser()
    tablet.post("/sign-in/", {"code": giang.code, "pin": pins[giang.code]})
    tablet.post("/sign-out/")
    spray()
    seen = [
        tablet.post("/sign-in/", {"code": f"HS{number:05d}", "pin": "2468"}).status_code
        for number in range(throttle.PER_DEVICE + 3)
    ]
    assert seen.count(400) <= throttle.PER_DEVICE


def test_a_machine_of_another_school_is_none_of_this(giang, pins, class_3b, ms_lan):
    mai = builders.make_student("Sùng Thị Mai", class_3b, code="NH7KQ2F")
    tablet = browser()
    assert tablet.post("/sign-in/", {"code": mai.code, "pin": reset_pin(mai, by=ms_lan)}).status_code == 302
    tablet.post("/sign-out/")
    spray()
    assert tablet.post("/sign-in/", {"code": giang.code, "pin": pins[giang.code]}).status_code == 429
