"""Who teaches what: in columns or in one text; unknown names are refused with what to do first."""

import pytest

from students.models import RosterImport, TeachingAssignment
from students.roster import taught
from students.roster.undo import undo
from tests import builders
from tests.students.roster import lists
from tests.students.roster.told import actions, codes, everything


@pytest.fixture
def school(muong_nha, class_6a, ms_lan):
    """Mường Nhà with 6A and 7A1; Ms Lan teaches maths to 6A, Mr Thào nothing yet."""
    builders.make_class(muong_nha, "7A1", grade=7)
    builders.make_class(muong_nha, "Ghép 1+2", grade=1)
    return muong_nha.teachers.create(full_name="Thào A Dơ")


def columns(*rows):
    head = ["TT", "Họ và tên giáo viên", "Môn", "Lớp", "Số tiết"]
    return lists.workbook(("Phân công", [["PHÂN CÔNG CHUYÊN MÔN"], head, *map(list, rows)]))


def text(*rows):
    return lists.workbook(("PC", [["STT", "Họ và tên", "Phân công giảng dạy"], *map(list, rows)]))


def held():
    rows = TeachingAssignment.objects.select_related("teacher", "school_class", "subject")
    return {(one.teacher.full_name, one.subject.code, one.school_class.name) for one in rows}


def test_subject_and_classes_in_columns(run, school):
    report = run(
        columns([1, "Nguyễn Thị Lan", "Toán", "6A, 7A1", 8], [2, "Thào A Dơ", "Tin", "6A", 2]),
        kind="teaching",
        apply=True,
    )
    assert report["teaching"][0] == {
        "sheet": "Phân công",
        "row": 3,
        "full_name": "Nguyễn Thị Lan",
        "teaching": [
            {"subject": "Toán", "class_name": "6A"},
            {"subject": "Toán", "class_name": "7A1"},
        ],
        "homeroom": [],
        "action": "create",
    }
    assert held() == {
        ("Nguyễn Thị Lan", "toan", "6A"),
        ("Nguyễn Thị Lan", "toan", "7A1"),
        ("Thào A Dơ", "tin-hoc", "6A"),
    }
    new = TeachingAssignment.objects.get(teacher=school)
    assert str(new.starts_on) == "2026-11-24"


def test_subject_and_classes_in_one_text_with_the_class_led(run, school, class_6a):
    report = run(
        text(["", "Thào A Dơ", "KHTN 6A, 7A1; Công nghệ 7A1 (2 tiết) + Chủ nhiệm 6A"]),
        kind="teaching",
        apply=True,
    )
    assert actions(report, "teaching") == ["create"]
    class_6a.refresh_from_db()
    assert class_6a.homeroom_teacher == school
    assert len([one for one in held() if one[0] == "Thào A Dơ"]) == 3


def test_a_teacher_named_once_over_several_subjects(run, school):
    rows = columns([1, "Thào A Dơ", "Tin", "6A", ""], ["", "", "Công nghệ", "7A1", ""])
    assert actions(run(rows, kind="teaching"), "teaching") == ["create", "create"]


def test_the_second_import_changes_nothing_and_undo_restores(run, school):
    before = everything()
    content = text([1, "Thào A Dơ", "Tin 6A; chủ nhiệm 7A1"])
    run(content, kind="teaching", apply=True)
    after = everything()
    assert actions(run(content, kind="teaching", apply=True), "teaching") == ["unchanged"]
    assert everything() == after
    undo(RosterImport.objects.get(), by=None)
    assert everything() == before


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Lò Văn Lạ", "Toán", "6A"], "teacher_unknown"),
        (["Thào A Dơ", "Phép thuật", "6A"], "subject_unknown"),
        (["Thào A Dơ", "CN", "6A"], "subject_unknown"),
        (["Thào A Dơ", "Toán", "9Z"], "class_unknown"),
        (["Thào A Dơ", "Toán", ""], "teaching_missing"),
    ],
)
def test_what_is_unknown_keeps_the_row_out_and_says_what_to_do(run, school, row, code):
    before = everything()
    report = run(columns([1, *row, ""]), kind="teaching", apply=True)
    assert (actions(report, "teaching"), codes(report)) == (["skip"], [code])
    assert everything() == before


def test_two_teachers_of_one_subject_are_said_and_kept(run, school):
    report = run(columns([1, "Thào A Dơ", "Toán", "6A", ""]), kind="teaching", apply=True)
    assert (actions(report, "teaching"), codes(report)) == (["create"], ["taught_by_two"])


def test_two_homeroom_teachers_of_one_class_are_refused(run, school):
    report = run(
        text([1, "Thào A Dơ", "Chủ nhiệm 6A"], [2, "Nguyễn Thị Lan", "GVCN 6A"]), kind="teaching", apply=True
    )
    assert (actions(report, "teaching"), codes(report)) == (["update", "skip"], ["homeroom_twice"])


def test_classes_and_teachers_of_the_other_school_are_unknown(run, school, mr_pao):
    report = run(
        columns([1, "Sùng A Páo", "Toán", "6A", ""], [2, "Thào A Dơ", "Toán", "3B", ""]), kind="teaching"
    )
    assert codes(report) == ["teacher_unknown", "class_unknown"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Toán 6A1, 6A2; Tin 7A", [("Toán", ("6A1", "6A2")), ("Tin", ("7A",))]),
        ("Toán 6A1,2,3", [("Toán", ("6A1", "6A2", "6A3"))]),
        ("Văn (6A, B)", [("Văn", ("6A", "6B"))]),
        ("Toán 6A, 6B, Tin 7A", [("Toán", ("6A", "6B")), ("Tin", ("7A",))]),
        ("Ngữ văn: 6A1, 6A2 – 8 tiết", [("Ngữ văn", ("6A1", "6A2"))]),
        ("Toán 6A1+6A2", [("Toán", ("6A1", "6A2"))]),
        ("Tiếng Anh 12.6, 12.7", [("Tiếng Anh", ("12.6", "12.7"))]),
        ("LS&ĐL 6A", [("LS&ĐL", ("6A",))]),
        ("Toán", [("Toán", ())]),
        ("", []),
    ],
)
def test_pieces_of_a_text(said, found):
    assert [(piece.subject, piece.classes) for piece in taught.pieces(said)] == found


def test_a_class_named_with_a_plus_is_one_where_it_is_known():
    assert taught.class_names("1A, Ghép 1+2", {"1a", "ghep1+2"}) == ["1A", "Ghép 1+2"]
