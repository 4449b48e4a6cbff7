"""Lists typed with old fonts: what they are written in is found, said, and can be chosen otherwise."""

import pytest

from lms import letters, spreadsheets
from students.roster import encodings, reader
from students.roster.rows import name_of
from students.roster.values import name

from . import excel_97, lists, old_letters

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Lớp"]
ROWS = [
    [1, "Lò Thị Hòa", "05/09/2015", "Nữ", "Thái", "6A1"],
    [2, "Giàng A Sùng", "06/10/2015", "Nam", "Mông", "6A1"],
    [3, "Nguyễn Văn Đức", "07/11/2015", "Nam", "Kinh", "6A1"],
    [4, "Cà Thị Ánh Tuyết", "08/12/2014", "Nữ", "Thái", "6A1"],
    [5, "Khoàng Văn Thưởng", "09/01/2015", "Nam", "Cống", "6A1"],
]
NAMES = [row[1] for row in ROWS]
OLD = {
    "tcvn3": old_letters.tcvn3,
    "vni": old_letters.vni,
    "windows-1258": old_letters.windows_1258,
    "utf-8-misread": str.encode,
}


def text_file(write, separator=";"):
    lines = [separator.join(map(str, row)) for row in [HEAD, *ROWS]]
    return b"\r\n".join(map(write, lines))


def cells(write):
    """The list as a workbook holds it: each byte as one Latin sign."""

    def typed(cell):
        return letters.decoded_byte_by_byte(write(cell)) if isinstance(cell, str) else cell

    return [[typed(cell) for cell in row] for row in [HEAD, *ROWS]]


def read(content, **options):
    return reader.read(spreadsheets.read(content, "6A1.csv"), **options)


def names(found):
    return [name(name_of(pupil.given)) for pupil in found.records]


def said(found):
    return [issue.code for issue in found.issues]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "windows-1258"])
def test_text_in_an_old_encoding(encoding, separator):
    found = read(text_file(OLD[encoding], separator))
    assert [sheet.encoding for sheet in found.sheets] == [encoding]
    assert names(found) == NAMES
    assert said(found) == ["encoding_found"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_in_unicode_with_and_without_its_mark(encoding, mark, separator):
    lines = "\r\n".join(separator.join(map(str, row)) for row in [HEAD, *ROWS])
    found = read((mark + lines).encode(encoding))
    assert [sheet.encoding for sheet in found.sheets] == [encoding]
    assert names(found) == NAMES
    assert said(found) == []


@pytest.mark.parametrize("encoding", list(OLD))
@pytest.mark.parametrize(
    "make", [lambda rows: lists.workbook(("6A1", rows)), lambda rows: excel_97.workbook("6A1", rows)]
)
def test_cells_of_a_workbook_typed_with_an_old_font(encoding, make):
    rows = cells(OLD[encoding])
    found = read(make(rows))
    assert [sheet.encoding for sheet in found.sheets] == [encoding]
    assert names(found) == NAMES
    assert [pupil.given["gender"] for pupil in found.records] == [row[3] for row in ROWS]


def test_unicode_needs_no_word_about_it():
    found = read(lists.workbook(("6A1", [HEAD, *ROWS])))
    assert found.sheets[0].encoding == "unicode"
    assert said(found) == []


def test_a_person_may_choose_another_encoding():
    found = read(lists.workbook(("6A1", [HEAD, *cells(old_letters.tcvn3)[1:]])), encoding="vni")
    assert found.sheets[0].encoding == "vni"
    assert "encoding_chosen" in said(found)
    assert names(found) != NAMES


def test_each_choice_shows_how_names_would_read():
    typed = [row[1] for row in cells(old_letters.tcvn3)[1:]]
    offered = {code: (read, in_use) for code, _words, read, in_use in encodings.choices(typed, "tcvn3")}
    assert offered["tcvn3"] == (
        ["Lò Thị Hòa", "Giàng A Sùng", "Nguyễn Văn Đức", "Cà Thị Ánh Tuyết", "Khoàng Văn Thưởng"],
        True,
    )
    assert offered["unicode"][0][0] == "Lß ThÞ Hßa"
    readings = [tuple(read) for read, _in_use in offered.values()]
    assert len(set(readings)) == len(readings)


def test_what_is_unicode_already_is_left_alone_in_a_mixed_sheet():
    rows = [HEAD, *cells(old_letters.tcvn3)[1:], [6, "Hạng Thị Dính", "10/10/2015", "Nữ", "Mông", "6A1"]]
    found = read(lists.workbook(("6A1", rows)))
    assert names(found) == [*NAMES, "Hạng Thị Dính"]
    assert said(found) == ["encoding_found", "encoding_mixed"]


def test_a_single_old_name_in_a_unicode_list_is_kept_out_with_what_it_may_be(run):
    rows = [["STT", "Họ và tên", "Ngày sinh", "Lớp", "Khối"]]
    rows += [[n, f"Lò Văn {given}", "05/09/2015", "6A", 6] for n, given in enumerate(["Ánh", "Bưởi", "Đức"])]
    rows += [[4, "NguyÔn V¨n Hïng", "05/09/2015", "6A", 6]]
    report = run(lists.workbook(("6A", rows)), apply=True)
    assert [pupil["action"] for pupil in report["students"]] == ["create"] * 3 + ["skip"]
    (issue,) = [issue for issue in report["issues"] if issue["code"] == "name_old_font"]
    assert issue["row"] == 5
    assert "Nguyễn Văn Hùng" in issue["message"]


def test_letters_that_nothing_fits_are_said():
    rows = [["STT", "Họ và tên", "Ngày sinh"], *([n, f"®µ¶·x¸¹{n}q w®z", "05/09/2015"] for n in range(6))]
    found = read(lists.workbook(("S", rows)))
    assert said(found) == ["old_font"]
    assert not found.count


def test_the_report_of_an_old_list(run):
    content = text_file(old_letters.tcvn3)
    report = run(content, name="6A1.csv", apply=True)
    assert report["sheets"] == [{"name": "6A1", "encoding": "tcvn3", "heading_row": 1, "rows": 5}]
    assert [pupil["full_name"] for pupil in report["students"]] == NAMES
    assert [pupil["ethnic_group"] for pupil in report["students"]] == ["03", "08", "01", "03", "48"]
    again = run(lists.workbook(("6A1", [HEAD, *ROWS])))
    assert {pupil["action"] for pupil in again["students"]} == {"unchanged"}
