"""Households and their certificates: written down with their days, read by few, and each look noted."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lms.models import Look
from students.models import HouseholdScan, PolicyRecord, PovertyRecord
from tests.devices.builders import make_household, photo

POOR = {"poverty_class": "poor", "certificate": "012/GCN-HN", "starts_on": "01/01/2026", "ends_on": ""}


@pytest.fixture
def household(giang, hoa):
    return make_household(giang, hoa)


def address(student, *parts):
    return f"/students/{student.pk}/household/" + "".join(f"{part}/" for part in parts)


def test_the_school_writes_down_a_certificate_and_sees_it(signed_in, school_admin, giang, household):
    client = signed_in(school_admin)
    assert client.post(address(giang, "poverty", "new"), POOR).status_code == 302
    client.post(
        address(giang, "policy", "new"), {"kind": "merit", "certificate": "7/CC", "starts_on": "02/03/2020"}
    )
    page = client.get(address(giang)).content.decode()
    assert "hộ nghèo" in page
    assert "012/GCN-HN" in page
    assert "có công" in page
    assert PovertyRecord.objects.get().starts_on == date(2026, 1, 1)
    assert PolicyRecord.objects.get().household == household


def test_two_poverty_classes_never_cover_one_day(signed_in, school_admin, giang, household):
    client = signed_in(school_admin)
    client.post(address(giang, "poverty", "new"), POOR)
    near_poor = POOR | {"poverty_class": "near_poor", "starts_on": "05/06/2026"}
    answer = client.post(address(giang, "poverty", "new"), near_poor)
    assert answer.status_code == 400
    assert "trùng những ngày này" in answer.content.decode()
    record = PovertyRecord.objects.get()
    client.post(address(giang, "poverty", record.pk), POOR | {"ends_on": "04/06/2026"})
    assert client.post(address(giang, "poverty", "new"), near_poor).status_code == 302
    assert PovertyRecord.objects.on(date(2026, 6, 5)).get().poverty_class == "near_poor"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"starts_on": "01/01/2027"}, "Ngày này chưa tới"),
        ({"ends_on": "01/01/2020"}, "Ngày cuối"),
    ],
)
def test_days_that_cannot_be_are_refused_with_a_sentence(
    wrong, told, signed_in, school_admin, giang, household
):
    answer = signed_in(school_admin).post(address(giang, "poverty", "new"), POOR | wrong)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not PovertyRecord.objects.exists()


def test_each_look_is_noted_for_every_child_of_the_household(signed_in, school_admin, giang, hoa, household):
    client = signed_in(school_admin)
    client.get(address(giang))
    client.get(address(giang))
    looks = Look.objects.filter(what="household's certificates").values_list("object_id", flat=True)
    assert sorted(looks) == sorted([str(giang.pk), str(hoa.pk)])


def test_a_child_of_another_school_counts_without_a_name(signed_in, school_admin, giang, vang):
    make_household(giang, vang)
    page = signed_in(school_admin).get(address(giang)).content.decode()
    assert "1 em ở trường khác" in page
    assert vang.full_name not in page


def test_a_scan_of_the_certificate_is_kept_and_struck_out(signed_in, school_admin, giang, household):
    client = signed_in(school_admin)
    file = SimpleUploadedFile("gcn.jpg", photo())
    assert client.post(address(giang, "scans"), {"file": file}).status_code == 302
    scan = HouseholdScan.objects.get()
    assert client.get(address(giang, "scans", scan.pk)).status_code == 200
    client.post(address(giang, "scans", scan.pk, "strike"), {"reason": "Giấy của hộ khác"})
    assert client.get(address(giang, "scans", scan.pk)).status_code == 404
    assert "Giấy của hộ khác" in client.get(address(giang)).content.decode()


def test_a_pupil_without_household_joins_that_of_a_sister(signed_in, school_admin, giang, hoa):
    household = make_household(hoa)
    client = signed_in(school_admin)
    refused = client.post(address(giang), {"head_name": "", "village": "", "sibling": "KHONGCO"})
    assert refused.status_code == 400
    assert "mang mã này" in refused.content.decode()
    client.post(address(giang), {"head_name": "", "village": "", "sibling": hoa.code.lower()})
    giang.refresh_from_db()
    assert giang.household == household


def test_a_teacher_and_the_other_school_see_nothing_of_it(
    signed_in, giang, household, ms_lan, other_school_admin, auditor
):
    assert signed_in(ms_lan).get(address(giang)).status_code == 403
    assert signed_in(other_school_admin).get(address(giang)).status_code == 404
    client = signed_in(auditor)
    assert client.get(address(giang)).status_code == 200
    assert client.post(address(giang, "poverty", "new"), POOR).status_code == 403
