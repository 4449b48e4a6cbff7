"""What a donor is told of a batch: numbers of machines, pupils and use, and never a name."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from devices import binding, counting
from devices.repair.steps import open_repair
from devices.reports.donors import Quarter
from devices.rollup import roll_up
from tests.devices import builders as make


@pytest.fixture
def given(tablet, giang, school_admin):
    """Giàng received the tablet in November and learnt on it for half an hour."""
    make.agree_to_usage(giang)
    make.give(giang, school_admin, tablet, signed_on=date(2026, 11, 2))
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin))
    counts = {"active_s": 1900, "learn_s": 1800, "offline_s": 600}
    counting.count_days(install, giang, {date(2026, 11, 3): counts})
    roll_up(date(2026, 11, 1))
    return tablet.batch


def numbers(context):
    return dict(context["told"]["machines"] + context["told"]["served"])


def test_a_quarter_tells_machines_pupils_and_use(given, signed_in, province_admin, giang):
    client = signed_in(province_admin)
    answer = client.get(f"/devices/batches/{given.code}/report/?quarter=2026-4")
    told = numbers(answer.context)
    assert told["học sinh được nhận máy"] == 1
    assert told["đang có người giữ lúc hết quý"] == 1
    assert [row["hours"] for row in answer.context["told"]["months"]] == [0]
    assert answer.context["told"]["months"][0]["middle"] == 30
    assert giang.full_name not in answer.content.decode()
    earlier = client.get(f"/devices/batches/{given.code}/report/?quarter=2026-3").context
    assert numbers(earlier)["học sinh được nhận máy"] == 0
    assert earlier["told"]["months"] == []


def test_the_workbook_tells_the_same_and_no_name(given, signed_in, province_admin, giang):
    address = f"/devices/batches/{given.code}/report/?quarter=2026-4&as=xlsx"
    book = openpyxl.load_workbook(BytesIO(signed_in(province_admin).get(address).content))
    cells = [cell for sheet in book for row in sheet.values for cell in row]
    assert "Học sinh được nhận máy" in cells
    assert giang.full_name not in map(str, cells)


@pytest.mark.parametrize("asked", ["", "2026-5", "x", "٢٠٢٦-1", "0000-1"])
def test_no_such_quarter_shows_the_current_one(asked, given, signed_in, province_admin):
    answer = signed_in(province_admin).get(f"/devices/batches/{given.code}/report/", {"quarter": asked})
    assert (answer.context["quarter"].year, answer.context["quarter"].number) == (2026, 4)


def test_the_other_school_finds_no_report_of_it(given, signed_in, other_school_admin):
    assert signed_in(other_school_admin).get(f"/devices/batches/{given.code}/report/").status_code == 404


def test_a_quarter_begins_and_ends_with_its_months():
    assert (Quarter(2026, 4).first, Quarter(2026, 4).last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert Quarter(2026, 1).before == Quarter(2025, 4)


def test_a_machine_with_an_open_repair_is_broken_whatever_its_state_says(
    given, tablet, school_admin, signed_in, province_admin
):
    ticket = open_repair(tablet, school_admin, None, "Màn hình vỡ")
    type(tablet).objects.filter(pk=tablet.pk).update(lifecycle="in_service")
    assert ticket.back_on is None
    told = signed_in(province_admin).get(f"/devices/batches/{given.code}/report/").context
    assert numbers(told)["đang hỏng hoặc đang sửa, đến hôm nay"] == 1
