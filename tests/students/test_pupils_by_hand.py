"""Pupils added and changed by hand, by whom, and what meanwhile happened to them."""

from datetime import date

import pytest

from lms.models import Change
from students import erasing
from students.forms.students import StudentForm
from students.models import (
    Student,
)
from tests import builders


def told(school_class, /, **more):
    return {"full_name": "Lầu Thị Ca", "school_class": str(school_class.uid), "gender": "female"} | more


def test_a_pupil_is_added_by_hand_into_a_class(signed_in, school_admin, class_6a, muong_nha):
    answer = signed_in(school_admin).post("/students/new/", told(class_6a, date_of_birth="05/09/2014"))
    student = Student.objects.get(full_name="Lầu Thị Ca")
    assert answer["Location"] == f"/students/{student.pk}/"
    assert student.date_of_birth == date(2014, 9, 5)
    assert student.school == muong_nha
    assert student.current_enrolment().school_class == class_6a
    assert student.user.username == student.code


def test_a_sign_that_nobody_types_is_left_out_of_a_name(signed_in, school_admin, class_6a):
    signed_in(school_admin).post("/students/new/", told(class_6a, full_name="Lầu\0 Thị Ca"))
    assert Student.objects.get().full_name == "Lầu Thị Ca"


@pytest.mark.parametrize(
    "bad",
    [
        {"full_name": ""},
        {"full_name": "Ca"},
        {"date_of_birth": "31/02/2014"},
        {"date_of_birth": "05/09/2126"},
        {"school_class": "nothing"},
        {"gender": "x"},
        {"full_name": "x y" * 200},
    ],
)
def test_a_pupil_with_faults_is_refused_in_words(signed_in, school_admin, class_6a, bad):
    answer = signed_in(school_admin).post("/students/new/", told(class_6a, **bad))
    assert answer.status_code == 400
    assert not Student.objects.exists()


def test_nobody_is_added_to_another_school(signed_in, school_admin, class_3b):
    assert signed_in(school_admin).post("/students/new/", told(class_3b)).status_code == 400
    assert not Student.objects.exists()


def test_fields_that_are_not_asked_for_are_ignored(signed_in, school_admin, class_6a, na_hy):
    extra = {"school": na_hy.pk, "code": "MINE1234", "is_staff": "on", "card_version": 9}
    signed_in(school_admin).post("/students/new/", told(class_6a, **extra))
    student = Student.objects.get()
    assert (student.school, student.card_version) == (class_6a.school, 1)
    assert student.code != "MINE1234"
    assert not student.user.is_staff


def test_a_ministry_id_belongs_to_one_pupil(signed_in, school_admin, class_6a, giang):
    Student.objects.filter(pk=giang.pk).update(ministry_id="1101234567")
    answer = signed_in(school_admin).post("/students/new/", told(class_6a, ministry_id="1101234567"))
    assert answer.status_code == 400


def test_a_change_keeps_what_was_before(signed_in, school_admin, class_6a, giang):
    path = f"/students/{giang.pk}/edit/"
    assert signed_in(school_admin).post(path, told(class_6a)).status_code == 302
    change = Change.objects.get(act="change a pupil")
    assert change.before["full_name"] == "Giàng A Sùng"
    assert change.after["full_name"] == "Lầu Thị Ca"


@pytest.fixture
def meanwhile(monkeypatch):
    """What another clerk does after this one has sent the form and before it is written."""

    def do(act):
        check = StudentForm.is_valid
        monkeypatch.setattr(StudentForm, "is_valid", lambda form: (act(), check(form))[1])

    return do


def change(client, student):
    told = {"full_name": "Giàng A Sùng", "gender": "male", "village": "Huổi Lếch"}
    return client.post(f"/students/{student.pk}/edit/", told)


def test_who_is_erased_meanwhile_is_not_brought_back(signed_in, school_admin, giang, meanwhile):
    client = signed_in(school_admin)
    meanwhile(lambda: erasing.erase(giang, by=school_admin, despite_bars=True))
    assert change(client, giang).status_code == 404
    giang.refresh_from_db()
    assert (giang.full_name, giang.village) == (erasing.NAMELESS, "")


def test_who_moves_meanwhile_stays_there(signed_in, school_admin, province_admin, giang, na_hy, meanwhile):
    moved = {"school": na_hy, "status": "moved_out"}
    meanwhile(lambda: Student.objects.filter(pk=giang.pk).update(**moved))
    assert change(signed_in(school_admin), giang).status_code == 404
    assert change(signed_in(province_admin), giang).status_code == 302
    giang.refresh_from_db()
    assert (giang.school, giang.status, giang.village) == (na_hy, "moved_out", "Huổi Lếch")


def test_the_form_moves_nobody_to_another_class(signed_in, school_admin, class_6a, giang):
    other = builders.make_class(class_6a.school, "6B")
    signed_in(school_admin).post(f"/students/{giang.pk}/edit/", told(other))
    assert giang.enrolments.get().school_class == class_6a, "that has a day: students/movement"
