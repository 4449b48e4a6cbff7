"""Tủa, who left and whose family asks that all is erased."""

from datetime import date

import pytest
from django.core.management import call_command

from devices.models import Assignment
from devices.take_back import take_back
from lms.history import note_change
from students import accounts, cards, looked
from students.models import (
    EthnicGroup,
    Household,
    PovertyRecord,
    Student,
    Transfer,
)
from students.movement import pupils
from tests import builders
from tests.students.erasing.filled import (
    HEAD,
    MONDAY,
    MOTHER,
    NAME,
    give_a_family,
    give_a_machine,
    give_consents,
    let_learn,
    plan_a_machine,
)
from tests.students.roster import lists


@pytest.fixture
def tua(tmp_path, muong_nha, school_admin, ms_lan, class_6a):
    """Tủa came with a class list and has something in every corner; has left since."""
    known = {"Mã định danh Bộ GD&ĐT": "1177777777", "Ngày sinh": "14/09/2015", "Lớp học": "6A"}
    known |= {"Số định danh cá nhân": "011215001234", "Tên cha": HEAD, "Tên mẹ": MOTHER}
    other = {"Tên cha": "Lò Văn Pâng", "Tên mẹ": "Lò Thị Ín", "SĐT liên hệ": "0912000111", "Lớp học": "6A"}
    rows = [lists.ministry_row(1, NAME, **known), lists.ministry_row(2, "Lò Văn Ba", **other)]
    (file := tmp_path / "ds.xlsx").write_bytes(lists.ministry(rows))
    call_command("import_roster", str(file), school=muong_nha.code, year="2026-2027", apply=True)
    student = Student.objects.get(full_name=NAME)
    household = student.household
    Household.objects.filter(pk=household.pk).update(village="Huổi Lếch", commune=muong_nha.commune)
    PovertyRecord.objects.create(
        household=household, poverty_class="poor", certificate="012/GCN-HN", starts_on=date(2026, 1, 1)
    )
    student.village = "Huổi Lếch"
    student.ethnic_group = EthnicGroup.objects.get(name="Mông")
    student.save()
    accounts.reset_pin(student, by=ms_lan)
    cards.make_cards([student], by=ms_lan)
    give_a_family(student, school_admin)
    give_consents(student, ms_lan)
    let_learn(student)
    plan_a_machine(student, school_admin)
    give_a_machine(student, school_admin)
    looked.note(ms_lan, "pupil's page", student)
    note_change(by=ms_lan, act="change a pupil", thing=student, before={"phone": "0987654321"}, after={})
    Transfer.objects.create(
        student=student, from_name="Trường cũ", to_school=muong_nha, reason="Nhà em bận", state="arrived"
    )
    pupils.drop_out(student, MONDAY, by=school_admin, reason="Nhà em bận")
    return Student.objects.get(pk=student.pk)


@pytest.fixture
def brought_back(tua, school_admin):
    """Tủa's device and SIM came back on 24 November 2026."""
    take_back(Assignment.objects.open().filter(pupil=tua), by=school_admin, note=f"{NAME} trả")
    return tua


@pytest.fixture
def asked(brought_back, ms_lan):
    return builders.ask_for_data(brought_back, by=ms_lan, kind="erase", words=f"Xóa hết của {NAME}")


@pytest.fixture
def erased(asked, signed_in, school_admin, tua):
    answer = signed_in(school_admin).post(f"/requests/{asked.pk}/erase/", {"code": tua.code}, follow=True)
    assert answer.status_code == 200
    return Student.objects.get(pk=tua.pk)
