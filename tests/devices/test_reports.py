"""Reports: each tells its formula, what is not known and what to do; all ways of showing one agree."""

import json
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from devices import binding
from devices.models import Device
from devices.repair.steps import open_repair
from devices.reports import REPORTS, TOPICS
from devices.reports.answers import By
from devices.reports.board import COLUMNS, ROWS, TILES
from devices.reports.report import percentile_of
from students.models import AreaRecord, Place, School, Student
from tests.builders import make_student
from tests.devices import builders as make

SUM = "Cộng"
ANYBODY = ["school_admin", "commune_officer", "province_admin", "auditor"]


@pytest.fixture
def two_places(class_6a, class_3b, muong_nha, na_hy, school_admin, other_school_admin):
    """Three pupils of Mường Nhà, one with a machine; one of Nà Hỳ without."""
    pupils = [make_student(f"Giàng A {number}", class_6a) for number in range(3)]
    make.give(pupils[0], school_admin, make.make_device(muong_nha))
    make.make_device(muong_nha, lifecycle="repair")
    make_student("Vàng A Páo", class_3b)
    return pupils


def asked(client, slug, **query):
    return json.loads(client.get(f"/devices/reports/{slug}/", {"as": "json", **query}).content)


@pytest.mark.parametrize("slug", REPORTS)
def test_a_report_says_how_it_is_counted_and_what_to_do(slug, two_places, signed_in, province_admin):
    client = signed_in(province_admin)
    told = asked(client, slug)
    assert all(told[name] for name in ("title", "heading", "formula", "threshold", "owner", "next_act"))
    assert told["unknown"]["words"]
    page = client.get(f"/devices/reports/{slug}/").content.decode()
    assert told["formula"] in page.replace("&#x27;", "'")
    book = openpyxl.load_workbook(BytesIO(client.get(f"/devices/reports/{slug}/", {"as": "xlsx"}).content))
    rows = list(book.worksheets[0].values)
    assert len(rows) == len(told["rows"]) + 1
    assert [len(row) for row in told["rows"]] == [len(told["heading"])] * len(told["rows"])


def test_a_share_in_excel_says_that_it_is_per_cent(two_places, signed_in, province_admin):
    answer = signed_in(province_admin).get("/devices/reports/not-equipped/", {"as": "xlsx"})
    heading = next(openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert [place for place, label in enumerate(heading) if label.endswith(" (%)")] == [3]


def test_who_is_not_yet_equipped_is_what_a_recount_finds(
    two_places, signed_in, province_admin, muong_nha, na_hy
):
    told = asked(signed_in(province_admin), "not-equipped", by="school")
    shown = {row[0]: row[1:3] for row in told["rows"]}
    for school in (muong_nha, na_hy):
        pupils = list(Student.objects.filter(school=school, status="studying"))
        without = [pupil for pupil in pupils if not pupil.assignments.open().exists()]
        assert shown[school.name] == [len(without), len(pupils)]
    assert shown[SUM][0] == sum(row[0] for name, row in shown.items() if name != SUM)


def test_the_same_schools_by_both_ways_of_dividing_the_land(
    two_places, signed_in, province_admin, muong_nha, na_hy
):
    old = Place.objects.filter(scheme="before_2025", level="commune").first()
    School.objects.filter(pk=muong_nha.pk).update(old_commune=old)
    client = signed_in(province_admin)
    told = asked(client, "not-equipped", by=By.OLD_COMMUNE)
    assert [row[0] for row in told["rows"]] == [old.name, "chưa rõ xã cũ", SUM]
    AreaRecord.objects.create(place=na_hy.commune, area="3", starts_on="2025-07-01")
    told = asked(client, "not-equipped", by=By.AREA)
    assert [row[0] for row in told["rows"]] == [
        "khu vực III (đặc biệt khó khăn)",
        "chưa rõ khu vực",
        SUM,
    ]
    assert asked(client, "not-equipped", area="3", by="school")["rows"][0][0] == na_hy.name
    assert asked(client, "not-equipped", old_commune=old.code, by="school")["rows"][0][0] == muong_nha.name


def test_places_that_cross_communes_show_no_cut_by_ethnic_group(two_places, signed_in, province_admin, na_hy):
    AreaRecord.objects.create(place=na_hy.commune, area="3", starts_on="2025-07-01")
    for name in ("ethnic", "poverty"):
        told = asked(signed_in(province_admin), f"equipped-by-{name}", area="3")
        assert told["rows"] == [["chỉ xem được theo xã, trường hiện nay", "…", "…", "…"]]


@pytest.mark.parametrize("who", ANYBODY)
def test_everybody_reads_the_own_places_alone(who, two_places, request, signed_in, muong_nha, na_hy):
    told = asked(signed_in(request.getfixturevalue(who)), "not-equipped", by="school")
    names = {row[0] for row in told["rows"]} - {SUM}
    wide = who in ("province_admin", "auditor")
    assert names == ({muong_nha.name, na_hy.name} if wide else {muong_nha.name})
    told = asked(signed_in(request.getfixturevalue(who)), "not-equipped", by="school", school=na_hy.code)
    assert wide or na_hy.name not in str(told)


def test_overdue_machines_are_counted_where_they_were_lent(
    two_places, signed_in, province_admin, school_admin, muong_nha
):
    yesterday = timezone.localdate() - timedelta(days=1)
    make.give(
        two_places[1],
        school_admin,
        make.make_device(muong_nha),
        tenure="school_loan",
        due_on=yesterday,
        signed_on=yesterday - timedelta(days=9),
    )
    make.give(two_places[2], school_admin, make.make_device(muong_nha), tenure="school_loan")
    Student.objects.filter(pk=two_places[2].pk).update(status="moved_out")
    told = asked(signed_in(province_admin), "to-come-back", by="school")
    assert told["rows"][0][1:] == [2, 1, 1, 0]
    assert told["unknown"]["count"] == 1
    assert told["crossed"] == [muong_nha.name]


def test_the_board_has_a_tile_for_each_commune_of_today(db):
    communes = set(Place.objects.current().communes().values_list("code", flat=True))
    assert set(TILES) == communes
    assert len(set(TILES.values())) == len(TILES)
    assert all(0 <= column < COLUMNS and 0 <= row < ROWS for column, row in TILES.values())


def test_a_commune_without_schools_is_a_bare_tile(two_places, signed_in, province_admin, muong_nha):
    tiles = signed_in(province_admin).get("/devices/reports/not-equipped/").context["tiles"]
    assert len(tiles) == len(TILES)
    told = {tile.name: tile for tile in tiles if tile.link}
    assert told[muong_nha.commune.name].value == 2
    assert [tile.value for tile in tiles if not tile.link] == [None] * (len(TILES) - len(told))


def test_a_number_opens_to_the_machines_behind_it(two_places, signed_in, school_admin):
    client = signed_in(school_admin)
    page = client.get("/devices/reports/states/").context["answer"]
    broken = page.rows[0].cells[3]
    assert broken.value == 1
    assert [device.lifecycle for device in client.get(broken.link).context["page_obj"]] == ["repair"]


def test_an_unknown_report_is_not_found(signed_in, school_admin):
    assert signed_in(school_admin).get("/devices/reports/khong-co/").status_code == 404


def test_every_topic_has_reports_and_no_slug_stands_twice():
    assert sum(len(reports) for _topic, reports in TOPICS) == len(REPORTS)


@pytest.mark.parametrize(
    ("histogram", "percent", "value"),
    [({}, 50, None), ({"4": 1}, 90, 4), ({"2": 5, "30": 5}, 50, 2), ({"2": 5, "30": 5}, 90, 30)],
)
def test_percentiles_of_a_histogram(histogram, percent, value):
    assert percentile_of(histogram, percent) == value


def test_what_is_handed_over_and_never_seen_is_told_after_a_week_and_a_month(
    two_places, signed_in, school_admin, muong_nha
):
    today = timezone.localdate()
    for pupil, days in zip(two_places[1:], (8, 31), strict=True):
        make.agree_to_usage(pupil)
        device = make.make_device(muong_nha)
        make.give(pupil, school_admin, device, signed_on=today - timedelta(days=days))
        binding.bind(binding.new_code(device, by=school_admin))
    told = asked(signed_in(school_admin), "never-seen")
    assert told["rows"][0][1:] == [2, 1]


def test_what_the_reports_do_not_see_is_a_report_of_its_own(
    two_places, signed_in, school_admin, muong_nha, other_school_admin
):
    told = asked(signed_in(school_admin), "data-quality")
    # The one machine that somebody holds has no bound browser.
    assert told["rows"][0][1:] == [1, 1, 0, 0]
    assert told["crossed"] == [muong_nha.name]
    assert asked(signed_in(other_school_admin), "data-quality")["rows"][0][1:] == [0, 0, 0, 0]


def test_each_number_names_its_column_for_a_narrow_screen(two_places, signed_in, school_admin):
    client = signed_in(school_admin)
    heading = asked(client, "not-equipped")["heading"]
    page = client.get("/devices/reports/not-equipped/").content.decode()
    assert [label for label in heading[1:] if f'data-label="{label}"' not in page] == []


def test_every_line_of_the_evidence_says_how_its_own_share_is_counted(signed_in, province_admin, giang):
    rows = BeautifulSoup(signed_in(province_admin).get("/devices/reports/evidence/").content, "html.parser")
    told = [row.find_all("td")[-1].text for row in rows.select("tbody tr")]
    assert not any("trừ" in words for words in told)
    assert "Học sinh" in told[0]
    assert "Giáo viên" not in told[0]
    assert "Giáo viên" in told[1]
    assert "Học sinh" not in told[1]


def test_machines_that_work_are_one_number_in_every_report(two_places, signed_in, school_admin, muong_nha):
    """Of three in service one waits for repair, one was just used, of two nobody knows: one works."""
    broken, used = make.make_device(muong_nha), make.make_device(muong_nha)
    open_repair(broken, school_admin, None, "Màn hình vỡ")
    Device.objects.filter(pk=used.pk).update(last_seen_day=timezone.localdate())
    client = signed_in(school_admin)
    ratio, works = asked(client, "pupils-per-device"), asked(client, "conditions")
    told = dict(zip(ratio["heading"], ratio["rows"][-1], strict=True))
    assert told["máy dùng được"] == works["rows"][-1][1] == 1
    assert ratio["rows"][-1][1] == told["học sinh"] == 3
    assert ratio["unknown"]["count"] == works["unknown"]["count"]
