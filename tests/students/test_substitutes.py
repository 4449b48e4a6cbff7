"""A teacher stands in for another one for two weeks, and not a day longer."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lms.models import Change
from students import standing_in
from students.models import Role, Student, Subject, Teacher, TeachingAssignment, User
from tests import builders

ADD = "/substitutes/new/"
FIRST, LAST = date(2026, 11, 24), date(2026, 12, 7)


@pytest.fixture
def ms_ha(muong_nha):
    """A teacher of Mường Nhà with no class of her own."""
    user = builders.make_staff("ha", "Lường Thị Hà", Role.Kind.TEACHER, school=muong_nha)
    Teacher.objects.create(user=user, school=muong_nha, full_name=user.full_name)
    return user


def told(away=None, teacher=None, first=FIRST, last=LAST, **more):
    return {
        "away": getattr(away, "teacher", away) and away.teacher.pk,
        "teacher": teacher.teacher.pk if teacher else "",
        "starts_on": f"{first:%d/%m/%Y}",
        "ends_on": f"{last:%d/%m/%Y}",
    } | more


def arrange(signed_in, by, **more):
    answer = signed_in(by).post(ADD, {name: said for name, said in told(**more).items() if said})
    assert answer.status_code == 302, answer.content.decode()
    return TeachingAssignment.objects.standing_in().latest("pk")


def words_of(answer):
    assert answer.status_code == 400
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def test_the_substitute_sees_the_class_on_exactly_these_days(
    signed_in, school_admin, ms_lan, ms_ha, class_6a, giang, time_machine
):
    first = FIRST + timedelta(days=1)
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha, first=first)
    seen = {}
    for day in (first - timedelta(days=1), first, LAST, LAST + timedelta(days=1)):
        time_machine.move_to(f"{day}T09:00:00+07:00")
        client = signed_in(User.objects.get(pk=ms_ha.pk))
        seen[day] = [client.get(f"/classes/{class_6a.uid}/").status_code]
        seen[day].append(client.get(f"/students/{giang.pk}/").status_code)
    assert list(seen.values()) == [[404, 404], [200, 200], [200, 200], [404, 404]]


def test_the_desk_says_for_whom_and_until_when(signed_in, school_admin, ms_lan, ms_ha, giang):
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    desk = signed_in(ms_ha).get("/desk/").content.decode()
    assert "Thầy cô dạy thay Nguyễn Thị Lan ở lớp này (Toán), đến hết ngày 07/12/2026." in desk
    assert "Lường Thị Hà dạy thay thầy cô" in signed_in(ms_lan).get("/desk/").content.decode()


def test_what_is_to_come_stands_on_the_desk_before_the_class_does(signed_in, school_admin, ms_lan, ms_ha):
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha, first=date(2026, 12, 1))
    desk = signed_in(ms_ha).get("/desk/").content.decode()
    assert "Từ 01/12/2026 đến 07/12/2026, thầy cô dạy thay Nguyễn Thị Lan: 6A: Toán." in desk
    assert "Lớp 6A" not in desk


def test_the_absent_teacher_keeps_the_class(signed_in, school_admin, ms_lan, ms_ha, class_6a):
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    assert signed_in(ms_lan).get(f"/classes/{class_6a.uid}/").status_code == 200


def test_from_the_page_of_the_class_the_absent_teacher_is_found(
    signed_in, school_admin, ms_lan, ms_ha, class_6a
):
    client = signed_in(school_admin)
    assert f"{ADD}?class={class_6a.uid}" in client.get(f"/classes/{class_6a.uid}/").content.decode()
    assert client.get(f"{ADD}?class={class_6a.uid}").context["form"].initial["school_class"] == class_6a.uid
    row = arrange(signed_in, school_admin, teacher=ms_ha, school_class=class_6a.uid)
    assert row.stands_in_for == ms_lan.teacher
    assert (
        "dạy thay Nguyễn Thị Lan đến 07/12/2026" in client.get(f"/classes/{class_6a.uid}/").content.decode()
    )


def test_one_of_several_subjects_is_taken_over(signed_in, school_admin, ms_lan, ms_ha, class_6a):
    other = builders.make_teacher("van", "Cà Thị Vân", class_6a, subject="ngu-van")
    form = told(teacher=ms_ha, school_class=class_6a.uid) | {"away": ""}
    assert "Có nhiều thầy cô dạy" in words_of(signed_in(school_admin).post(ADD, form))
    row = arrange(signed_in, school_admin, teacher=ms_ha, school_class=class_6a.uid, subject="ngu-van")
    assert (row.stands_in_for, row.subject.code) == (other.teacher, "ngu-van")


def test_who_leads_a_class_and_teaches_all_of_it_is_stood_in_for(
    signed_in, school_admin, ms_lan, ms_ha, muong_nha
):
    class_7b = builders.make_class(muong_nha, "7B", grade=7, homeroom_teacher=ms_lan.teacher)
    row = arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha, school_class=class_7b.uid)
    assert row.subject is None
    assert "chủ nhiệm" in signed_in(ms_ha).get("/desk/").content.decode()


def test_somebody_new_gets_an_account_for_these_days_alone(
    signed_in, school_admin, ms_lan, class_6a, muong_nha
):
    form = told(away=ms_lan) | {"full_name": "Vì Văn Tâm", "username": "tam.muongnha"}
    answer = signed_in(school_admin).post(ADD, form)
    user = User.objects.get(username="tam.muongnha")
    assert user.check_password(answer.context["password"])
    role = user.roles.get()
    assert (role.kind, role.school, role.starts_on, role.ends_on) == ("teacher", muong_nha, FIRST, LAST)
    assert signed_in(User.objects.get(pk=user.pk)).get("/sign-in/password/").status_code == 200
    assert user.teacher.teaching.get().school_class == class_6a


def test_nobody_new_is_made_when_the_days_are_refused(signed_in, school_admin, ms_lan):
    form = told(away=ms_lan, last=date(2027, 8, 1)) | {"full_name": "Vì Văn Tâm", "username": "tam.muongnha"}
    assert "năm học" in words_of(signed_in(school_admin).post(ADD, form)).lower()
    assert not User.objects.filter(username="tam.muongnha").exists()


def test_ended_at_once_the_class_is_gone_with_the_next_request(
    signed_in, school_admin, ms_lan, ms_ha, class_6a
):
    row = arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    path = f"/substitutes/{row.arrangement}/withdraw/"
    assert signed_in(school_admin).post(path).status_code == 302
    assert signed_in(school_admin).post(path).status_code == 302, "twice is as once"
    assert Change.objects.filter(act="withdraw a substitute").count() == 1
    assert signed_in(User.objects.get(pk=ms_ha.pk)).get(f"/classes/{class_6a.uid}/").status_code == 404
    again = arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    assert again.arrangement != row.arrangement


def test_a_role_given_for_these_days_ends_with_them(signed_in, school_admin, ms_lan):
    form = told(away=ms_lan) | {"full_name": "Vì Văn Tâm", "username": "tam.muongnha"}
    client = signed_in(school_admin)
    client.post(ADD, form)
    row = TeachingAssignment.objects.standing_in().get()
    client.post(f"/substitutes/{row.arrangement}/withdraw/")
    assert row.teacher.user.roles.get().withdrawn_at is not None


def test_the_page_of_the_staff_lists_it_with_its_days(signed_in, school_admin, ms_lan, ms_ha):
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    for path in ("/staff/", f"/staff/{ms_lan.username}/", f"/staff/{ms_ha.username}/"):
        shown = signed_in(school_admin).get(path).content.decode()
        assert "dạy thay Nguyễn Thị Lan" in shown
        assert "từ 24/11/2026" in shown
        assert "đến 07/12/2026" in shown


def test_it_is_in_the_log_of_changes(signed_in, school_admin, ms_lan, ms_ha):
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    line = Change.objects.get(act="arrange a substitute")
    assert (line.actor, line.school_id) == (school_admin, ms_lan.teacher.school_id)
    assert line.after["classes"] == "6A: Toán"
    shown = signed_in(school_admin).get("/changes/").content.decode()
    assert "Cử người dạy thay".lower() in shown.lower()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"first": date(2026, 11, 23)}, "Ngày này đã qua"),
        ({"last": date(2026, 11, 20)}, "Ngày cuối trước ngày đầu"),
        ({"last": date(2027, 6, 30)}, "kết thúc ngày 31/05/2027"),
    ],
)
def test_days_that_cannot_be_are_refused(signed_in, school_admin, ms_lan, ms_ha, days, words):
    answer = signed_in(school_admin).post(ADD, told(away=ms_lan, teacher=ms_ha, **days))
    assert words in words_of(answer)
    assert not TeachingAssignment.objects.standing_in().exists()


def test_all_that_is_wrong_is_said_at_once(signed_in, school_admin, ms_lan):
    words = words_of(signed_in(school_admin).post(ADD, told(away=ms_lan, last=date(2026, 11, 20))))
    assert "Ngày cuối trước ngày đầu" in words
    assert "Chọn người dạy thay" in words


def test_two_cannot_stand_in_for_the_same_lessons(signed_in, school_admin, ms_lan, ms_ha, class_6a):
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    other = builders.make_teacher("van", "Cà Thị Vân", class_6a, subject="ngu-van")
    later = told(away=ms_lan, teacher=other, first=LAST, last=LAST + timedelta(days=3))
    assert "đã dạy thay" in words_of(signed_in(school_admin).post(ADD, later))
    after = told(away=ms_lan, teacher=other, first=LAST + timedelta(days=1), last=LAST + timedelta(days=3))
    assert signed_in(school_admin).post(ADD, after).status_code == 302


@pytest.mark.parametrize("fault", ["oneself", "closed", "role_ends", "teaches_already", "nobody", "both"])
def test_who_cannot_stand_in_is_refused_with_a_sentence(
    signed_in, school_admin, ms_lan, ms_ha, class_6a, fault
):
    form = told(away=ms_lan, teacher=ms_ha)
    words = {
        "oneself": "Không ai dạy thay chính mình",
        "closed": "có tài khoản đang mở",
        "role_ends": "Gia hạn vai trò",
        "teaches_already": "đã dạy lớp này",
        "nobody": "Chọn người dạy thay",
        "both": "Chọn người dạy thay",
    }[fault]
    if fault == "oneself":
        form["teacher"] = ms_lan.teacher.pk
    elif fault == "closed":
        User.objects.filter(pk=ms_ha.pk).update(is_active=False)
    elif fault == "role_ends":
        ms_ha.roles.update(ends_on=FIRST + timedelta(days=3))
    elif fault == "teaches_already":
        TeachingAssignment.objects.create(
            teacher=ms_ha.teacher,
            school_class=class_6a,
            subject=Subject.objects.get(code="toan"),
            starts_on=builders.FIRST_DAY,
        )
        form["away"] = ms_lan.teacher.pk
    elif fault == "nobody":
        form["teacher"] = ""
    else:
        form |= {"full_name": "Vì Văn Tâm", "username": "tam.muongnha"}
    assert words in words_of(signed_in(school_admin).post(ADD, form))
    assert not TeachingAssignment.objects.standing_in().exists()


def test_a_teacher_of_another_school_is_refused(signed_in, school_admin, ms_lan, mr_pao):
    for form in (told(away=ms_lan, teacher=mr_pao), told(away=mr_pao, teacher=ms_lan)):
        words_of(signed_in(school_admin).post(ADD, form))
    assert not TeachingAssignment.objects.standing_in().exists()


def test_the_other_school_sees_nothing_and_ends_nothing(
    signed_in, school_admin, other_school_admin, ms_lan, ms_ha, class_6a
):
    row = arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    client = signed_in(other_school_admin)
    assert client.post(f"/substitutes/{row.arrangement}/withdraw/").status_code == 404
    for asked in (f"class={class_6a.uid}", f"away={ms_lan.teacher.pk}", "class=x"):
        assert client.get(f"{ADD}?{asked}").status_code == 404
    assert "Lường Thị Hà" not in client.get("/staff/").content.decode()
    row.refresh_from_db()
    assert row.withdrawn_at is None


@pytest.mark.parametrize("who", ["ms_lan", "commune_officer", "auditor", "giang"])
def test_who_arranges_nothing_is_refused(signed_in, request, who):
    assert signed_in(request.getfixturevalue(who)).get(ADD).status_code == 403


def test_standing_in_is_no_lasting_plan(signed_in, school_admin, ms_lan, ms_ha, class_6a):
    arrange(signed_in, school_admin, away=ms_lan, teacher=ms_ha)
    assert [one.teacher for one in class_6a.teaching.lasting()] == [ms_lan.teacher]
    assert timezone.localdate() == FIRST
    assert Student.objects.visible_to(ms_ha).count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time by itself")
def test_two_clerks_at_once_let_one_stand_in(muong_nha, school_admin, ms_lan, ms_ha, class_6a):
    start, outcomes = threading.Barrier(2), []
    other = builders.make_staff("in", "Lò Thị Ín", Role.Kind.TEACHER, school=muong_nha)
    other = Teacher.objects.create(user=other, school=muong_nha, full_name=other.full_name)
    _away, what = standing_in.taken_over(muong_nha, FIRST, LAST, away=ms_lan.teacher)

    def clerk(teacher):
        start.wait()
        try:
            outcomes.append(standing_in.arrange(teacher, ms_lan.teacher, what, FIRST, LAST, by=school_admin))
        except standing_in.CannotStandIn as refused:
            outcomes.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=clerk, args=[one]) for one in (ms_ha.teacher, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in outcomes if isinstance(one, standing_in.CannotStandIn)]) == 1
    assert len({row.teacher_id for row in TeachingAssignment.objects.standing_in()}) == 1
