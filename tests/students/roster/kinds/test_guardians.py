"""Parents of pupils whom the school knows: added once, corrected carefully, never guessed."""

import pytest

from students.models import Guardian, Guardianship, Household, RosterImport, Student
from students.roster.undo import undo
from tests.students.roster import lists
from tests.students.roster.told import actions, codes, everything


def parents(
    *rows, heading=("STT", "Họ tên học sinh", "Ngày sinh", "Lớp", "Họ tên cha", "SĐT cha", "Họ tên mẹ")
):
    return lists.workbook(("PH", [list(heading), *map(list, rows)]))


GIANG = [1, "Giàng A Sùng", "05/09/2015", "6A", "Giàng A Páo", "0912345678", "Sùng Thị Mỷ"]


@pytest.fixture
def known(giang, hoa):
    Student.objects.filter(pk=giang.pk).update(date_of_birth="2015-09-05", ministry_id="1100000001")
    giang.refresh_from_db()
    return giang


def test_father_and_mother_are_added_with_their_numbers(run, known):
    report = run(parents(GIANG), kind="guardians", apply=True)
    assert report["guardians"] == [
        {
            "sheet": "PH",
            "row": 2,
            "ministry_id": None,
            "full_name": "Giàng A Sùng",
            "date_of_birth": "2015-09-05",
            "class_name": "6A",
            "guardians": [
                {"relation": "father", "full_name": "Giàng A Páo", "phone": "0912345678"},
                {"relation": "mother", "full_name": "Sùng Thị Mỷ", "phone": None},
            ],
            "action": "update",
        }
    ]
    links = Guardianship.objects.filter(student=known)
    assert {(one.guardian.full_name, one.relation, one.guardian.phone) for one in links} == {
        ("Giàng A Páo", "father", "0912345678"),
        ("Sùng Thị Mỷ", "mother", ""),
    }


def test_the_second_import_changes_nothing_and_undo_restores(run, known):
    before = everything()
    run(parents(GIANG), kind="guardians", apply=True)
    after = everything()
    assert actions(run(parents(GIANG), kind="guardians", apply=True), "guardians") == ["unchanged"]
    assert everything() == after
    undo(RosterImport.objects.get(), by=None)
    assert everything() == before


def test_a_row_for_each_adult_with_a_column_for_who_it_is(run, known):
    heading = ("STT", "Họ tên học sinh", "Lớp", "Họ tên phụ huynh", "Quan hệ", "Số điện thoại")
    report = run(
        parents(
            [1, "Giàng A Sùng", "6A", "Giàng A Páo", "Bố", "0912345678"],
            [2, "Giàng A Sùng", "6A", "Hờ Thị Dua", "Bà nội", "0987654321"],
            [3, "Giàng A Sùng", "6A", "Hờ Thị Dua", "Bà", "0987654321"],
            heading=heading,
        ),
        kind="guardians",
        apply=True,
    )
    assert actions(report, "guardians") == ["update", "update", "unchanged"]
    told = {(one.guardian.full_name, one.relation) for one in known.guardianships.all()}
    assert told == {("Giàng A Páo", "father"), ("Hờ Thị Dua", "grandparent")}


def test_brothers_and_sisters_share_a_parent(run, known, hoa):
    house = Household.objects.create(head_name="Giàng A Páo")
    Student.objects.update(household=house)
    rows = [GIANG, [2, "Lò Thị Hoa", "", "6A", "Giàng A Páo", "0912345678", "Sùng Thị Mỷ"]]
    run(parents(*rows), kind="guardians", apply=True)
    assert Guardian.objects.filter(full_name="Giàng A Páo").count() == 1
    assert Guardian.objects.get(full_name="Giàng A Páo").students.count() == 2


def test_another_father_is_said_and_the_known_one_kept(run, known):
    run(parents(GIANG), kind="guardians", apply=True)
    report = run(parents([*GIANG[:4], "Giàng A Khác", "", ""]), kind="guardians", apply=True)
    assert (actions(report, "guardians"), codes(report)) == (["unchanged"], ["guardian_differs"])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([1, "Lò Văn Lạ", "05/09/2015", "6A", "Lò Văn Cha", "", ""], "pupil_unknown"),
        ([1, "Giàng A Sùng", "", "", "Lò Văn Cha", "", ""], "pupil_told_too_little"),
        ([1, "Giàng A Sùng", "", "6A", "", "", ""], "guardian_missing"),
    ],
)
def test_what_does_not_tell_the_pupil_or_the_parent_is_refused(run, known, row, code):
    before = everything()
    report = run(parents(row), kind="guardians", apply=True)
    assert (actions(report, "guardians"), codes(report)) == (["skip"], [code])
    assert everything() == before


def test_two_pupils_of_one_name_need_more(run, known, class_6a):
    from tests import builders

    builders.make_student("Giàng A Sùng", class_6a)
    assert codes(run(parents([*GIANG[:2], "", *GIANG[3:]]), kind="guardians")) == ["unclear_pupil"]


def test_pupils_of_the_other_school_stay_unknown_without_a_word(run, known, vang):
    Student.objects.filter(pk=vang.pk).update(ministry_id="1100000077", date_of_birth="2018-01-02")
    heading = ("STT", "Mã học sinh", "Họ tên học sinh", "Ngày sinh", "Họ tên cha")
    report = run(
        parents(
            [1, "1100000077", "Vàng Thị Mỷ", "02/01/2018", "Vàng A Cha"],
            [2, "", "Vàng Thị Mỷ", "02/01/2018", "Vàng A Cha"],
            heading=heading,
        ),
        kind="guardians",
        apply=True,
    )
    assert codes(report) == ["pupil_of_other_school", "pupil_unknown"]
    assert not Guardian.objects.exists()
