"""A delivery goes into stock by scanning: one scan a machine, the same scan twice the same machine."""

import pytest

from devices.models import Device
from devices.numbers import with_check_digit
from lms.models import Change
from tests.devices import builders as make

IMEI = with_check_digit("35678912777777")
HERE = "/devices/batches/dot-1/scan/"


@pytest.fixture
def batch(muong_nha):
    batch = make.make_batch(promised=2, received=2)
    batch.schools.add(muong_nha)
    batch.device_models.add(make.make_model())
    return batch


@pytest.fixture
def scan(batch, muong_nha, signed_in, school_admin):
    client = signed_in(school_admin)
    told = {"school": muong_nha.code, "model": make.make_model().pk}
    return lambda number, **more: client.post(HERE, {**told, "number": number}, **more)


def test_each_scan_is_a_machine_and_the_cursor_waits_for_the_next(scan, batch, muong_nha):
    page = scan("r9tx-55 0001", follow=True).content.decode()
    device = Device.objects.get()
    assert (device.serial_norm, device.batch, device.school) == ("R9TX550001", batch, muong_nha)
    assert f"{device.code} đã vào kho" in page
    assert "autofocus" in page
    assert Change.objects.get(act="add device").school_id == muong_nha.pk


def test_the_same_scan_twice_is_the_same_machine_and_is_said(scan):
    scan("R9TX550001")
    page = scan("r9tx 550001", follow=True).content.decode()
    assert Device.objects.count() == 1
    assert "đã quét rồi" in page


def test_an_imei_is_told_from_a_serial(scan):
    scan(IMEI)
    assert Device.objects.get().imei1 == IMEI
    scan(IMEI)
    assert Device.objects.count() == 1
    assert "*#06#" in scan(IMEI[:-1] + str((int(IMEI[-1]) + 1) % 10)).content.decode()


def test_signs_that_only_look_like_digits_are_no_imei(scan):
    scan("²" * 15)
    assert Device.objects.get().imei1 is None


def test_what_is_in_stock_elsewhere_is_flagged_and_stays(scan, tablet, other_tablet, muong_nha):
    other = make.make_device(muong_nha, batch=make.make_batch("dot-2", name="Đợt 2"), serial="R9TX2")
    for number in (other.serial, other_tablet.serial, "https://x.vn/d/K7M3PX/", "  ", "R" * 99):
        before = Device.objects.count()
        assert scan(number).status_code == 400, number
        assert Device.objects.count() == before
    assert "Đợt 2" in scan(other.serial).content.decode()
    # Of another school's machine no more is said than that it is known.
    assert "Nà Hỳ" not in scan(other_tablet.serial).content.decode()


def test_a_script_that_sends_each_scan_reads_what_became_of_it(scan):
    told = scan("R9TX550001", headers={"accept": "application/json"}).json()
    assert (told["new"], told["count"]) == (True, 1)
    again = scan("R9TX550001", headers={"accept": "application/json"}).json()
    assert (again["new"], again["code"]) == (False, told["code"])
    assert scan("", headers={"accept": "application/json"}).status_code == 409


def test_only_who_gets_the_delivery_scans_it(batch, signed_in, other_school_admin, ms_lan, auditor):
    assert signed_in(other_school_admin).get(HERE).status_code == 404
    for person in (ms_lan, auditor):
        assert signed_in(person).get(HERE).status_code == 403


def test_one_more_like_this_machine_has_all_but_its_numbers(tablet, batch, signed_in, school_admin):
    tablet.received_on = "2026-10-01"
    tablet.save()
    page = signed_in(school_admin).get("/devices/add/?like=K7M3PX").content.decode()
    assert "01/10/2026" in page
    assert tablet.serial not in page
    assert "?like=K7M3PX" in signed_in(school_admin).get("/devices/K7M3PX/").content.decode()
