"""A machine that moved to another school takes no story of its former pupils along."""

from datetime import date

import pytest
from django.utils import timezone

from devices import binding, counting, put_in, reporting
from devices.external.reading import Line
from devices.external.taking import take
from devices.models import Device, Incident
from devices.take_back import take_back
from lms.models import Look
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


def test_nor_how_long_they_learnt_nor_the_number_of_their_card(
    paper, tablet, giang, na_hy, signed_in, school_admin, other_school_admin, province_admin
):
    make.agree_to_usage(giang)
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin))
    counting.count_days(install, giang, {date(2026, 11, 20): {"active_s": 3600, "learn_s": 2520}})
    sim, at = make.make_sim(tablet.school), paper.recorded_at
    put_in.put_in(sim, tablet, at)
    take_back(paper.lines.all(), by=school_admin)
    put_in.take_out(sim.insertions.get(), timezone.now())
    for reader, school in (
        (school_admin, tablet.school),
        (other_school_admin, na_hy),
        (province_admin, na_hy),
    ):
        Device.objects.filter(pk=tablet.pk).update(school=school)
        page = signed_in(reader).get("/devices/K7M3PX/")
        is_told = reader != other_school_admin
        assert page.context["usage"]["total"] == (42 if is_told else 0)
        assert (str(sim) in page.text) == is_told


def test_nor_the_photo(moved, signed_in, other_school_admin, province_admin):
    photo = Incident.objects.get().photos.get()
    path = f"/devices/K7M3PX/report/photos/{photo.pk}/"
    assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(province_admin).get(path).status_code == 200


def test_the_province_reads_all_of_it(moved, signed_in, province_admin):
    page = signed_in(province_admin).get("/devices/K7M3PX/").text
    assert "Giàng A Sùng" in page
    assert "Em làm rơi" in page


def test_nor_what_other_systems_told_of_them_nor_who_bound_the_browser(
    paper, tablet, giang, na_hy, signed_in, school_admin, other_school_admin, province_admin
):
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin))
    binding.unbind(install, by=school_admin)
    days = (date(2026, 11, 24), date(2026, 11, 24))
    line = Line("", 0, "", "new", {"device_id": tablet.pk}, days, None, 95 * 60, None)
    for _twice in range(2):
        take("mdm", [line], school_admin)
    take_back(paper.lines.all(), by=school_admin)
    Device.objects.filter(pk=tablet.pk).update(school=na_hy)
    # The same days told once more, by the new school, stay of the school that had handed it out.
    take("knox", [line], other_school_admin)
    for reader, is_told in ((other_school_admin, False), (province_admin, True)):
        page = signed_in(reader).get("/devices/K7M3PX/")
        assert len(page.context["told"]) == (2 if is_told else 0)
        assert (str(school_admin) in page.text) == is_told


def test_whoever_sees_the_days_of_a_former_holder_is_noted_with_that_child(
    paper, tablet, giang, hoa, signed_in, school_admin
):
    make.agree_to_usage(giang)
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin))
    counting.count_days(install, giang, {date(2026, 11, 20): {"active_s": 3600, "learn_s": 2520}})
    take_back(paper.lines.all(), by=school_admin)
    make.give(hoa, school_admin, tablet)
    for _twice in range(2):
        signed_in(school_admin).get("/devices/K7M3PX/")
    looks = Look.objects.filter(what="use of a machine").values_list("object_id", flat=True)
    assert sorted(looks) == sorted([str(giang.pk), str(hoa.pk)])
