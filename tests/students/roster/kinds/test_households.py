"""Poor and near-poor households of known pupils, with certificate and day."""

import pytest

from students.models import Guardianship, Household, PovertyRecord, RosterImport, Student
from students.roster.undo import undo
from tests.students.roster import lists
from tests.students.roster.told import actions, codes, everything

HEAD = (
    "STT",
    "Họ và tên học sinh",
    "Lớp",
    "Chủ hộ",
    "Diện hộ nghèo, cận nghèo",
    "Số giấy chứng nhận",
    "Ngày cấp",
)


def poor(*rows, heading=HEAD):
    return lists.workbook(("HN", [["DANH SÁCH HỌC SINH HỘ NGHÈO"], list(heading), *map(list, rows)]))


GIANG = [1, "Giàng A Sùng", "6A", "Giàng A Páo", "Hộ nghèo", "012/GCN-HN", "15/01/2026"]


def record():
    return PovertyRecord.objects.order_by("starts_on").last()


def test_a_household_with_its_certificate(run, giang):
    report = run(poor(GIANG), kind="households", apply=True)
    assert report["households"] == [
        {
            "sheet": "HN",
            "row": 3,
            "ministry_id": None,
            "full_name": "Giàng A Sùng",
            "class_name": "6A",
            "household_head": "Giàng A Páo",
            "poverty_class": "poor",
            "certificate": "012/GCN-HN",
            "starts_on": "2026-01-15",
            "action": "create",
        }
    ]
    giang.refresh_from_db()
    assert giang.household.head_name == "Giàng A Páo"
    kept = record()
    assert (kept.household, kept.poverty_class) == (giang.household, "poor")
    assert (kept.certificate, str(kept.starts_on)) == ("012/GCN-HN", "2026-01-15")


@pytest.mark.parametrize(
    "title", ["Diện", "Thuộc diện", "Đối tượng", "Diện (nghèo/cận nghèo)", "Phân loại hộ"]
)
def test_poor_or_near_poor_stands_under_many_headings(title, run, giang):
    run(poor(GIANG, heading=[*HEAD[:4], title, *HEAD[5:]]), kind="households", apply=True)
    assert record().poverty_class == "poor"


@pytest.mark.parametrize(
    ("said", "kept"), [("Nghèo", "poor"), ("HN", "poor"), ("HCN", "near_poor"), ("CN", "near_poor")]
)
def test_the_short_words_of_clerks_are_understood(said, kept, run, giang):
    run(poor([*GIANG[:4], said, *GIANG[5:]]), kind="households", apply=True)
    assert record().poverty_class == kept


def test_the_second_import_changes_nothing_and_undo_restores(run, giang):
    before = everything()
    run(poor(GIANG), kind="households", apply=True)
    after = everything()
    assert actions(run(poor(GIANG), kind="households", apply=True), "households") == ["unchanged"]
    assert everything() == after
    undo(RosterImport.objects.get(), by=None)
    assert everything() == before


def test_another_class_ends_the_old_record_and_begins_a_new_one(run, giang):
    run(poor(GIANG), kind="households", apply=True)
    report = run(poor([*GIANG[:4], "Cận nghèo", "7/HCN", "10/10/2026"]), kind="households", apply=True)
    assert actions(report, "households") == ["create"]
    old, new = PovertyRecord.objects.order_by("starts_on")
    assert (old.poverty_class, str(old.ends_on)) == ("poor", "2026-10-09")
    assert (new.poverty_class, str(new.starts_on), new.ends_on) == ("near_poor", "2026-10-10", None)


def test_a_new_number_and_the_end_of_poverty(run, giang):
    run(poor(GIANG), kind="households", apply=True)
    run(poor([*GIANG[:5], "99/GCN", ""]), kind="households", apply=True)
    assert record().certificate == "99/GCN"
    run(poor([*GIANG[:4], "Thoát nghèo", "", ""]), kind="households", apply=True)
    assert str(record().ends_on) == "2026-11-24"


def test_crosses_in_two_columns(run, giang, hoa):
    heading = ("STT", "Họ và tên", "Lớp", "Chủ hộ", "Hộ nghèo", "Hộ cận nghèo")
    rows = [[1, "Giàng A Sùng", "6A", "Giàng A Páo", "x", ""], [2, "Lò Thị Hoa", "6A", "Lò Văn Cha", "", "x"]]
    report = run(poor(*rows, heading=heading), kind="households")
    assert [row["poverty_class"] for row in report["households"]] == ["poor", "near_poor"]


def test_brothers_and_sisters_are_one_household(run, giang, hoa):
    Student.objects.update(household=Household.objects.create(head_name="Giàng A Páo"))
    same = [2, "Lò Thị Hoa", *GIANG[2:]]
    assert actions(run(poor(GIANG, same), kind="households"), "households") == ["create", "unchanged"]
    other = [2, "Lò Thị Hoa", "6A", "Giàng A Páo", "Cận nghèo", "", ""]
    assert codes(run(poor(GIANG, other), kind="households")) == ["household_told_twice"]


def test_a_parent_on_record_is_the_head_when_none_is_named(run, giang):
    row = [*GIANG[:3], "", *GIANG[4:]]
    assert codes(run(poor(row), kind="households")) == ["household_head_missing"]
    guardian = giang.guardians.create(full_name="Sùng Thị Mỷ", through_defaults={"relation": "mother"})
    run(poor(row), kind="households", apply=True)
    assert Household.objects.get().head_name == guardian.full_name
    assert Guardianship.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([1, "Lò Văn Lạ", "6A", "A Páo", "Hộ nghèo", "", ""], "pupil_unknown"),
        ([1, "Giàng A Sùng", "6A", "A Páo", "", "12/GCN", ""], "poverty_missing"),
        ([1, "Giàng A Sùng", "6A", "A Páo", "Khá giả", "12/GCN", ""], "poverty_unknown"),
    ],
)
def test_what_is_not_told_is_refused(run, giang, row, code):
    before = everything()
    report = run(poor(row), kind="households", apply=True)
    assert (actions(report, "households"), codes(report)) == (["skip"], [code])
    assert everything() == before


def test_a_day_that_is_none_is_said(run, giang):
    report = run(poor([*GIANG[:6], "không rõ"]), kind="households", apply=True)
    assert codes(report) == ["certificate_date_unclear"]
    assert str(record().starts_on) == "2026-09-05"
