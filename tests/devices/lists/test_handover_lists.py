"""A hand-over list kept by hand is read as it is; what Excel destroyed is reported, never guessed."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from devices.lists import receivers
from devices.models import Handover
from tests.devices import builders as make
from tests.students.roster.lists import workbook

from . import sheets
from .conftest import ICCID, IMEI, actions, codes


def test_a_whole_row_is_read_and_would_be_handed_over(run, stock, giang):
    report = run(
        sheets.handovers(
            sheets.row(
                born="02/03/2015",
                serial="R9TX70A1234",
                imei=int(IMEI),
                iccid=ICCID,
                phone=912100001,
                receiver="giàng thị dua (mẹ)",
                signed="Đã ký",
            )
        )
    )
    assert report["handover"] == {
        "number": "12/BB-PTDTBT",
        "date": "2026-09-05",
        "school_text": "TRƯỜNG PTDTBT THCS MƯỜNG NHÀ",
        "batch_text": "ĐỢT 1 NĂM 2026",
    }
    assert report["rows"] == [
        {
            "sheet": "Danh sách",
            "row": 7,
            "full_name": "Giàng A Sùng",
            "date_of_birth": "2015-03-02",
            "date_candidates": [],
            "class_name": "6A",
            "serial": "R9TX70A1234",
            "imei": IMEI,
            "iccid": ICCID,
            "sim_phone": "0912100001",
            "receiver": "Giàng Thị Dua",
            "action": "skip",
        }
    ]
    # The school knows no birthday of Giàng, so the list tells of another pupil.
    assert codes(report) == ["pupil_unknown"]
    giang.date_of_birth = date(2015, 3, 2)
    giang.save()
    report = run(sheets.handovers(sheets.row(born="02/03/2015", serial="r9tx-70a 1234", iccid=ICCID)))
    assert (actions(report), codes(report)) == (["create"], [])
    assert not Handover.objects.exists()


@pytest.mark.parametrize("born", [date(2014, 12, 1), "12/01/2013"])
def test_another_birthday_in_the_same_class_is_asked_about(born, run, stock, giang):
    giang.date_of_birth = date(2014, 1, 12)
    giang.save()
    report = run(sheets.handovers(sheets.row(born=born, serial="R9TX70A1234", iccid=ICCID)))
    assert codes(report) == ["pupil_born_otherwise"]
    (said,) = [issue["message"] for issue in report["issues"]]
    assert "12/01/2014" in said, "what the book says"


def test_what_excel_destroyed_is_empty_and_said(run, stock, giang):
    report = run(
        sheets.handovers(
            sheets.row(imei="3.56E+14", iccid=8984020000000000000.0),
            sheets.row(imei=356789120000000, serial=date(2026, 5, 9)),
            sheets.row(imei="35678912000001", serial="R9TX70A1234"),
        )
    )
    assert [(row["serial"], row["imei"], row["iccid"]) for row in report["rows"]] == [
        (None, None, None),
        (None, None, None),
        ("R9TX70A1234", None, None),
    ]
    assert codes(report, 7) == ["imei_destroyed", "iccid_destroyed", "device_unreadable", "sim_unreadable"]
    assert codes(report, 8) == ["serial_destroyed", "imei_destroyed", "device_unreadable"]
    assert codes(report, 9) == ["imei_length"]
    assert actions(report) == ["skip", "skip", "create"]


def test_digits_that_a_csv_lost_are_not_believed(run, giang):
    report = run(
        sheets.text(
            sheets.row(imei="356789000000000", iccid="8984020000000000000"),
            sheets.row(imei="3,56789E+14", iccid="8,98402E+18"),
        ),
        name="so.csv",
    )
    assert all(row["imei"] is row["iccid"] is None for row in report["rows"])


def test_a_birthday_that_can_be_two_is_left_open_with_both(run, stock, giang):
    rows = [
        sheets.row(born=date(2015, day, 3), name=f"Lò Văn {name}") for day, name in enumerate("BCDEGH", 1)
    ]
    report = run(
        sheets.handovers(
            sheets.row(born=date(2015, 9, 5), serial="R9TX70A1234"), *rows, sheets.row(born="25/09/2015")
        )
    )
    first = report["rows"][0]
    assert first["date_of_birth"] is None
    assert first["date_candidates"] == ["2015-05-09", "2015-09-05"]
    assert codes(report, 7) == ["date_unclear"]
    assert first["action"] == "create"


def test_numbers_in_the_wrong_column_are_told_by_what_they_are(run, stock, giang):
    report = run(
        sheets.handovers(sheets.row(serial=IMEI, imei="R9TX70A1234", iccid="0912100001", phone=ICCID))
    )
    row = report["rows"][0]
    assert [row[name] for name in ("serial", "imei", "iccid", "sim_phone")] == [
        "R9TX70A1234",
        IMEI,
        ICCID,
        "0912100001",
    ]
    assert codes(report) == ["column_moved"] * 4
    assert row["action"] == "create"


def test_one_slip_in_a_column_is_said_at_its_row(run, stock, giang):
    others = [sheets.row(f"Lò Văn {name}", serial=f"R9TX70B000{at}") for at, name in enumerate("ABCDE")]
    report = run(sheets.handovers(sheets.row(serial=IMEI), *others))
    assert (report["rows"][0]["serial"], report["rows"][0]["imei"]) == (None, IMEI)
    assert codes(report, 7) == ["number_moved"]
    assert report["rows"][1]["serial"] == "R9TX70B0000"


def test_headings_in_two_rows_names_in_two_columns_and_the_class_above(run, stock, giang):
    content = workbook(
        (
            "Sổ giao máy",
            [
                ["PTDTBT THCS Mường Nhà"],
                ["SỔ GIAO MÁY TÍNH BẢNG"],
                ["Lớp 6A"],
                ["TT", "Họ và tên", "", "Máy tính bảng", "", "SIM", "", "Phụ huynh ký nhận"],
                ["", "", "", "Số seri", "Số IMEI", "Số seri", "Số điện thoại", ""],
                [1, "Giàng A", "Sùng", "R9TX70A1234", IMEI, ICCID, "0912100001", "Giàng Thị Dua"],
            ],
            "B4:C4",
            "D4:E4",
            "F4:G4",
        )
    )
    report = run(content)
    row = report["rows"][0]
    assert (row["full_name"], row["class_name"], row["receiver"]) == ("Giàng A Sùng", "6A", "Giàng Thị Dua")
    assert (row["serial"], row["imei"], row["iccid"], row["sim_phone"]) == (
        "R9TX70A1234",
        IMEI,
        ICCID,
        "0912100001",
    )
    assert row["action"] == "create"
    assert report["handover"] == {
        "number": None,
        "date": None,
        "school_text": "PTDTBT THCS Mường Nhà",
        "batch_text": None,
    }


def test_titles_that_say_two_things_are_not_taken(run, stock, giang):
    above = [
        ["Số: 12/BB"],
        ["Số: 13/BB"],
        ["Ngày 05 tháng 9 năm 2026"],
        ["Ngày giao: 06/9/2026"],
        ["Số: ..../BB"],
    ]
    report = run(sheets.handovers(sheets.row(serial="R9TX70A1234"), above=above))
    assert (report["handover"]["number"], report["handover"]["date"]) == (None, None)
    assert codes(report) == ["handover_date_unclear", "handover_number_unclear"]


def test_a_paper_that_is_referred_to_gives_neither_number_nor_day(run, stock, giang):
    told = "(Kèm theo Biên bản số 15/BB-MN ngày 06/9/2026, theo Quyết định số 45/QĐ-UBND ngày 01/9/2026)"
    report = run(sheets.handovers(sheets.row(serial="R9TX70A1234"), above=[[told]]))
    assert (report["handover"]["number"], report["handover"]["date"]) == ("15/BB-MN", "2026-09-06")


def test_one_device_for_two_pupils_keeps_both_out(run, stock, giang, hoa):
    report = run(
        sheets.handovers(
            sheets.row(serial="R9TX70A1234"),
            sheets.row("Lò Thị Hoa", imei=IMEI),
            sheets.row("Lò Thị Hoa", imei=IMEI),
        )
    )
    assert actions(report) == ["skip", "skip", "skip"]
    assert set(codes(report)) == {"device_twice"}


def test_a_pupil_with_two_devices_is_kept_out_and_a_repeated_row_is_one(run, stock, muong_nha, giang, hoa):
    make.make_device(muong_nha, serial="R9TX70A5678")
    make.make_device(muong_nha, serial="R9TX70A9999")
    report = run(
        sheets.handovers(
            sheets.row(serial="R9TX70A1234"),
            sheets.row(serial="R9TX70A5678"),
            sheets.row("Lò Thị Hoa", serial="R9TX70A9999"),
            sheets.row("Lò Thị Hoa", serial="R9TX70A9999"),
        )
    )
    assert actions(report) == ["skip", "skip", "create", "skip"]
    assert codes(report) == ["pupil_two_devices", "pupil_two_devices", "row_again"]


def test_of_other_schools_not_a_word(run, other_tablet, vang, giang):
    report = run(
        sheets.handovers(
            sheets.row("Vàng Thị Mỷ", school_class="3B", serial="R9TX70A1234"),
            sheets.row(serial=other_tablet.serial),
        )
    )
    assert actions(report) == ["skip", "skip"]
    assert "Nà Hỳ" not in str(report["issues"])
    assert codes(report, 7) == ["pupil_unknown", "device_unknown"]
    assert codes(report, 8) == ["device_unknown"]


def test_who_was_absent_receives_nothing_and_vang_is_a_name(run, stock, giang):
    report = run(
        sheets.handovers(
            sheets.row(serial="R9TX70A1234", receiver="Vàng Thị Mỷ", signed="x"),
            sheets.row("Lò Thị Hoa", serial="R9TX70A9999", signed="Vắng"),
        )
    )
    assert report["rows"][0]["receiver"] == "Vàng Thị Mỷ"
    assert receivers.read({"receiver": "mẹ Lò Thị Ún", "note": "chưa nhận sạc"}) == receivers.Receiver(
        "Lò Thị Ún", "mother"
    )
    assert receivers.read({"receiver": "Mè Thị Ún"}).name == "Mè Thị Ún"
    assert "not_received" not in codes(report, 7)
    assert codes(report, 8)[0] == "not_received"


def test_what_somebody_holds_is_named_with_holder_and_day(run, stock, giang, hoa, school_admin):
    make.give(hoa, school_admin, stock[0])
    report = run(sheets.handovers(sheets.row(serial="R9TX70A1234"), sheets.row("Lò Thị Hoa", imei=IMEI)))
    assert actions(report) == ["skip", "skip"]
    report = run(sheets.handovers(sheets.row(serial="R9TX70A1234")))
    assert codes(report) == ["held_by_another"]
    assert "Lò Thị Hoa" in report["issues"][0]["message"]
    report = run(sheets.handovers(sheets.row("Lò Thị Hoa", imei=IMEI)))
    assert (actions(report), codes(report)) == (["unchanged"], [])


def test_a_lookup_sheet_is_left_out(run, stock, giang):
    content = workbook(
        ("6A", [sheets.HEADING, sheets.row(serial="R9TX70A1234")]),
        ("DM", [["Mã", "Tên"], ["1", "Máy"]]),
    )
    assert actions(run(content)) == ["create"]


def test_a_hidden_sheet_is_left_out_and_named(run, stock, giang, hoa):
    book = openpyxl.load_workbook(BytesIO(sheets.handovers(sheets.row(serial="R9TX70A1234"), title="6A")))
    old = book.copy_worksheet(book["6A"])
    old.title, old.sheet_state = "Bản cũ", "hidden"
    book.save(content := BytesIO())
    report = run(content.getvalue())
    assert actions(report) == ["create"]
    assert "sheet_hidden" in codes(report)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_refused"),
        (b"PK\x03\x04 torn", "file_refused"),
        (workbook(("S", [["Họ và tên", "Ngày sinh", "Lớp"], ["Giàng A Sùng", "", "6A"]])), "no_heading"),
        (workbook(("S", [sheets.HEADING])), "no_rows"),
    ],
    ids=["empty", "torn", "no devices", "no rows"],
)
def test_a_file_without_such_a_list_is_refused_in_the_same_shape(run, content, code):
    report = run(content)
    assert (report["status"], report["rows"], codes(report)[:1]) == (1, [], [code])


def test_columns_of_the_database_are_refused(run, stock, giang):
    heading = [*sheets.HEADING, "is_superuser"]
    report = run(sheets.handovers([*sheets.row(serial="R9TX70A1234"), "1"], heading=heading))
    assert actions(report) == ["skip"]
    assert codes(report, 7) == ["forbidden_column"]


# --- Taken over -------------------------------------------------------------------------
