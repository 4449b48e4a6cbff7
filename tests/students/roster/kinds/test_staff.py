"""A list of teachers: account and role of each, telephone and subjects; twice is as once; undone exactly."""

import pytest

from lms.models import Change
from lms.uploaded_lists import CannotUndo
from students.models import Role, RosterImport, Teacher, User
from students.roster.undo import undo
from tests.students.roster import lists
from tests.students.roster.told import actions, codes, everything

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Môn dạy", "Số điện thoại"]


def staff(*rows, heading=HEAD):
    above = [["PTDTBT THCS Mường Nhà"], ["DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN"], []]
    return lists.workbook(("CBGV", [*above, heading, *map(list, rows)]))


LAN = [1, "Nguyễn Thị Lan", "02/03/1985", "Giáo viên", "Toán, Tin học", "0912345678"]
PAO = [2, "Sùng A Páo", "05/06/1990", "Hiệu trưởng", "Lịch sử và Địa lí", "987654321"]


@pytest.fixture
def imported(run):
    """Two teachers of Mường Nhà, taken over."""
    return run(staff(LAN, PAO), kind="staff", apply=True)


def test_each_teacher_gets_an_account_without_a_password_and_the_role(imported, muong_nha):
    assert imported["staff"][0] == {
        "sheet": "CBGV",
        "row": 5,
        "full_name": "Nguyễn Thị Lan",
        "phones": ["0912345678"],
        "subjects": ["toan", "tin-hoc"],
        "position": "Giáo viên",
        "action": "create",
    }
    lan = Teacher.objects.get(full_name="Nguyễn Thị Lan")
    assert (lan.school, lan.phone, lan.name_fold) == (muong_nha, "0912345678", "nguyen thi lan")
    assert {subject.code for subject in lan.subjects.all()} == {"toan", "tin-hoc"}
    assert (lan.user.username, lan.user.is_staff) == ("lan.nt", True)
    assert not lan.user.has_usable_password()
    (role,) = lan.user.roles.all()
    assert (role.kind, role.school, str(role.starts_on)) == (Role.Kind.TEACHER, muong_nha, "2026-11-24")
    assert Change.objects.filter(act="import list of teachers", model="students.teacher").count() == 2


def test_a_dry_run_writes_nothing(run, muong_nha):
    before = everything()
    assert actions(run(staff(LAN, PAO), kind="staff"), "staff") == ["create", "create"]
    assert everything() == before


def test_the_second_import_changes_nothing(run, imported):
    before = everything()
    assert actions(run(staff(LAN, PAO), kind="staff", apply=True), "staff") == ["unchanged", "unchanged"]
    assert everything() == before
    assert RosterImport.objects.count() == 1


def test_what_changed_is_updated_and_undone_exactly(run, imported):
    before = everything()
    rows = [[*LAN[:4], "Toán, Công nghệ", "0987000111"], [*PAO[:3], "Nghỉ hưu", "", ""]]
    heading = [*HEAD, "Trạng thái"]
    report = run(
        staff([*rows[0], "Đang làm việc"], [*PAO, "Đã nghỉ hưu"], heading=heading), kind="staff", apply=True
    )
    assert actions(report, "staff") == ["update", "update"]
    assert codes(report) == ["phone_changes"]
    lan, pao = Teacher.objects.order_by("full_name")
    assert {subject.code for subject in lan.subjects.all()} == {"toan", "tin-hoc", "cong-nghe"}
    assert str(pao.left_on) == str(pao.user.roles.get().ends_on) == "2026-11-24"
    undo(RosterImport.objects.first(), by=None)
    assert everything() == before


def test_undo_takes_accounts_and_roles_back(run, muong_nha):
    empty = everything()
    run(staff(LAN, PAO), kind="staff", apply=True)
    undo(RosterImport.objects.get(), by=None)
    assert everything() == empty


def test_undo_refuses_when_somebody_has_a_password(imported):
    user = User.objects.get(username="lan.nt")
    user.set_password("mot-mat-khau")
    user.save()
    with pytest.raises(CannotUndo):
        undo(RosterImport.objects.get(), by=None)


def test_two_teachers_of_one_name_are_told_apart_by_telephone(run):
    rows = [LAN, [3, "Nguyễn Thị Lan", "", "Giáo viên", "Ngữ văn", "0911111111"]]
    assert actions(run(staff(*rows), kind="staff", apply=True), "staff") == ["create", "create"]
    assert set(User.objects.values_list("username", flat=True)) == {"lan.nt", "lan.nt2"}
    assert actions(run(staff(*rows), kind="staff"), "staff") == ["unchanged", "unchanged"]
    report = run(staff([1, "Nguyễn Thị Lan", "", "Giáo viên", "Toán", ""]), kind="staff")
    assert codes(report) == ["unclear_teacher"]


def test_the_same_teacher_twice_in_a_file_is_reported(run):
    report = run(staff(LAN, [2, *LAN[1:]]), kind="staff", apply=True)
    assert (actions(report, "staff"), codes(report)) == (["create", "skip"], ["person_twice_in_file"])


def test_who_teaches_nobody_and_unknown_subjects_are_said(run):
    report = run(
        staff(
            [1, "Lò Văn Kế", "", "Kế toán", "", ""],
            [2, "Lò Văn Sử", "", "Giáo viên", "Toán, Phép thuật", ""],
            [3, "Lò Văn Ba", "", "Giáo viên", "KHTN", "12"],
        ),
        kind="staff",
    )
    assert actions(report, "staff") == ["skip", "create", "create"]
    assert codes(report) == ["staff_not_teaching", "subject_unknown_skipped", "phone_invalid"]


def test_a_class_list_is_no_list_of_teachers(run):
    report = run(lists.ministry(lists.pupils(3)), kind="staff")
    assert (codes(report), report["status"]) == (["no_heading"], 1)
    assert "Chức vụ" in report["issues"][0]["message"]


def test_teachers_of_the_other_school_stay_untouched(run, mr_pao):
    before = list(Teacher.objects.filter(user=mr_pao).values())
    run(staff([1, "Sùng A Páo", "", "Giáo viên", "Toán", "0911111111"]), kind="staff", apply=True)
    assert list(Teacher.objects.filter(user=mr_pao).values()) == before
    assert Teacher.objects.count() == 2


def test_a_teacher_whose_name_was_forgotten_is_said_and_the_rest_goes_in(run):
    report = run(
        staff([1, "", "05/06/1990", "Giáo viên", "Ngữ văn", "0912000002"], ["2", "Lò A", "", "", "Toán", ""]),
        kind="staff",
    )
    assert codes(report)[0] == "name_missing"
    assert actions(report, "staff")[0] == "skip"
    assert len(report["staff"]) == 2
