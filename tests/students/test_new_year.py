"""A whole school goes into the new year: proposed, marked, looked at, carried out once, undone exactly."""

import time
from datetime import date

import pytest
from django.core.management import call_command

from lms.models import Change, Job
from students.models import (
    Enrolment,
    Movement,
    RollOver,
    SchoolClass,
    SchoolYear,
    Student,
    TeachingAssignment,
    User,
)
from students.movement import pupils, strokes
from students.movement.rollover import jobs
from students.movement.rollover.changes import apply
from students.movement.rollover.names import next_name
from students.movement.rollover.plan import make_plan
from tests import builders
from tests.students.test_movement import refusal, stays

LAST, SUMMER, FIRST = date(2027, 5, 31), date(2027, 6, 10), date(2027, 9, 5)


@pytest.fixture(autouse=True)
def _summer(time_machine):
    """The year 2026–2027 is over."""
    time_machine.move_to("2027-06-10T09:00:00+07:00")


@pytest.fixture
def class_9a(muong_nha):
    return builders.make_class(muong_nha, "9A", grade=9)


@pytest.fixture
def ca(class_9a):
    """In the last grade of Mường Nhà."""
    return builders.make_student("Lầu Thị Ca", class_9a)


@pytest.fixture
def roll_over(muong_nha, giang, hoa, ca):
    return RollOver.objects.create(school=muong_nha, year_code="2027-2028")


def everything():
    """What undo must bring back."""
    return (
        list(Enrolment.objects.order_by("pk").values()),
        list(Student.objects.order_by("pk").values("pk", "status", "school")),
        list(SchoolClass.objects.order_by("pk").values()),
        list(TeachingAssignment.objects.order_by("pk").values()),
    )


def plan_of(roll_over):
    return make_plan(roll_over.school, roll_over.answers, SUMMER)


def choose(roll_over, classes=None, pupils=None):
    roll_over.answers = {
        "classes": {f"{one.uid}:{one.grade}": name for one, name in (classes or {}).items()},
        "pupils": {str(student.pk): what for student, what in (pupils or {}).items()},
    }
    roll_over.save()


# What is proposed


@pytest.mark.parametrize(
    ("name", "grade", "expected"),
    [
        ("6A1", 6, "7A1"),
        ("11.6", 11, "12.6"),
        ("Lớp 9B", 9, "Lớp 10B"),
        ("6/1", 6, "7/1"),
        ("Hoa Ban", 1, ""),
        ("10A1", 10, "11A1"),
        ("5A", 6, ""),
    ],
)
def test_the_name_of_the_next_class_is_proposed(name, grade, expected):
    assert next_name(name, grade) == expected


def test_everybody_goes_up_and_the_last_grade_finishes(roll_over, giang, hoa, ca):
    plan = plan_of(roll_over)
    assert not plan.errors
    assert [(one.enrolment.student, one.what, one.target and one.target.name) for one in plan.lines] == [
        (hoa, "promote", "7A"),
        (giang, "promote", "7A"),
        (ca, "finish", None),
    ]
    assert plan.counts["classes"] == 1


def test_looking_writes_nothing(signed_in, school_admin, roll_over):
    before = everything()
    client = signed_in(school_admin)
    for path in ("/new-year/", roll_over.get_absolute_url()):
        assert client.get(path).status_code == 200
    assert everything() == before
    assert not SchoolYear.objects.filter(code="2027-2028").exists()


# Carried out


def test_the_school_sits_in_the_new_year(roll_over, giang, ca, school_admin):
    movement = apply(roll_over, school_admin, SUMMER)
    assert stays(giang) == [
        ("6A", date(2026, 9, 5), LAST, "promoted"),
        ("7A", FIRST, None, "studying"),
    ]
    assert stays(ca) == [("9A", date(2026, 9, 5), LAST, "finished")]
    assert Student.objects.get(pk=ca.pk).status == "finished"
    new = SchoolClass.objects.get(name="7A")
    assert (new.grade, new.year.code, new.year.terms.count()) == (7, "2027-2028", 2)
    assert movement.counts == {
        "promote": 2,
        "repeat": 0,
        "finish": 1,
        "drop_out": 0,
        "move_out": 0,
        "classes": 1,
    }
    assert Change.objects.filter(act="begin a new year").count() == 3


def test_who_is_marked_repeats_or_leaves(roll_over, giang, hoa, ca, school_admin):
    choose(roll_over, pupils={giang: "repeat", hoa: "drop_out", ca: "repeat:9A"})
    apply(roll_over, school_admin, SUMMER)
    assert stays(giang)[-1] == ("6A", FIRST, None, "studying")
    assert stays(giang)[0][-1] == "repeating"
    assert stays(hoa) == [("6A", date(2026, 9, 5), LAST, "dropped_out")]
    assert stays(ca)[-1] == ("9A", FIRST, None, "studying")
    assert giang.current_enrolment().grade == 6


def test_carrying_out_twice_is_carrying_out_once(roll_over, school_admin):
    apply(roll_over, school_admin, SUMMER)
    before = everything()
    assert "không có gì bị làm hai lần" in refusal(apply, roll_over, school_admin, SUMMER)
    assert everything() == before
    assert Movement.objects.count() == 1


def test_a_pupil_who_was_forgotten_is_carried_over_later(roll_over, giang, class_6a, school_admin):
    pupils.drop_out(giang, on=SUMMER, by=school_admin)
    apply(roll_over, school_admin, SUMMER)
    tam = builders.make_student("Lò Thị Tâm", class_6a)
    apply(roll_over, school_admin, SUMMER)
    assert tam.current_enrolment().school_class == SchoolClass.objects.get(name="7A"), "no second 7A"


def test_classes_with_one_name_become_one(roll_over, muong_nha, class_6a, giang, school_admin):
    class_6b = builders.make_class(muong_nha, "6B")
    tam = builders.make_student("Lò Thị Tâm", class_6b)
    choose(roll_over, {class_6a: "7A1", class_6b: "7 a1"})
    apply(roll_over, school_admin, SUMMER)
    assert tam.current_enrolment().school_class == giang.current_enrolment().school_class


def test_a_class_that_is_open_already_is_used(roll_over, muong_nha, giang, school_admin):
    open_already = builders.make_class(muong_nha, "7A", grade=7, year=builders.make_year("2027-2028"))
    apply(roll_over, school_admin, SUMMER)
    assert giang.current_enrolment().school_class == open_already


def test_teachers_go_along_when_wanted(roll_over, class_6a, ms_lan, school_admin):
    class_6a.homeroom_teacher = ms_lan.teacher
    class_6a.save()
    roll_over.keeps_teaching = True
    roll_over.save()
    movement = apply(roll_over, school_admin, SUMMER)
    new = SchoolClass.objects.get(name="7A")
    assert new.homeroom_teacher == ms_lan.teacher
    assert [(one.teacher, one.starts_on) for one in new.teaching.all()] == [(ms_lan.teacher, FIRST)]
    strokes.undo(movement, by=school_admin)
    roll_over.keeps_homeroom = roll_over.keeps_teaching = False
    roll_over.save()
    apply(roll_over, school_admin, SUMMER)
    new = SchoolClass.objects.get(name="7A")
    assert (new.homeroom_teacher, new.teaching.count()) == (None, 0)


def test_a_multi_grade_class_goes_on_and_its_oldest_leave_it(na_hy, other_school_admin):
    mixed = builders.make_class(na_hy, "Ghép 1+2", grade=1, grade_to=2)
    young, old = (builders.make_student(name, mixed) for name in ("Vàng A Chu", "Vàng A Di"))
    roll_over = RollOver.objects.create(school=na_hy, year_code="2027-2028")
    plan = plan_of(roll_over)
    assert "chưa rõ khối" in plan.errors[0]
    assert "chưa rõ khối" in refusal(apply, roll_over, other_school_admin, SUMMER)
    for student, grade in ((young, 1), (old, 2)):
        student.enrolments.update(own_grade=grade)
    apply(roll_over, other_school_admin, SUMMER)
    again = young.current_enrolment()
    assert (again.school_class.name, again.grade, list(again.school_class.grades)) == ("Ghép 1+2", 2, [1, 2])
    assert (old.current_enrolment().school_class.name, old.current_enrolment().grade) == ("3A", 3)


# Refused


def test_nothing_is_carried_out_before_the_year_is_over(roll_over, school_admin, time_machine):
    time_machine.move_to("2027-05-20T09:00:00+07:00")
    before = everything()
    assert "31/05/2027" in refusal(apply, roll_over, school_admin, date(2027, 5, 20))
    assert everything() == before


def test_a_class_without_a_name_and_a_wrong_grade_are_refused(
    roll_over, muong_nha, class_6a, giang, school_admin
):
    choose(roll_over, {class_6a: ""})
    assert "hãy ghi tên lớp" in refusal(apply, roll_over, school_admin, SUMMER)
    builders.make_class(muong_nha, "8C", grade=8, year=builders.make_year("2027-2028"))
    choose(roll_over, {class_6a: "8C"})
    assert "không có khối 7" in refusal(apply, roll_over, school_admin, SUMMER)
    choose(roll_over, {class_6a: "7A"}, {giang: "repeat:7A"})
    assert "không có khối 6" in refusal(apply, roll_over, school_admin, SUMMER)
    assert not Movement.objects.exists()


def test_what_was_not_looked_at_is_not_carried_out(roll_over, class_6a, school_admin):
    seen = plan_of(roll_over).fingerprint
    builders.make_student("Lò Thị Tâm", class_6a)
    assert "vừa thay đổi" in refusal(apply, roll_over, school_admin, SUMMER, seen=seen)


# Undone


def test_undo_brings_the_old_year_back_exactly(roll_over, giang, hoa, school_admin):
    choose(roll_over, pupils={hoa: "drop_out", giang: "repeat"})
    before = everything()
    movement = apply(roll_over, school_admin, SUMMER)
    strokes.undo(movement, by=school_admin)
    assert everything() == before
    apply(roll_over, school_admin, SUMMER)
    assert stays(giang)[-1] == ("6A", FIRST, None, "studying"), "and again"


def test_undo_is_refused_once_something_was_built_on_it(roll_over, ms_lan, school_admin):
    movement = apply(roll_over, school_admin, SUMMER)
    TeachingAssignment.objects.create(
        teacher=ms_lan.teacher,
        school_class=SchoolClass.objects.get(name="7A"),
        subject=ms_lan.teacher.teaching.get().subject,
        starts_on=FIRST,
    )
    before = everything()
    assert "đã được dùng" in refusal(strokes.undo, movement, by=school_admin)
    assert everything() == before


def test_the_year_that_another_school_uses_is_no_obstacle_to_undo(
    roll_over, na_hy, class_3b, vang, school_admin, other_school_admin
):
    movement = apply(roll_over, school_admin, SUMMER)
    apply(RollOver.objects.create(school=na_hy, year_code="2027-2028"), other_school_admin, SUMMER)
    strokes.undo(movement, by=school_admin)
    assert vang.current_enrolment().school_class.name == "4B"


# On screen


def test_the_screens_lead_from_the_choice_to_the_undo(signed_in, school_admin, class_6a, giang, hoa, ca):
    client = signed_in(school_admin)
    told = {f"class-{class_6a.uid}:6": "7A1", "keeps_homeroom": "on"}
    odd = client.post("/new-year/", {**told, f"class-{class_6a.uid}:6": "=1+1"})
    assert (odd.status_code, "không phải tên lớp" in odd.content.decode()) == (400, True)
    answer = client.post("/new-year/", {**told, "marks": str(class_6a.uid)})
    roll_over = RollOver.objects.get()
    marks = f"/new-year/{roll_over.pk}/classes/{class_6a.uid}/"
    assert answer["Location"] == marks
    assert "Lên lớp 7A1" in client.get(marks).content.decode()
    assert client.post(marks, {f"pupil-{giang.pk}": "nonsense"}).status_code == 400
    assert client.post(marks, {f"pupil-{giang.pk}": "repeat:6A"}).status_code == 302
    assert "Đã đánh dấu 1 em" in client.get("/new-year/").content.decode()
    assert client.post("/new-year/", told)["Location"] == roll_over.get_absolute_url()
    shown = client.get(f"{roll_over.get_absolute_url()}?show=repeat").content.decode()
    assert "Giàng A Sùng" in shown
    assert "Lò Thị Hoa" not in shown
    roll_over.refresh_from_db()
    seen = {"seen": plan_of(roll_over).fingerprint}
    for _twice in range(2):
        assert client.post(f"/new-year/{roll_over.pk}/apply/", seen).status_code == 302
    assert hoa.current_enrolment().school_class.name == "7A1"
    roll_over.refresh_from_db()
    done = client.get(roll_over.get_absolute_url()).content.decode()
    assert roll_over.movement.get_absolute_url() in done
    assert "7A1" in client.get("/classes/").content.decode(), "in summer the year that comes is shown"
    assert client.get("/new-year/").status_code == 200
    client.post(f"{roll_over.movement.get_absolute_url()}undo/")
    assert hoa.current_enrolment().school_class == class_6a


def test_a_teacher_and_the_other_school_find_nothing(
    signed_in, ms_lan, other_school_admin, roll_over, class_6a, muong_nha
):
    paths = [roll_over.get_absolute_url(), f"/new-year/{roll_over.pk}/classes/{class_6a.uid}/"]
    for path in paths:
        assert signed_in(ms_lan).get(path).status_code == 403
        assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(other_school_admin).post(f"{paths[0]}apply/").status_code == 404
    assert signed_in(other_school_admin).get(f"/new-year/?school={muong_nha.code}").status_code == 404
    assert not Movement.objects.exists()


def test_the_province_chooses_a_school(signed_in, province_admin, roll_over, na_hy):
    client = signed_in(province_admin)
    assert roll_over.school.code in client.get("/new-year/").content.decode()
    assert client.get(f"/new-year/?school={roll_over.school.code}").status_code == 200
    assert client.get(f"/new-year/?school={na_hy.code}").status_code == 200, "nobody sits there"


# A large school


@pytest.fixture
def large_school(muong_nha):
    """1,200 pupils in 32 classes of grades 6 to 9."""
    classes = [
        builders.make_class(muong_nha, f"{grade}A{number}", grade=grade)
        for grade in (6, 7, 8, 9)
        for number in range(1, 9)
    ]
    users = User.objects.bulk_create(
        User(username=f"HSX{number:04d}", full_name=f"Lò Văn {number}") for number in range(1200)
    )
    students = [
        Student(school=muong_nha, user=user, code=user.username, full_name=user.full_name) for user in users
    ]
    for student in students:
        student.set_name_columns()
    Student.objects.bulk_create(students)
    Enrolment.objects.bulk_create(
        Enrolment(student=student, school_class=classes[place % 32], starts_on=date(2026, 9, 5))
        for place, student in enumerate(students)
    )
    return RollOver.objects.create(school=muong_nha, year_code="2027-2028")


def test_a_large_school_goes_in_the_background_within_seconds(signed_in, school_admin, large_school):
    client = signed_in(school_admin)
    path = large_school.get_absolute_url()
    seen = {"seen": plan_of(large_school).fingerprint}
    began = time.perf_counter()
    first = client.post(f"{path}apply/", seen)
    assert client.post(f"{path}apply/", seen)["Location"] == first["Location"], "pressed twice"
    call_command("work", once=True)
    took = time.perf_counter() - began
    job = Job.objects.get()
    assert (job.state, job.result["promote"], job.result["finish"]) == ("done", 904, 296)
    assert took < 10, f"{took:.1f} s"
    assert "Cả trường đã lên lớp" in client.get(path).content.decode()
    jobs.carry_out(job, str(large_school.pk), seen["seen"])
    assert Movement.objects.count() == 1, "begun again after a crash"
    began = time.perf_counter()
    strokes.undo(Movement.objects.get(), by=school_admin)
    assert time.perf_counter() - began < 10
    assert Enrolment.objects.open().filter(school_class__year__code="2026-2027").count() == 1200


def test_the_screens_ask_the_database_a_few_times(
    signed_in, school_admin, large_school, django_assert_max_num_queries
):
    client = signed_in(school_admin)
    for path in ("/new-year/", large_school.get_absolute_url()):
        with django_assert_max_num_queries(16):
            assert client.get(path).status_code == 200
