"""A class list goes in whole, goes in twice without a change, and comes out again exactly."""

import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from lms.models import Change
from lms.uploaded_lists import CannotUndo
from students import parent_cards
from students.models import (
    Enrolment,
    Guardian,
    Household,
    RosterImport,
    SchoolClass,
    SchoolYear,
    Student,
    User,
)
from students.roster.issues import ISSUES
from students.roster.undo import undo
from tests import builders

from . import lists
from .told import actions, codes, everything


def test_a_dry_run_says_all_and_writes_nothing(run):
    report = run(lists.ministry(lists.pupils(35)))
    assert report["sheets"] == [{"name": "Danh sách", "encoding": "unicode", "heading_row": 5, "rows": 35}]
    assert report["counts"]["create"] == 35
    assert report["students"][0] == {
        "sheet": "Danh sách",
        "row": 6,
        "ministry_id": "1100000001",
        "full_name": "Lò A Sùng Hoa",
        "date_of_birth": "2015-02-02",
        "date_candidates": [],
        "gender": "male",
        "ethnic_group": "08",
        "class_name": "6A1",
        "phones": ["0900000001"],
        "commune": {"scheme": "since_2025", "code": "03368", "name": "Xã Mường Nhà"},
        "guardians": [
            {"relation": "father", "full_name": "Lò A Tráng", "phone": None},
            {"relation": "mother", "full_name": "Sùng Thị Mỷ", "phone": None},
        ],
        "action": "create",
    }
    assert not Student.objects.exists()
    assert not SchoolYear.objects.exists()
    assert not RosterImport.objects.exists()


def test_applying_makes_pupils_accounts_classes_families_and_the_year(run, muong_nha):
    report = run(lists.ministry(lists.pupils(36)), apply=True)
    assert set(actions(report)) == {"create"}
    assert Student.objects.count() == User.objects.count() == Enrolment.objects.count() == 36
    pupil = Student.objects.get(ministry_id="1100000001")
    assert (pupil.school, pupil.full_name, pupil.ethnic_group_id) == (muong_nha, "Lò A Sùng Hoa", "08")
    assert pupil.user.username == pupil.code
    assert not pupil.user.has_usable_password()
    assert pupil.name_fold == "lo a sung hoa"
    assert pupil.household.head_name == "Lò A Tráng"
    enrolment = pupil.current_enrolment()
    assert (enrolment.school_class.name, enrolment.school_class.grade) == ("6A1", 6)
    assert enrolment.starts_on == date(2026, 9, 5)
    assert set(SchoolClass.objects.values_list("name", flat=True)) == {"6A1", "6A2"}
    year = SchoolYear.objects.get(code="2026-2027")
    assert year.terms.count() == 2
    assert Change.objects.filter(act="import class list").count() == 37


def test_the_second_import_of_a_file_changes_and_writes_nothing(run):
    content = lists.ministry(lists.pupils(20))
    run(content, apply=True)
    before, changes = everything(), Change.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = run(content, apply=True)
    assert set(actions(report)) == {"unchanged"}
    written = [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert written == []
    assert everything() == before
    assert Change.objects.count() == changes
    assert RosterImport.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_list(run):
    def count(rows):
        with CaptureQueriesContext(connection) as queries:
            run(lists.ministry(rows), apply=True)
        return len(queries)

    rows = lists.pupils(90)
    small, large = count(rows[:30]), count(rows)
    assert large <= small + 12


def test_undo_restores_exactly(run, muong_nha):
    run(lists.ministry(lists.pupils(10)), apply=True)
    before = everything()
    rows = lists.pupils(12)
    rows[0] = lists.ministry_row(1, "Lò A Sùng Hoá", **{"Lớp học": "6A2", "SĐT liên hệ": "0911111111"})
    rows[1] = lists.ministry_row(2, rows[1][2], **{"Trạng thái": "Bỏ học", "Ngày sinh": rows[1][3]})
    report = run(lists.ministry(rows), apply=True)
    assert report["counts"]["update"] >= 2
    assert report["counts"]["create"] == 2
    assert everything() != before
    last = RosterImport.objects.first()
    undo(last, by=None)
    assert everything() == before
    with pytest.raises(CannotUndo):
        undo(last, by=None)


def test_undo_of_a_first_import_leaves_an_empty_school(run):
    empty = everything()
    run(lists.ministry(lists.pupils(5)), apply=True)
    undo(RosterImport.objects.get(), by=None)
    assert everything() == empty


@pytest.mark.parametrize("what", ["name", "pin", "move", "delete", "guardian", "parent's card"])
def test_undo_refuses_when_somebody_changed_things_since(run, what):
    run(lists.ministry(lists.pupils(3)), apply=True)
    pupil = Student.objects.first()
    if what == "name":
        pupil.full_name = "Tên mới"
        pupil.save()
    elif what == "pin":
        pupil.user.set_password("1357")
        pupil.user.save()
    elif what == "move":
        Enrolment.objects.filter(student=pupil).update(ends_on=date(2026, 11, 1), outcome="moved_out")
    elif what == "delete":
        pupil.enrolments.all().delete()
    elif what == "parent's card":
        parent_cards.make_cards(pupil.guardians.all(), by=None, school=pupil.school)
    else:
        pupil.guardianships.create(
            guardian=Guardian.objects.create(full_name="Bà nội"), relation="grandparent"
        )
    before = everything()
    with pytest.raises(CannotUndo) as refusal:
        undo(RosterImport.objects.get(), by=None)
    assert len(str(refusal.value)) > 30
    assert everything() == before


def test_an_interrupted_import_leaves_nothing(run, monkeypatch):
    from students.roster import changes

    before = everything()

    def cut(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(changes, "note_changes", cut)
    with pytest.raises(RuntimeError):
        run(lists.ministry(lists.pupils(5)), apply=True)
    assert everything() == before
    assert not RosterImport.objects.exists()


def teacher_list(*rows, heading=("STT", "Họ và tên", "Ngày sinh", "Nữ", "Lớp", "Khối")):
    return lists.workbook(("6A", [list(heading), *[list(row) for row in rows]]))


def test_a_teachers_list_matches_by_name_birth_date_and_class(run):
    run(
        teacher_list(
            [1, "Lò Thị Hoà", "05/09/2015", "x", "6A", 6], [2, "Lò Văn An", "06/09/2015", "", "6A", 6]
        ),
        apply=True,
    )
    assert Student.objects.get(name_fold="lo thi hoa").gender == "female"
    assert Student.objects.get(name_fold="lo van an").gender == "male"
    report = run(
        teacher_list(
            [1, "lò thị hòa", date(2015, 9, 5), "x", "6a", 6], [2, "LÒ VĂN AN", "6/9/2015", "", "6A", 6]
        )
    )
    assert actions(report) == ["unchanged", "unchanged"]


def test_two_pupils_of_one_name_are_two(run):
    rows = [[1, "Giàng A Sùng", "05/09/2015", "", "6A", 6], [2, "Giàng A Sùng", "06/09/2015", "", "6A", 6]]
    assert actions(run(teacher_list(*rows), apply=True)) == ["create", "create"]
    assert actions(run(teacher_list(*rows), apply=True)) == ["unchanged", "unchanged"]


def test_twins_whose_names_differ_by_a_tone_are_two(run):
    rows = [[1, "Lò Thị Hoa", "05/09/2015", "x", "6A", 6], [2, "Lò Thị Hòa", "05/09/2015", "x", "6A", 6]]
    assert actions(run(teacher_list(*rows), apply=True)) == ["create", "create"]
    assert actions(run(teacher_list(*reversed(rows)), apply=True)) == ["unchanged", "unchanged"]


def test_the_same_pupil_twice_in_a_file_is_reported(run):
    report = run(
        teacher_list(
            [1, "Lò Thị Hòa", "05/09/2015", "x", "6A", 6], [2, "Lò Thị Hoà", "05/09/2015", "x", "6A", 6]
        ),
        apply=True,
    )
    assert actions(report) == ["create", "skip"]
    assert codes(report, row=3) == ["twice_in_file"]
    assert Student.objects.count() == 1


def test_one_id_on_two_pupils_keeps_both_out(run):
    rows = [lists.ministry_row(1, "Lò Văn An"), lists.ministry_row(1, "Vàng Thị Mỷ")]
    report = run(lists.ministry(rows))
    assert actions(report) == ["skip", "skip"]
    assert codes(report, row=6) == codes(report, row=7) == ["same_id_in_file"]


def test_a_pupil_of_another_school_is_reported_and_untouched(run, vang):
    Student.objects.filter(pk=vang.pk).update(ministry_id="1100000001")
    before = everything()
    report = run(lists.ministry([lists.ministry_row(1, "Vàng Thị Mỷ")]), apply=True)
    assert actions(report) == ["skip"]
    assert codes(report) == ["pupil_of_other_school"]
    assert "Nà Hỳ" not in json.dumps(report, ensure_ascii=False)
    assert everything() == before


def test_rows_of_another_school_are_rejected(run, na_hy):
    heading = ("STT", "Họ và tên", "Ngày sinh", "Lớp", "Khối", "Mã trường")
    report = run(
        teacher_list([1, "Lò Văn An", "05/09/2015", "6A", 6, na_hy.code], heading=heading), apply=True
    )
    assert codes(report) == ["row_of_other_school"]
    assert not Student.objects.exists()


@pytest.mark.parametrize("title", ["is_superuser", "password", "id", "school_id"])
def test_columns_of_the_system_are_refused(run, title):
    heading = ("STT", "Họ và tên", "Ngày sinh", "Lớp", "Khối", title)
    report = run(teacher_list([1, "Lò Văn An", "05/09/2015", "6A", 6, 1], heading=heading), apply=True)
    assert "forbidden_column" in codes(report, row=1)
    assert actions(report) == ["skip"]
    assert not User.objects.exists()


def test_a_correction_with_the_ministry_id_updates_the_pupil(run):
    run(lists.ministry([lists.ministry_row(1, "Lò Văn An")]), apply=True)
    report = run(
        lists.ministry([lists.ministry_row(1, "Lò Văn Ân", **{"SĐT liên hệ": "0912345678"})]), apply=True
    )
    assert actions(report) == ["update"]
    assert codes(report) == ["name_changes"]
    pupil = Student.objects.get()
    assert (pupil.full_name, pupil.user.full_name, pupil.phone) == ("Lò Văn Ân", "Lò Văn Ân", "0912345678")


def test_an_id_that_belongs_to_another_pupil_is_refused(run):
    run(lists.ministry([lists.ministry_row(1, "Lò Văn An")]), apply=True)
    row = lists.ministry_row(1, "Vàng Thị Mỷ", **{"Ngày sinh": "11/11/2014"})
    report = run(lists.ministry([row]), apply=True)
    assert codes(report) == ["id_of_other_pupil"]
    assert actions(report) == ["skip"]


def test_an_empty_cell_erases_nothing(run):
    run(lists.ministry([lists.ministry_row(1)]), apply=True)
    empty = dict.fromkeys(["Dân tộc", "SĐT liên hệ", "Tên cha", "Tên mẹ", "Chỗ ở hiện nay - Xã (cũ)"], "")
    assert actions(run(lists.ministry([lists.ministry_row(1, **empty)]))) == ["unchanged"]


def test_a_pupil_changes_class_leaves_and_returns(run):
    run(lists.ministry([lists.ministry_row(1), lists.ministry_row(2, "Lò Văn An")]), apply=True)
    run(lists.ministry([lists.ministry_row(1, **{"Lớp học": "6A2"})]), apply=True)
    pupil = Student.objects.get(ministry_id="1100000001")
    old, new = pupil.enrolments.order_by("starts_on")
    assert (old.ends_on, old.outcome) == (date(2026, 11, 23), "moved_class")
    assert (new.school_class.name, new.starts_on) == ("6A2", date(2026, 11, 24))
    gone = lists.ministry_row(1, **{"Lớp học": "6A2", "Trạng thái": "Bỏ học"})
    assert actions(run(lists.ministry([gone]), apply=True)) == ["update"]
    assert actions(run(lists.ministry([gone]), apply=True)) == ["unchanged"]
    pupil.refresh_from_db()
    assert (pupil.status, pupil.current_enrolment()) == ("dropped_out", None)
    back = run(lists.ministry([lists.ministry_row(1, **{"Lớp học": "6A2"})]), apply=True)
    assert codes(back) == ["no_longer_here"]
    pupil.refresh_from_db()
    assert pupil.status == "studying"
    assert pupil.current_enrolment().school_class.name == "6A2"


def test_next_year_a_class_moves_up(run, time_machine):
    run(lists.ministry([lists.ministry_row(1)]), apply=True)
    time_machine.move_to("2027-09-06T09:00:00+07:00")
    row = lists.ministry_row(1, **{"Lớp học": "7A1", "Khối học": "7"})
    assert actions(run(lists.ministry([row]), year="2027-2028", apply=True)) == ["update"]
    old, new = Enrolment.objects.order_by("starts_on")
    assert (old.outcome, old.ends_on) == ("promoted", date(2027, 5, 31))
    assert new.starts_on == date(2027, 9, 5)


def test_a_leaver_whom_the_school_does_not_know_is_left_out(run):
    report = run(lists.ministry([lists.ministry_row(1, **{"Trạng thái": "Chuyển đi"})]), apply=True)
    assert (actions(report), codes(report)) == (["skip"], ["not_studying"])


def test_a_grade_is_never_taken_from_the_name_in_silence(run):
    heading = ("STT", "Họ và tên", "Ngày sinh", "Lớp")
    report = run(teacher_list([1, "Lò Văn An", "05/09/2015", "6A"], heading=heading))
    assert codes(report) == ["grade_from_name"]
    report = run(teacher_list([1, "Lò Văn An", "05/09/2015", "Sao Mai"], heading=heading))
    assert (codes(report), actions(report)) == (["grade_unknown"], ["skip"])
    report = run(teacher_list([1, "Lò Văn An", "05/09/2019", "3A"], heading=heading))
    assert codes(report) == ["grade_unknown"]


def test_what_is_no_name_of_a_class_keeps_the_row_out(run):
    names = ["+6A", "<b>", "6B ghép"]
    rows = [
        lists.ministry_row(number, f"Giàng A {given}", **{"Lớp học": name})
        for number, (given, name) in enumerate(zip(["Sùng", "Páo", "Chứ"], names, strict=True), start=1)
    ]
    report = run(lists.ministry(rows), apply=True)
    assert [one["code"] for one in report["issues"] if one["level"] == "error"] == ["class_unreadable"] * 2
    assert set(SchoolClass.objects.values_list("name", flat=True)) == {"6B ghép"}


def test_us_swapped_dates_come_with_two_candidates_and_stay_stable(run):
    rows = [
        [1, "Lò Văn An", "25/09/2015", "", "6A", 6],
        [2, "Lò Văn Ba", date(2015, 5, 9), "", "6A", 6],
        [3, "Lò Văn Cả", date(2015, 7, 7), "", "6A", 6],
    ]
    report = run(teacher_list(*rows), apply=True)
    assert [(p["date_of_birth"], p["date_candidates"]) for p in report["students"]] == [
        ("2015-09-25", []),
        (None, ["2015-05-09", "2015-09-05"]),
        ("2015-07-07", []),
    ]
    assert codes(report) == ["date_unclear"]
    assert actions(run(teacher_list(*rows))) == ["unchanged"] * 3
    rows[1][2] = "05/09/2015"
    assert actions(run(teacher_list(*rows), apply=True)) == ["unchanged", "update", "unchanged"]
    assert Student.objects.get(full_name="Lò Văn Ba").date_of_birth == date(2015, 9, 5)


def test_damaged_rows_are_named_by_row_and_column_and_the_rest_goes_in(run):
    rows = [
        lists.ministry_row(1),
        lists.ministry_row(2, "Lò Văn Ba", **{"Ngày sinh": "31/02/2015"}),
        lists.ministry_row(3, ""),
        lists.ministry_row(4, "Lò Văn Đê", **{"Dân tộc": "Sao Hỏa", "SĐT liên hệ": "123"}),
        lists.ministry_row(5, "Lò Văn Em", **{"Mã định danh Bộ GD&ĐT": "1.1E+09"}),
        lists.ministry_row(6, "Lo\u0300 Va\u0306n Gia\u0300ng\u00a0\u200b"),
    ]
    report = run(lists.ministry(rows), apply=True)
    assert actions(report) == ["create", "skip", "skip", "create", "skip", "create"]
    assert codes(report, 7) == ["date_invalid"]
    assert codes(report, 8) == ["name_missing"]
    assert codes(report, 9) == ["ethnic_group_unknown", "phone_invalid"]
    assert codes(report, 10) == ["ministry_id_broken"]
    assert report["students"][5]["full_name"] == "Lò Văn Giàng"
    issue = next(issue for issue in report["issues"] if issue["code"] == "date_invalid")
    assert issue["column"] == "Ngày sinh"
    assert "31/02/2015" in issue["message"]
    assert "7" in issue["message"]


def test_rejected_rows_come_back_as_a_file_in_the_same_layout(run, tmp_path):
    rows = [lists.ministry_row(1), lists.ministry_row(2, "Lò Văn Ba", **{"Ngày sinh": "31/02/2015"})]
    back = tmp_path / "con-lai.xlsx"
    run(lists.ministry(rows), apply=True, rejected=str(back))
    heading, row = list(openpyxl.load_workbook(back).active.iter_rows(values_only=True))
    assert list(heading) == [*lists.MINISTRY, "Lí do"]
    assert row[2:4] == ("Lò Văn Ba", "31/02/2015")
    assert "không phải là ngày" in row[-1]
    corrected = lists.ministry([lists.ministry_row(2, row[2], **{"Ngày sinh": "28/02/2015"})])
    assert actions(run(corrected, apply=True)) == ["create"]


def test_a_place_where_rejected_rows_cannot_be_written_is_said(run):
    report = run(lists.ministry([lists.ministry_row(1)]), apply=True, rejected="/nowhere/x.xlsx")
    assert (codes(report), report["status"]) == (["file_refused"], 1)
    assert not Student.objects.exists()


def test_children_of_one_family_share_the_household(run):
    family = {"Tên cha": "Giàng A Páo", "Tên mẹ": "Sùng Thị Mỷ", "SĐT liên hệ": "0987654321"}
    run(lists.ministry([lists.ministry_row(1, "Giàng A Sùng", **family)]), apply=True)
    run(lists.ministry([lists.ministry_row(2, "Giàng Thị Dính", **family)]), apply=True)
    run(lists.ministry([lists.ministry_row(3, "Giàng A Chứ", **family)]), apply=True)
    assert Household.objects.count() == 1
    assert Guardian.objects.count() == 2
    other = {**family, "SĐT liên hệ": "0912345678"}
    run(lists.ministry([lists.ministry_row(4, "Giàng A Tủa", **other)]), apply=True)
    assert Household.objects.count() == 2


def test_formulas_and_markup_in_cells_stay_text(run):
    report = run(lists.ministry([lists.ministry_row(1, "<b>Lò</b> Văn An")]))
    assert codes(report) == ["name_strange"]


def test_csv_in_utf16_with_semicolons(run):
    text = "STT;Họ và tên;Ngày sinh;Lớp;Khối\r\n1;Lò Văn An;05/09/2015;6A;6\r\n"
    assert actions(run(text.encode("utf-16"), name="6A.csv")) == ["create"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04abc", b"%PDF-1.5", "Họ tên".encode()[:-1] + b"\xff"])
def test_a_refused_file_is_an_issue_and_a_failure(run, content):
    report = run(content, apply=True)
    assert (codes(report), report["status"]) == (["file_refused"], 1)
    assert report["issues"][0]["level"] == "error"
    assert len(report["issues"][0]["message"]) > 40


def test_unknown_school_year_and_file_are_sentences(run, muong_nha, tmp_path):
    good = lists.ministry(lists.pupils(1))
    for year in ("2026-2028", "abc", "1999-2000", "2090-2091", ""):
        report = run(good, year=year)
        assert (codes(report), report["status"]) == (["bad_year"], 1), year
    (tmp_path / "a.xlsx").write_bytes(good)
    with pytest.raises(CommandError, match="999"):
        call_command("import_roster", str(tmp_path / "a.xlsx"), school="999", year="2026-2027")
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_roster", "/nowhere/x.xlsx", school=muong_nha.code, year="2026-2027")
    builders.make_year("2025-2026")
    assert codes(run(good, year="2025-2026")) == ["year_over"]


def test_a_class_that_exists_keeps_its_grade(run, class_6a):
    report = run(teacher_list([1, "Lò Văn An", "05/09/2015", "", "6a", 7]), apply=True)
    assert codes(report) == ["grade_differs"]
    assert SchoolClass.objects.count() == 1
    assert Student.objects.get().current_enrolment().school_class == class_6a


def test_who_comes_into_a_class_later_is_enrolled_later(run, giang, class_6a):
    run(teacher_list([1, "Lò Văn An", "05/09/2015", "", "6A", 6]), apply=True)
    assert Enrolment.objects.get(student__full_name="Lò Văn An").starts_on == date(2026, 11, 24)


def test_the_table_of_codes_in_the_docs_is_the_one_of_the_code():
    told = (Path(__file__).parents[3] / "docs" / "roster.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| `(\w+)` \| (error|warning) \|", told, re.MULTILINE))
    assert table == {code: level for code, (level, _sentence) in ISSUES.items()}
    with translation.override("en"):
        for _level, sentence in ISSUES.values():
            words = re.sub(r"%\((\w+)\)s", r"‹\1›", str(sentence))
            assert words in told or words == "‹sentence›"
