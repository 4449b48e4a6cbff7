"""A machine that moved to another school takes no story of its former pupils along."""

import pytest

from devices import reporting
from devices.models import Device, Incident
from devices.take_back import take_back
from tests.devices import builders as make


@pytest.fixture
def moved(paper, tablet, giang, na_hy, school_admin):
    """Giàng had it, broke it and gave it back; now it lies at the other school."""
    incident = reporting.report(tablet, giang.user, {"kind": "broken", "words": "Em làm rơi"})
    make.attach_to(incident.photos, school_admin, tablet.school)
    take_back(paper.lines.all(), by=school_admin, note="Mẹ Giàng trả")
    Device.objects.filter(pk=tablet.pk).update(school=na_hy)
    return tablet


@pytest.mark.parametrize("path", ["/devices/K7M3PX/", "/devices/K7M3PX/day/?on=24/11/2026"])
def test_the_new_school_reads_no_name_and_no_word_of_them(path, moved, signed_in, other_school_admin):
    page = signed_in(other_school_admin).get(path)
    assert page.status_code == 200
    for told in ("Giàng A Sùng", "Em làm rơi", "Mẹ Giàng trả", "Giàng Thị Dua"):
        assert told not in page.text, told


def test_nor_the_photo(moved, signed_in, other_school_admin, province_admin):
    photo = Incident.objects.get().photos.get()
    path = f"/devices/K7M3PX/report/photos/{photo.pk}/"
    assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(province_admin).get(path).status_code == 200


def test_the_province_reads_all_of_it(moved, signed_in, province_admin):
    page = signed_in(province_admin).get("/devices/K7M3PX/").text
    assert "Giàng A Sùng" in page
    assert "Em làm rơi" in page
