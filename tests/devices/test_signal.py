"""Where there is signal: village by village, told by staff and by families, and never guessed."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from devices import coverage
from devices.models import SignalReport
from tests import builders
from tests.devices import builders as make


@pytest.fixture
def home(giang, muong_nha):
    household = make.make_household(giang)
    household.commune, household.village = muong_nha.commune, "Bản Huổi Lếch"
    household.save()
    return household


def report(client, commune, **more):
    told = {"operator": "viettel", "method": "staff", "on": "24/11/2026", **more}
    return client.post(f"/signal/report/?commune={commune.code}", told)


def village(client, commune, name):
    page = client.get(f"/signal/?commune={commune.code}")
    return next(one for one in page.context["villages"] if one.name == name)


def test_a_whole_commune_is_reported_with_the_thumb(home, muong_nha, signed_in, ms_lan):
    client, commune = signed_in(ms_lan), muong_nha.commune
    asked = client.get(f"/signal/report/?commune={commune.code}").context["form"].villages
    assert [one.name for one in asked] == ["Bản Huổi Lếch"]
    told = {"village_0": "none", "more": "Nà Phát\nNà Phát A", "more_level": "weak"}
    for _ in range(2):
        assert report(client, commune, **told).status_code == 302
    assert SignalReport.objects.count() == 3
    # The newest word on each operator stands; a village that is left open stays as it was.
    report(client, commune, village_0="good", method="measured")
    assert village(client, commune, "Bản Huổi Lếch").latest["viettel"].level == "good"
    assert village(client, commune, "Nà Phát").best == "weak"


def test_one_village_in_two_spellings_is_one(muong_nha, school_admin):
    levels = {"Bản Huổi Lếch": "weak", "huổi lếch": "good"}
    coverage.report_villages(muong_nha.commune, "vnpt", "staff", date(2026, 11, 24), levels, by=school_admin)
    assert SignalReport.objects.get().level == "good"


def test_what_nobody_reported_is_unknown(home, muong_nha, signed_in, province_admin):
    client = signed_in(province_admin)
    found = village(client, muong_nha.commune, "Bản Huổi Lếch")
    assert (found.best, found.latest) == ("unknown", {})
    assert client.get("/signal/").context["silent"] == 45


def test_a_day_ahead_is_refused(home, muong_nha, signed_in, ms_lan):
    page = report(signed_in(ms_lan), muong_nha.commune, on="25/11/2026", village_0="good")
    assert page.status_code == 400
    assert not SignalReport.objects.exists()


def test_a_family_says_how_it_is_at_home_and_is_counted_without_a_name(
    home, giang, muong_nha, signed_in, school_admin
):
    client = signed_in(giang)
    for _ in range(2):
        assert client.post("/signal/home/", {"viettel": "none", "vnpt": "weak"}).status_code == 302
    assert SignalReport.objects.count() == 2
    home.refresh_from_db()
    assert home.signal == "weak"
    assert village(signed_in(school_admin), muong_nha.commune, "Bản Huổi Lếch").homes == {"weak": 1}


def test_a_guardian_tells_of_the_own_children_alone(home, giang, vang, client):
    guardian = builders.make_user("me.giang", "Giàng Thị Dua")
    giang.guardians.create(user=guardian, full_name="Giàng Thị Dua", through_defaults={"relation": "mother"})
    make.make_household(vang)
    client.force_login(guardian, backend="students.sign_in.Accounts")
    client.post(f"/signal/home/?child={vang.pk}", {"viettel": "good"})
    assert SignalReport.objects.get().household == home


def test_who_has_no_household_yet_is_told_what_to_do(giang, signed_in):
    assert "chưa ghi hộ gia đình" in signed_in(giang).get("/signal/home/").content.decode()


def test_the_other_commune_is_not_there(muong_nha, signed_in, mr_pao):
    client = signed_in(mr_pao)
    assert client.get(f"/signal/?commune={muong_nha.commune.code}").status_code == 404
    assert report(client, muong_nha.commune, more="Nà Phát").status_code == 404


def test_a_report_is_of_exactly_one_place_and_stays(home, muong_nha):
    told = {"operator": "vnpt", "level": "good", "method": "family", "on": date(2026, 11, 24)}
    for wrong in ({}, {"school": muong_nha, "household": home}, {"commune": muong_nha.commune}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignalReport.objects.create(**told, **wrong)
    SignalReport.objects.create(**told, household=home)
    SignalReport.objects.create(**{**told, "method": "staff"}, school=muong_nha)
    for write in ("UPDATE devices_signalreport SET level = 'none'", "DELETE FROM devices_signalreport"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(write)
