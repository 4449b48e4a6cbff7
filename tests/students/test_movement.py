"""One pupil moves: another class, the grade once more, gone, back – from a day on, and undone exactly."""

from datetime import date

import pytest

from lms.models import Change
from students.models import Enrolment, Movement, Student, User
from students.movement import pupils, strokes
from students.movement.rules import CannotMove
from tests import builders
from tests.devices import builders as machines

MONDAY, TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
def class_6b(muong_nha):
    return builders.make_class(muong_nha, "6B")


@pytest.fixture
def last_year(muong_nha):
    """6C of last year."""
    year = builders.make_year("2025-2026")
    return builders.make_class(muong_nha, "6C", year=year)


def stays(student):
    """(class, first day, last day, outcome) of every enrolment, the oldest first."""
    return [
        (one.school_class.name, one.starts_on, one.ends_on, one.outcome)
        for one in student.enrolments.select_related("school_class").order_by("starts_on", "pk")
    ]


def everything(student):
    """What undo must bring back."""
    return stays(student), Student.objects.values("status", "school", "card_version").get(pk=student.pk)


def refusal(act, *args, **more):
    with pytest.raises(CannotMove) as refused:
        act(*args, **more)
    return str(refused.value)


# Another class


def test_a_pupil_sits_in_another_class_from_a_day_on(giang, class_6b, school_admin):
    pupils.change_class(giang, class_6b, on=MONDAY, by=school_admin)
    assert stays(giang) == [
        ("6A", date(2026, 9, 5), date(2026, 11, 22), "moved_class"),
        ("6B", MONDAY, None, "studying"),
    ]
    line = Change.objects.get(act="move to another class")
    assert (line.actor, line.before, line.after["class"]) == (school_admin, {"class": "6A"}, "6B")


def test_who_changed_class_on_the_first_day_never_sat_in_the_old_one(giang, class_6b, school_admin):
    pupils.change_class(giang, class_6b, on=date(2026, 9, 5), by=school_admin)
    assert stays(giang) == [("6B", date(2026, 9, 5), None, "studying")]


@pytest.mark.parametrize(
    ("on", "words"),
    [(TOMORROW, "25/11/2026 chưa đến"), (date(2026, 9, 4), "từ ngày 05/09/2026")],
)
def test_a_day_that_cannot_be_is_refused(giang, class_6b, school_admin, on, words):
    before = everything(giang)
    assert words in refusal(pupils.change_class, giang, class_6b, on=on, by=school_admin)
    assert everything(giang) == before
    assert not Movement.objects.exists()


def test_another_grade_is_asked_about(giang, muong_nha, school_admin):
    class_7a = builders.make_class(muong_nha, "7A", grade=7)
    assert "khối 6" in refusal(pupils.change_class, giang, class_7a, on=MONDAY, by=school_admin)
    pupils.change_class(giang, class_7a, on=MONDAY, by=school_admin, other_grade=True)
    assert giang.current_enrolment().grade == 7


def test_a_multi_grade_class_asks_for_the_grade(giang, muong_nha, school_admin):
    mixed = builders.make_class(muong_nha, "Ghép 6+7", grade=6, grade_to=7)
    pupils.change_class(giang, mixed, on=MONDAY, by=school_admin)
    assert giang.current_enrolment().grade == 6, "known from the class before"
    Enrolment.objects.filter(student=giang, ends_on=None).update(own_grade=None)
    other = builders.make_class(muong_nha, "Ghép B", grade=6, grade_to=7)
    assert "khối nào" in refusal(pupils.change_class, giang, other, on=TODAY, by=school_admin)


def test_a_class_of_another_school_year_or_a_closed_one_is_refused(
    giang, class_3b, class_6b, last_year, school_admin
):
    assert "trường khác" in refusal(pupils.change_class, giang, class_3b, on=MONDAY, by=school_admin)
    assert "2025–2026" in refusal(pupils.change_class, giang, last_year, on=MONDAY, by=school_admin)
    class_6b.closed_on = MONDAY
    class_6b.save()
    assert "đã đóng" in refusal(pupils.change_class, giang, class_6b, on=MONDAY, by=school_admin)


def test_moving_twice_is_moving_once(giang, class_6b, school_admin):
    pupils.change_class(giang, class_6b, on=MONDAY, by=school_admin)
    before = everything(giang)
    assert "đang học" in refusal(pupils.change_class, giang, class_6b, on=MONDAY, by=school_admin)
    assert everything(giang) == before


# The grade once more


def test_who_repeats_sits_in_the_same_grade_of_the_new_year(giang, class_6a, last_year, school_admin):
    Enrolment.objects.filter(student=giang).update(school_class=last_year, starts_on=date(2025, 9, 5))
    pupils.repeat(giang, class_6a, on=MONDAY, by=school_admin)
    assert stays(giang) == [
        ("6C", date(2025, 9, 5), date(2026, 5, 31), "repeating"),
        ("6A", MONDAY, None, "studying"),
    ]


def test_who_was_put_up_a_grade_can_still_repeat(giang, class_6a, last_year, muong_nha, school_admin):
    Enrolment.objects.filter(student=giang).update(
        school_class=last_year, starts_on=date(2025, 9, 5), ends_on=date(2026, 5, 31), outcome="promoted"
    )
    class_7a = builders.make_class(muong_nha, "7A", grade=7)
    Enrolment.objects.create(student=giang, school_class=class_7a, starts_on=date(2026, 9, 5))
    assert "khối 6" in refusal(
        pupils.repeat,
        giang,
        builders.make_class(muong_nha, "8A", grade=8),
        on=date(2026, 9, 5),
        by=school_admin,
    )
    movement = pupils.repeat(giang, class_6a, on=date(2026, 9, 5), by=school_admin)
    assert stays(giang) == [
        ("6C", date(2025, 9, 5), date(2026, 5, 31), "repeating"),
        ("6A", date(2026, 9, 5), None, "studying"),
    ]
    strokes.undo(movement, by=school_admin)
    assert [one[0] for one in stays(giang)] == ["6C", "7A"]
    assert stays(giang)[0][3] == "promoted"


def test_nothing_can_be_repeated_in_the_first_year(giang, class_6b, school_admin):
    assert "năm trước" in refusal(pupils.repeat, giang, class_6b, on=MONDAY, by=school_admin)


# Gone, and back


def test_who_stops_school_leaves_the_class_and_signs_in_no_more(giang, school_admin, client):
    client.force_login(giang.user, backend="students.sign_in.Accounts")
    assert client.get("/today/").status_code == 200
    pupils.drop_out(giang, on=TODAY, by=school_admin, reason="giúp gia đình")
    assert stays(giang) == [("6A", date(2026, 9, 5), MONDAY, "dropped_out")]
    assert client.get("/today/").status_code == 302, "signed out with the next request"
    assert Movement.objects.get().note == "giúp gia đình"


def test_who_comes_back_is_the_same_pupil_with_the_same_card(giang, class_6b, school_admin):
    pupils.drop_out(giang, on=date(2026, 10, 1), by=school_admin)
    pupils.come_back(giang, class_6b, on=TODAY, by=school_admin)
    assert stays(giang) == [
        ("6A", date(2026, 9, 5), date(2026, 9, 30), "dropped_out"),
        ("6B", TODAY, None, "studying"),
    ]
    again = Student.objects.get()
    assert (again.status, again.card_version, again.user_id) == ("studying", 1, giang.user_id)


def test_nobody_comes_back_before_leaving(giang, class_6b, school_admin):
    assert "đã có lớp" in refusal(pupils.come_back, giang, class_6b, on=TODAY, by=school_admin)
    pupils.drop_out(giang, on=TODAY, by=school_admin)
    early = refusal(pupils.come_back, giang, class_6b, on=date(2026, 10, 1), by=school_admin)
    assert "23/11/2026" in early
    assert "không còn học" in refusal(pupils.drop_out, giang, on=TODAY, by=school_admin)


# Undo


def test_undo_brings_back_exactly_what_was(giang, class_6b, school_admin):
    before = everything(giang)
    enrolment = giang.current_enrolment().pk
    for act in (
        lambda: pupils.change_class(giang, class_6b, on=MONDAY, by=school_admin),
        lambda: pupils.change_class(giang, class_6b, on=date(2026, 9, 5), by=school_admin),
        lambda: pupils.drop_out(giang, on=TODAY, by=school_admin),
    ):
        strokes.undo(act(), by=school_admin)
        assert everything(giang) == before
        assert giang.current_enrolment().pk == enrolment
    assert Movement.objects.filter(undone_by=school_admin).count() == 3


def test_undo_is_refused_once_something_was_built_on_it_and_twice_is_once(giang, class_6b, school_admin):
    moved = pupils.change_class(giang, class_6b, on=MONDAY, by=school_admin)
    gone = pupils.drop_out(giang, on=TODAY, by=school_admin)
    before = everything(giang)
    assert "thay đổi sau đó" in refusal(strokes.undo, moved, by=school_admin)
    assert everything(giang) == before
    strokes.undo(gone, by=school_admin)
    assert "đã được hoàn tác" in refusal(strokes.undo, gone, by=school_admin)
    strokes.undo(moved, by=school_admin)
    assert stays(giang) == [("6A", date(2026, 9, 5), None, "studying")]


# On screen


def told(school_class, on="23/11/2026", **more):
    return {"to": str(school_class.uid), "on": on} | more


def test_the_screen_moves_and_takes_back(signed_in, school_admin, giang, class_6b):
    client = signed_in(school_admin)
    shown = client.get(f"/students/{giang.pk}/").content.decode()
    assert f"/students/{giang.pk}/move/class/" in shown
    assert client.get(f"/students/{giang.pk}/move/class/").status_code == 200
    answer = client.post(f"/students/{giang.pk}/move/class/", told(class_6b))
    assert answer["Location"] == f"/students/{giang.pk}/"
    movement = Movement.objects.get()
    assert "Giàng A Sùng → 6B" in client.get("/movements/").content.decode()
    assert client.get(f"/movements/{movement.pk}/").status_code == 200
    client.post(f"/movements/{movement.pk}/undo/")
    client.post(f"/movements/{movement.pk}/undo/")
    assert stays(giang) == [("6A", date(2026, 9, 5), None, "studying")]
    assert "hoàn tác" in client.get(f"/movements/{movement.pk}/").content.decode()


def test_the_screen_refuses_at_the_field(signed_in, school_admin, giang, class_6b):
    answer = signed_in(school_admin).post(f"/students/{giang.pk}/move/class/", told(class_6b, "25/11/2026"))
    assert answer.status_code == 400
    assert "chưa đến" in answer.content.decode()
    for bad in (told(class_6b, "31/02/2026"), {"on": "24/11/2026"}, told(class_6b, "\0"), {}):
        assert signed_in(school_admin).post(f"/students/{giang.pk}/move/class/", bad).status_code == 400
    assert signed_in(school_admin).get(f"/students/{giang.pk}/move/nothing/").status_code == 404
    assert not Movement.objects.exists()


def test_a_class_of_another_school_is_no_choice(signed_in, school_admin, giang, class_3b):
    assert (
        signed_in(school_admin).post(f"/students/{giang.pk}/move/class/", told(class_3b)).status_code == 400
    )


def test_every_form_opens_for_whoever_it_fits(signed_in, school_admin, giang, class_6b):
    client = signed_in(school_admin)
    for act in ("class", "repeat", "drop-out", "back"):
        assert client.get(f"/students/{giang.pk}/move/{act}/").status_code == 200
    client.post(f"/students/{giang.pk}/move/drop-out/", {"on": "24/11/2026", "reason": "nhà xa"})
    assert "Giàng A Sùng" in client.get("/students/?show=gone").content.decode()
    shown = client.get(f"/students/{giang.pk}/").content.decode()
    assert "move/back/" in shown
    assert "move/class/" not in shown
    assert client.post(f"/students/{giang.pk}/move/back/", told(class_6b, "24/11/2026")).status_code == 302
    assert giang.current_enrolment().school_class == class_6b


def test_who_leaves_with_a_device_is_reminded_and_not_held_back(signed_in, school_admin, giang):
    machines.make_household(giang)
    tablet = machines.make_device(giang.school)
    machines.give(giang, school_admin, tablet)
    client = signed_in(school_admin)
    assert tablet.code in client.get(f"/students/{giang.pk}/move/drop-out/").content.decode()
    assert client.post(f"/students/{giang.pk}/move/drop-out/", {"on": "24/11/2026"}).status_code == 302
    assert Student.objects.get(pk=giang.pk).status == "dropped_out"


def test_a_teacher_moves_nobody_and_the_other_school_sees_nothing(
    signed_in, ms_lan, other_school_admin, school_admin, giang, class_6b
):
    path = f"/students/{giang.pk}/move/class/"
    assert signed_in(ms_lan).post(path, told(class_6b)).status_code == 403
    assert "move/class/" not in signed_in(ms_lan).get(f"/students/{giang.pk}/").content.decode()
    assert signed_in(other_school_admin).post(path, told(class_6b)).status_code == 404
    movement = pupils.change_class(giang, class_6b, on=MONDAY, by=school_admin)
    stranger = signed_in(other_school_admin)
    assert stranger.get(f"/movements/{movement.pk}/").status_code == 404
    assert stranger.post(f"/movements/{movement.pk}/undo/").status_code == 404
    assert stranger.get(f"/movements/?school={giang.school.code}").status_code == 404
    assert "Giàng" not in stranger.get("/movements/").content.decode()


def test_the_register_asks_the_database_a_few_times(
    signed_in, school_admin, class_6a, class_6b, django_assert_max_num_queries
):
    for number in range(12):
        student = builders.make_student(f"Lò Văn {number}", class_6a)
        pupils.change_class(student, class_6b, on=MONDAY, by=school_admin)
    client = signed_in(school_admin)
    with django_assert_max_num_queries(8):
        client.get("/movements/")


# Where somebody was on a day


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("05/09/2026", "lớp 6A"),
        ("22/11/2026", "lớp 6A"),
        ("23/11/2026", "lớp 6B"),
        ("2026-12-01", "lớp 6B"),
        ("04/09/2026", "không ở lớp nào"),
        ("hôm qua", "không phải là một ngày"),
    ],
)
def test_the_page_says_where_a_pupil_was_on_any_day(
    signed_in, school_admin, ms_lan, giang, class_6b, on, words
):
    pupils.change_class(giang, class_6b, on=MONDAY, by=school_admin)
    shown = signed_in(school_admin).get(f"/students/{giang.pk}/?on={on}").content.decode()
    assert words in shown


def test_the_teacher_of_the_old_class_sees_the_pupil_until_the_day(giang, class_6b, school_admin, ms_lan):
    def sees():
        return giang in Student.objects.visible_to(User.objects.get(pk=ms_lan.pk))

    assert sees()
    pupils.change_class(giang, class_6b, on=TODAY, by=school_admin)
    assert not sees()


def test_an_auditor_reads_the_register_and_changes_nothing(signed_in, auditor, school_admin, giang):
    movement = Movement.objects.create(
        kind="drop_out", school=giang.school, on="2026-11-20", label=str(giang), student=giang
    )
    client = signed_in(auditor)
    register = client.get(f"/movements/?school={giang.school.code}").content.decode()
    assert "Giàng A Sùng" in register
    assert "/arrivals/" not in register
    shown = client.get(f"/movements/{movement.pk}/").content.decode()
    assert f"/movements/{movement.pk}/undo/" not in shown
    assert client.post(f"/movements/{movement.pk}/undo/").status_code == 403
