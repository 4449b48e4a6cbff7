"""Classes are opened, renamed, parted, merged, moved to another campus – and undone exactly."""

from datetime import date

import pytest

from lms.models import Change
from students.class_names import refuse_odd_name
from students.models import Campus, CampusStay, Enrolment, Movement, SchoolClass
from students.movement import classes, strokes
from tests import builders
from tests.students.test_movement import refusal, stays

FIRST, MONDAY, TODAY = date(2026, 9, 5), date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def class_6b(muong_nha):
    return builders.make_class(muong_nha, "6B")


@pytest.fixture
def class_7a(muong_nha):
    return builders.make_class(muong_nha, "7A", grade=7)


@pytest.fixture
def ca(class_7a):
    return builders.make_student("Lầu Thị Ca", class_7a)


@pytest.fixture
def hill(muong_nha):
    return Campus.objects.create(school=muong_nha, name="Điểm trường Huổi Lếch")


def everything():
    """What undo must bring back."""
    return (
        list(Enrolment.objects.order_by("pk").values()),
        list(SchoolClass.objects.order_by("pk").values()),
        list(CampusStay.objects.order_by("pk").values()),
    )


# Parted


def test_some_pupils_go_into_a_new_class(giang, hoa, class_6a, school_admin):
    new = SchoolClass(school=class_6a.school, year=class_6a.year, name="6C", grade=6)
    movement = classes.part(class_6a, [giang], new, MONDAY, school_admin)
    assert stays(giang) == [
        ("6A", FIRST, date(2026, 11, 22), "moved_class"),
        ("6C", MONDAY, None, "studying"),
    ]
    assert stays(hoa) == [("6A", FIRST, None, "studying")]
    assert movement.counts == {"pupils": 1}
    assert Change.objects.get(act="move to another class").label == "Giàng A Sùng"


def test_undo_takes_the_new_class_away_again_unless_it_was_used(giang, hoa, class_6a, school_admin):
    before = everything()
    new = SchoolClass(school=class_6a.school, year=class_6a.year, name="6C", grade=6)
    movement = classes.part(class_6a, [giang, hoa], new, MONDAY, school_admin)
    newcomer = builders.make_student("Lò Thị Tâm", SchoolClass.objects.get(name="6C"))
    assert "đã được dùng" in refusal(strokes.undo, movement, by=school_admin)
    newcomer.enrolments.all().delete()
    strokes.undo(movement, by=school_admin)
    assert everything() == before


def test_a_wrong_choice_of_pupils_or_class_is_refused(
    giang, hoa, class_6a, class_6b, class_7a, class_3b, school_admin
):
    before = everything()
    assert "Hãy chọn các em" in refusal(classes.part, class_6a, [], class_6b, MONDAY, school_admin)
    assert "khối 6" in refusal(classes.part, class_6a, [giang], class_7a, MONDAY, school_admin)
    assert "cùng trường" in refusal(classes.part, class_6a, [giang], class_3b, MONDAY, school_admin)
    assert "rời lớp" in refusal(classes.part, class_6b, [giang], class_6a, MONDAY, school_admin)
    same = SchoolClass(school=class_6a.school, year=class_6a.year, name="6 b", grade=6)
    assert "tên khác" in refusal(classes.part, class_6a, [giang], same, MONDAY, school_admin)
    assert everything() == before
    assert not Movement.objects.exists()


# Merged


def test_two_classes_become_one(giang, hoa, class_6a, class_6b, school_admin):
    before = everything()
    movement = classes.merge(class_6a, class_6b, MONDAY, school_admin)
    assert [one.school_class.name for one in Enrolment.objects.open()] == ["6B", "6B"]
    closed = SchoolClass.objects.get(name="6A")
    assert closed.closed_on == MONDAY
    assert "đã đóng" in refusal(classes.merge, closed, class_6b, MONDAY, school_admin)
    strokes.undo(movement, by=school_admin)
    assert everything() == before


def test_classes_of_two_grades_become_a_multi_grade_class(giang, ca, class_6a, class_7a, school_admin):
    before = everything()
    movement = classes.merge(class_7a, class_6a, MONDAY, school_admin)
    mixed = SchoolClass.objects.get(name="6A")
    assert list(mixed.grades) == [6, 7]
    assert {one.student: one.grade for one in mixed.enrolments.open()} == {giang: 6, ca: 7}
    strokes.undo(movement, by=school_admin)
    assert everything() == before


def test_a_multi_grade_class_is_parted_by_grade(giang, ca, class_6a, class_7a, school_admin):
    classes.merge(class_7a, class_6a, MONDAY, school_admin)
    mixed = SchoolClass.objects.get(name="6A")
    new = SchoolClass(school=mixed.school, year=mixed.year, name="7B", grade=7)
    assert "khối 6" in refusal(classes.part, mixed, [giang], new, TODAY, school_admin)
    new = SchoolClass(school=mixed.school, year=mixed.year, name="7B", grade=7)
    classes.part(mixed, [ca], new, TODAY, school_admin)
    assert ca.current_enrolment().grade == 7


def test_a_grade_that_is_not_known_is_asked_for_first(giang, class_6a, class_6b, school_admin):
    class_6a.grade_to = 7
    class_6a.save()
    assert "Khối của từng em" in refusal(classes.merge, class_6a, class_6b, MONDAY, school_admin)
    enrolment = giang.current_enrolment()
    assert "không có khối 8" in refusal(classes.set_grades, class_6a, {enrolment: 8}, school_admin)
    classes.set_grades(class_6a, {enrolment: 6}, school_admin)
    classes.set_grades(class_6a, {giang.current_enrolment(): 6}, school_admin)
    assert Change.objects.filter(act="say the grade in a multi-grade class").count() == 1
    classes.merge(class_6a, class_6b, MONDAY, school_admin)
    assert list(SchoolClass.objects.get(name="6B").grades) == [6, 7]


# At another campus


def test_a_class_goes_to_another_campus_and_both_stay_known(class_6a, hill, school_admin):
    main = class_6a.school.campuses.get(is_main=True)
    class_6a.campus = main
    class_6a.save()
    before = everything()
    movement = classes.change_campus(class_6a, hill, MONDAY, school_admin)
    days = [FIRST, date(2026, 11, 22), MONDAY, date(2027, 3, 1)]
    assert [class_6a.campus_on(day) for day in days] == [main, main, hill, hill]
    assert SchoolClass.objects.get(name="6A").campus == hill
    assert "đang ở" in refusal(classes.change_campus, class_6a, hill, MONDAY, school_admin)
    assert "23/11/2026" in refusal(classes.change_campus, class_6a, main, date(2026, 11, 1), school_admin)
    back = classes.change_campus(class_6a, main, MONDAY, school_admin)
    assert [class_6a.campus_on(day) for day in days] == [main] * 4
    strokes.undo(back, by=school_admin)
    strokes.undo(movement, by=school_admin)
    assert everything() == before


def test_the_page_of_a_pupil_tells_the_campus_of_a_day(signed_in, school_admin, giang, class_6a, hill):
    classes.change_campus(class_6a, hill, MONDAY, school_admin)
    client = signed_in(school_admin)
    assert "Huổi Lếch" in client.get(f"/students/{giang.pk}/?on=24/11/2026").content.decode()
    assert "Huổi Lếch" not in client.get(f"/students/{giang.pk}/?on=22/11/2026").content.decode()


def test_a_campus_of_another_school_is_refused(class_6a, na_hy, school_admin):
    theirs = na_hy.campuses.get()
    assert "trường khác" in refusal(classes.change_campus, class_6a, theirs, MONDAY, school_admin)


# On screen


def test_a_class_is_opened_and_renamed(signed_in, school_admin, muong_nha, class_6a, ms_lan):
    client = signed_in(school_admin)
    told = {"year": "2026-2027", "name": "7 A", "grade": "7", "homeroom_teacher": ""}
    answer = client.post("/classes/new/", told)
    new = SchoolClass.objects.get(name="7 A")
    assert answer["Location"] == f"/classes/{new.uid}/"
    assert client.post("/classes/new/", {**told, "name": "7a"}).status_code == 400, "the same name"
    assert client.post("/classes/new/", {**told, "name": "9", "grade": "13"}).status_code == 400
    assert (
        client.post("/classes/new/", {**told, "name": "8", "grade": "8", "grade_to": "6"}).status_code == 400
    )
    path = f"/classes/{new.uid}/edit/"
    changed = {"name": "7A1", "grade": "7", "homeroom_teacher": ms_lan.teacher.pk}
    assert client.post(path, changed).status_code == 302
    new.refresh_from_db()
    assert (new.name, new.homeroom_teacher) == ("7A1", ms_lan.teacher)
    assert Change.objects.get(act="change a class").before == {"name": "7 A", "homeroom_teacher": ""}
    assert client.post(path, {"remove": "1"}).status_code == 302
    assert not SchoolClass.objects.filter(name="7A1").exists()


@pytest.mark.parametrize("name", ["=1+1", "<b>", "--", "+6A", "@6A", "…", "6A<script>", "6_A"])
def test_what_no_book_of_a_school_holds_is_no_name_of_a_class(name, signed_in, school_admin, giang, class_6a):
    client = signed_in(school_admin)
    told = {"year": "2026-2027", "name": name, "grade": "6", "homeroom_teacher": ""}
    part = {"students": [str(giang.pk)], "name": name, "on": "23/11/2026"}
    for path, more in (
        ("/classes/new/", told),
        (f"/classes/{class_6a.uid}/edit/", told),
        (f"/classes/{class_6a.uid}/change/part/", part),
    ):
        refused = client.post(path, more)
        assert refused.status_code == 400
        assert "không phải tên lớp. Hãy viết như trên sổ" in refused.content.decode()
    assert list(SchoolClass.objects.values_list("name", flat=True)) == ["6A"]


@pytest.mark.parametrize(
    "name", ["6A1", "10A", "Lá 1", "5B ghép", "Ghép 1+2", "6/1", "12.6", "10 Toán – Tin", "1A (Huổi Lếch)"]
)
def test_a_class_is_called_as_schools_call_it(name):
    refuse_odd_name(name)


def test_a_class_with_pupils_is_not_removed(signed_in, school_admin, giang, class_6a):
    answer = signed_in(school_admin).post(f"/classes/{class_6a.uid}/edit/", {"remove": "1"}, follow=True)
    assert "không xóa được" in answer.content.decode()
    assert SchoolClass.objects.filter(pk=class_6a.pk).exists()


def test_a_class_that_becomes_multi_grade_keeps_the_grade_of_its_pupils(
    signed_in, school_admin, giang, class_6a
):
    told = {"name": "6A", "grade": "6", "grade_to": "7", "homeroom_teacher": ""}
    signed_in(school_admin).post(f"/classes/{class_6a.uid}/edit/", told)
    assert giang.current_enrolment().grade == 6
    refused = signed_in(school_admin).post(f"/classes/{class_6a.uid}/edit/", {**told, "grade": "7"})
    assert "Giàng A Sùng" in refused.content.decode()


def test_the_screens_part_merge_and_move(signed_in, school_admin, giang, hoa, class_6a, class_6b, hill):
    client = signed_in(school_admin)
    base = f"/classes/{class_6a.uid}/change/"
    for act in ("part", "merge", "campus"):
        assert client.get(f"{base}{act}/").status_code == 200
        assert client.post(f"{base}{act}/", {}).status_code == 400
    assert client.get(f"{base}grades/").status_code == 404, "no multi-grade class"
    told = {"students": [str(giang.pk)], "name": "6C", "on": "23/11/2026"}
    assert client.post(f"{base}part/", {**told, "on": "25/11/2026"}).status_code == 400
    assert client.post(f"{base}part/", told).status_code == 302
    assert giang.current_enrolment().school_class.name == "6C"
    assert client.post(f"{base}campus/", {"campus": hill.pk, "on": "23/11/2026"}).status_code == 302
    assert client.post(f"{base}merge/", {"to": str(class_6b.uid), "on": "23/11/2026"}).status_code == 302
    assert hoa.current_enrolment().school_class == class_6b
    assert "đã gộp" in client.get("/classes/").content.decode()
    closed = client.get(f"/classes/{class_6a.uid}/").content.decode()
    assert "đóng từ ngày 23/11/2026" in closed
    for offer in ("Thêm học sinh", "In thẻ", "Phiếu đồng ý", "sẽ hiện ở đây"):
        assert offer not in closed, "nobody joins a closed class"
    assert client.get(f"{base}part/").status_code == 404, "closed"


def test_the_grades_of_a_multi_grade_class_are_said_on_screen(signed_in, school_admin, giang, class_6a):
    class_6a.grade_to = 7
    class_6a.save()
    client = signed_in(school_admin)
    path = f"/classes/{class_6a.uid}/change/grades/"
    assert client.get(path).status_code == 200
    assert client.post(path, {f"grade-{giang.pk}": "9"}).status_code == 400
    assert client.post(path, {f"grade-{giang.pk}": "7"}).status_code == 302
    assert giang.current_enrolment().grade == 7


def test_a_teacher_changes_no_class_and_the_other_school_finds_none(
    signed_in, ms_lan, other_school_admin, class_6a, class_3b
):
    for path in (f"/classes/{class_6a.uid}/edit/", f"/classes/{class_6a.uid}/change/merge/", "/classes/new/"):
        assert signed_in(ms_lan).get(path).status_code == 403
    for path in (f"/classes/{class_6a.uid}/edit/", f"/classes/{class_6a.uid}/change/merge/"):
        assert signed_in(other_school_admin).post(path).status_code == 404
    foreign = f"/classes/new/?school={class_6a.school.code}"
    assert signed_in(other_school_admin).get(foreign).status_code == 404


def test_the_classes_of_another_year_are_shown_on_request(signed_in, school_admin, muong_nha, class_6a):
    builders.make_class(muong_nha, "6 Zời", year=builders.make_year("2025-2026"))
    client = signed_in(school_admin)
    assert "6 Zời" not in client.get("/classes/").content.decode()
    assert "6 Zời" in client.get("/classes/?year=2025-2026").content.decode()
    assert "6A" in client.get("/classes/?year=nothing").content.decode()
