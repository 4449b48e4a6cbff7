"""Finding the list in a workbook: its heading, its classes, and nothing that is no pupil."""

from datetime import date

import pytest

from lms import spreadsheets
from students.roster import reader, rows
from students.roster.vocabulary import PUPILS

from . import lists

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp"]


def read(*sheets):
    return reader.read(spreadsheets.read(lists.workbook(*sheets)))


def names(found):
    return [rows.name_of(pupil.given) for pupil in found.records]


def first(found):
    return next(iter(found.records))


def classes(found):
    return [str(pupil.class_name) for pupil in found.records]


def test_the_ministry_export_is_found_under_its_titles():
    found = reader.read(spreadsheets.read(lists.ministry(lists.pupils(3))))
    (sheet,) = found.sheets
    assert (sheet.name, sheet.heading_row) == ("Danh sách", 5)
    assert [pupil.row for pupil in sheet.records()] == [6, 7, 8]
    assert not found.issues


@pytest.mark.parametrize("above", [0, 7, 28])
def test_the_heading_may_stand_anywhere_in_the_first_thirty_rows(above):
    found = read(("6A", [["x"]] * above + [HEAD, [1, "Lò Văn An", "05/09/2015", "Nam", "6A"]]))
    assert found.sheets[0].heading_row == above + 1
    assert first(found).row == above + 2


def test_a_heading_in_two_merged_rows():
    rows = [
        ["STT", "Họ và tên", "", "Ngày sinh", "Họ tên cha mẹ", "", "Lớp"],
        ["", "Họ đệm", "Tên", "", "Cha", "Mẹ", ""],
        [1, "Giàng A", "Sùng", "05/09/2015", "Giàng A Páo", "Sùng Thị Mỷ", "6A1"],
    ]
    found = read(("S", rows, "A1:A2", "B1:C1", "D1:D2", "E1:F1", "G1:G2"))
    assert found.sheets[0].heading_row == 1
    assert names(found) == ["Giàng A Sùng"]
    assert first(found).row == 3
    assert first(found).given["father_name"] == "Giàng A Páo"
    assert first(found).given["mother_name"] == "Sùng Thị Mỷ"


def test_dates_of_birth_in_a_column_for_boys_and_one_for_girls():
    rows = [
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Dân tộc"],
        ["", "", "Nam", "Nữ", ""],
        [1, "Lò Văn An", "05/09/2015", "", "Thái"],
        [2, "Lò Thị Ly", "", "06/09/2015", "Thái"],
    ]
    found = read(("6A", rows, "C1:D1"))
    assert [set(pupil.given) & {"birth_male", "birth_female"} for pupil in found.records] == [
        {"birth_male"},
        {"birth_female"},
    ]


def test_a_date_of_birth_in_three_columns():
    rows = [
        ["TT", "Họ và tên", "Ngày sinh", "", "", "Lớp"],
        ["", "", "Ngày", "Tháng", "Năm", ""],
        [1, "Lò Văn An", 5, 9, 2015, "6A"],
    ]
    (pupil,) = read(("6A", rows, "C1:E1")).records
    assert [pupil.given[f"birth_{piece}"] for piece in ("day", "month", "year")] == [5, 9, 2015]


def test_a_numbered_row_without_a_name_is_not_lost():
    rows = [HEAD, [1, "=LEFT(A1)", "05/09/2015", "", "6A"], [2, "#N/A", "05/09/2015", "", "6A"]]
    assert [pupil.row for pupil in read(("S", rows)).records] == [2, 3]


def test_one_heading_over_a_name_in_two_columns():
    rows = [["STT", "Họ và tên", "", "Ngày sinh"], *([n, "Lò Văn", "An", "05/09/2015"] for n in range(1, 6))]
    assert names(read(("6A1", rows, "B1:C1"))) == ["Lò Văn An"] * 5


def test_one_heading_over_two_columns_and_two_rows_of_a_heading():
    rows = [
        ["STT", "Họ và tên", "", "Ngày sinh", "Phụ huynh", ""],
        ["", "", "", "", "Họ tên bố", "Điện thoại"],
        *([n, "Lò Văn", "An", "05/09/2015", "Lò Văn Tình", "0981234567"] for n in range(1, 6)),
    ]
    found = read(("6A1", rows, "A1:A2", "B1:C2", "D1:D2", "E1:F1"))
    assert names(found) == ["Lò Văn An"] * 5
    assert not found.issues


def test_several_classes_on_a_sheet_with_group_rows():
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        ["Lớp 6A1 - GVCN: Nguyễn Thị Lan"],
        [1, "Lò Văn An", "05/09/2015"],
        ["LỚP: 6A2"],
        [1, "Lò Văn Bình", "06/09/2015"],
        ["7B"],
        [1, "Lò Văn Chung", "07/09/2014"],
    ]
    assert classes(read(("Cả trường", rows))) == ["6A1", "6A2", "7B"]


def test_group_rows_may_say_more_than_the_class():
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        ["Lớp: 6A1 (35 học sinh)"],
        [1, "Lò Văn An", "05/09/2015"],
        ["Khối 7 - Lớp 7A"],
        [1, "Lò Văn Ba", "05/09/2014"],
        ["LỚP 8 A2 - SĨ SỐ: 30 - GVCN: Lò Văn Bốn"],
        [1, "Lò Văn Chung", "05/09/2013"],
        ["Lớp 1A - Điểm trường Huổi Lụ"],
        [1, "Lò Văn Dũng", "05/09/2020"],
        ["Lớp ghép 1+2"],
        [1, "Lò Văn Em", "05/09/2020"],
        ["Lớp trưởng: Lò Văn Em"],
        [2, "Lò Văn Gia", "05/09/2020"],
    ]
    found = read(("Cả trường", rows))
    assert classes(found) == ["6A1", "7A", "8 A2", "1A", "Ghép 1+2", "Ghép 1+2"]


def test_several_lists_one_below_the_other_each_with_title_heading_and_signatures():
    def one(name, pupil):
        return [
            [f"DANH SÁCH LỚP {name}"],
            ["STT", "Họ và tên", "Ngày sinh"],
            [1, pupil, "05/09/2015"],
            ["", "(Danh sách gồm 1 học sinh)"],
            ["", "Hiệu trưởng"],
            ["", "Vàng Văn Hiệu"],
            [],
        ]

    found = read(("Cả trường", one("6A1", "Lò Văn An") + one("6A2", "Lò Văn Ba")))
    assert list(zip(names(found), classes(found), strict=True)) == [
        ("Lò Văn An", "6A1"),
        ("Lò Văn Ba", "6A2"),
    ]


def test_a_heading_in_two_rows_with_crosses_for_girls_and_the_home_below_one_title():
    rows = [
        ["UBND xã Núa Ngam"],
        [],
        ["TT", "HỌ VÀ TÊN", "", "NGÀY SINH", "GIỚI TÍNH", "", "HỌ TÊN BỐ (MẸ)", "CHỖ Ở HIỆN NAY", "", ""],
        ["", "Họ đệm", "Tên", "", "Nam", "Nữ", "", "Bản", "Xã", "Huyện"],
        ["A", "B", "C", 1, 2, 3, 4, 5, 6, 7],
        [1, "Lò Văn", "An", "5/9/2015", "x", "", "Lò Văn Bốn", "Pu Lau", "Núa Ngam", "Điện Biên"],
        [2, "Lò Thị", "Ly", "6/9/2015", "", "x", "Lò Thị Mai", "Pu Lau", "Núa Ngam", "Điện Biên"],
    ]
    found = read(("6B", rows, "B3:C3", "E3:F3", "H3:J3"))
    assert found.sheets[0].heading_row == 3
    assert names(found) == ["Lò Văn An", "Lò Thị Ly"]
    assert [set(pupil.given) & {"is_male", "is_female"} for pupil in found.records] == [
        {"is_male"},
        {"is_female"},
    ]
    assert first(found).given["guardian_name"] == "Lò Văn Bốn"
    assert [first(found).given[name] for name in ("village", "commune", "district")] == [
        "Pu Lau",
        "Núa Ngam",
        "Điện Biên",
    ]


def test_a_class_told_by_title_sheet_or_merged_cell():
    title = [["DANH SÁCH HỌC SINH LỚP 9A2 NĂM HỌC 2026-2027"], HEAD[:3], [1, "Lò Văn An", "05/09/2012"]]
    assert classes(read(("Sheet1", title))) == ["9A2"]
    assert read(("Sheet1", title)).year_told == "2026-2027"
    assert classes(read(("Lớp 8.3", title[1:]))) == ["8.3"]
    merged = [HEAD, [1, "Lò Văn An", "05/09/2015", "Nam", "6A"], [2, "Lò Văn Ba", "05/09/2015", "Nam", ""]]
    assert classes(read(("S", merged, "E2:E3"))) == ["6A", "6A"]


def test_what_is_no_pupil_is_left_out():
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Tòng Văn An", "05/09/2015", "Nam"],
        [],
        [2, "Cống Thị Nam", "06/09/2015", "Nữ"],
        ["Tổng số: 2 học sinh", "", "", ""],
        ["", "Trong đó: nữ 1", "", ""],
        ["", "", "Mường Nhà, ngày 5 tháng 9 năm 2026", ""],
        ["", "NGƯỜI LẬP BIỂU", "", "HIỆU TRƯỞNG"],
        ["", "(Ký, ghi rõ họ tên)", "", ""],
        ["", "Quàng Văn Thành", "", "Lò Thị Hoa"],
    ]
    assert names(read(("6A1", rows))) == ["Tòng Văn An", "Cống Thị Nam"]


def test_a_numbering_row_without_brackets_is_left_out():
    rows = [HEAD, [1, 2, 3, 4, 5], [1, "Lò Văn An", "05/09/2015", "Nam", "6A"]]
    assert names(read(("S", rows))) == ["Lò Văn An"]


def test_a_heading_repeated_after_a_page_break_is_no_pupil():
    row = [1, "Lò Văn An", "05/09/2015", "Nam", "6A"]
    found = read(("S", [HEAD, row, HEAD, [2, "Lò Văn Ba", "05/09/2015", "Nam", "6A"]]))
    assert names(found) == ["Lò Văn An", "Lò Văn Ba"]


def test_lookup_and_staff_sheets_are_ignored_and_named():
    found = read(
        ("6A1", [HEAD, [1, "Lò Văn An", "05/09/2015", "Nam", "6A1"]]),
        ("DM dân tộc", [["Mã", "Tên dân tộc"], ["01", "Kinh"], ["03", "Thái"]]),
        (
            "Giáo viên",
            [["STT", "Họ và tên", "Ngày sinh", "Chức vụ"], [1, "Lò Thị B", date(1980, 1, 2), "GV"]],
        ),
        ("Trống", []),
    )
    assert [sheet.name for sheet in found.sheets] == ["6A1"]
    assert found.ignored_sheets == ["DM dân tộc", "Giáo viên"]


def test_a_row_with_facts_but_no_name_is_kept_to_be_reported():
    found = read(("S", [HEAD, [1, "", "05/09/2015", "Nam", "6A"]]))
    assert found.count == 1


@pytest.mark.parametrize("title", ["is_superuser", "password", "id", "school_id", "ID"])
def test_a_column_of_the_system_closes_the_sheet(title):
    found = read(("S", [[*HEAD, title], [1, "Lò Văn An", "05/09/2015", "Nam", "6A", 1]]))
    assert [issue.code for issue in found.issues] == ["forbidden_column"]
    assert found.sheets[0].forbidden == title


def test_an_unknown_column_is_named():
    found = read(("S", [[*HEAD, "Sở thích"], [1, "Lò Văn An", "05/09/2015", "Nam", "6A", "bóng đá"]]))
    assert [(issue.code, issue.column, issue.row) for issue in found.issues] == [
        ("unknown_column", "Sở thích", 1)
    ]


def test_a_workbook_without_a_list_says_so():
    found = read(("S", [["a", "b"], [1, 2]]))
    assert [issue.code for issue in found.issues] == ["no_heading"]


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Mã định danh Bộ GD&ĐT", "ministry_id"),
        ("Mã học sinh", "ministry_id"),
        ("Số định danh cá nhân", "national_id"),
        ("Số CCCD", "national_id"),
        ("Họ tên", "full_name"),
        ("HỌ VÀ TÊN HỌC SINH", "full_name"),
        ("Họ và\ntên (*)", "full_name"),
        ("Họ đệm", "family_name"),
        ("Tên", "given_name"),
        ("Ngày, tháng, năm sinh", "date_of_birth"),
        ("Ngày sinh (dd/mm/yyyy)", "date_of_birth"),
        ("Năm sinh", "date_of_birth"),
        ("Họ tên bố (mẹ)", "guardian_name"),
        ("Nữ", "is_female"),
        ("Nam", "is_male"),
        ("Năm", "birth_year"),
        ("Dân tộc", "ethnic_group"),
        ("Trạng thái", "status"),
        ("SĐT liên hệ", "phone"),
        ("Số điện thoại của mẹ", "mother_phone"),
        ("Tên cha", "father_name"),
        ("Họ và tên mẹ", "mother_name"),
        ("Lớp học", "class_name"),
        ("Khối học", "grade"),
        ("Xã", "commune"),
        ("Xã (cũ)", "commune_old"),
        ("Chỗ ở hiện nay - Xã (cũ)", "commune_old"),
        ("Huyện (cũ)", "district"),
        ("Thôn/bản", "village"),
        ("Nơi thường trú", "address"),
        ("Chủ hộ", "household_head"),
        ("Năm sinh của mẹ", None),
        ("Nơi sinh", None),
        ("Ghi chú", None),
        ("school_id", "forbidden"),
    ],
)
def test_headings_mean_what_schools_mean(title, meaning):
    assert PUPILS.meaning_of(" ".join(title.split()))[0] == meaning
