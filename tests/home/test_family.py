"""A parent's page: the own children, their work, marks and machine, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Attempt, GivenWork, LectureProgress
from students.models import Guardian, Guardianship
from tests import builders
from tests.courses import quizzes
from tests.devices import builders as machines


@pytest.fixture
def ms_do(giang):
    """Giàng's mother."""
    user = builders.make_user("me.giang", "Giàng Thị Dợ")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return user


@pytest.fixture
def give(ms_lan, class_6a):
    def give(page, days=1, to=None):
        return GivenWork.objects.create(
            school_class=to or class_6a,
            page=page,
            given_by=ms_lan,
            due_at=timezone.now() + timedelta(days=days),
        )

    return give


def shown(client):
    answer = client.get("/family/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_parent_lands_on_the_own_page(signed_in, ms_do):
    assert signed_in(ms_do).get("/start/")["Location"] == "/family/"


def test_a_parent_sees_what_is_due_and_what_was_done(signed_in, ms_do, giang, give, fractions, integers):
    give(fractions)
    give(integers)
    LectureProgress.objects.take_in(giang, integers, furthest=100, finished=True)
    html = shown(signed_in(ms_do))
    assert "Giàng A Sùng" in html
    assert html.index("Phân số bằng nhau") < html.index("Đã làm, và điểm") < html.index("Số nguyên âm")
    assert "hạn ngày mai" in html


def test_work_of_other_classes_is_not_shown(signed_in, ms_do, give, fractions, class_3b):
    give(fractions, to=class_3b)
    assert "Phân số bằng nhau" not in shown(signed_in(ms_do))


@pytest.mark.parametrize(
    ("feedback", "said"), [("after_submit", "10,0"), ("when_released", "điểm sẽ có sau")]
)
def test_a_mark_is_shown_only_once_the_child_may_see_it(signed_in, ms_do, giang, feedback, said):
    quiz = quizzes.make_quiz(
        quizzes.make_course(), [quizzes.make_question(quizzes.make_bank())], feedback=feedback
    )
    attempt = Attempt.objects.begin(giang, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now(), mark=10)
    html = shown(signed_in(ms_do))
    assert said in html
    assert ("10,0" in html) == (feedback == "after_submit")


def test_the_machine_stands_there_with_the_end_of_its_plan(signed_in, ms_do, giang, school_admin):
    tablet = machines.make_device(giang.school)
    machines.make_household(giang)
    machines.give(giang, school_admin, tablet)
    html = shown(signed_in(ms_do))
    assert tablet.code in html
    assert f"/devices/{tablet.code}/report/" in html


def test_a_parent_says_that_the_machine_is_broken_and_comes_back(signed_in, ms_do, giang, school_admin):
    tablet = machines.make_device(giang.school)
    machines.make_household(giang)
    machines.give(giang, school_admin, tablet)
    client = signed_in(ms_do)
    told = {"kind": "broken", "words": "Màn hình vỡ"}
    answer = client.post(f"/devices/{tablet.code}/report/", told, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [("/devices/mine/", 302)]
    assert "Thiết bị đang giữ" in answer.content.decode()
    assert "Máy của em" not in answer.content.decode()


def test_other_children_are_never_there(signed_in, ms_do, hoa, vang):
    html = shown(signed_in(ms_do))
    assert "Lò Thị Hoa" not in html
    assert "Vàng Thị Mỷ" not in html


def test_a_child_that_was_unlinked_is_gone_with_the_next_request(signed_in, ms_do, giang, school_admin):
    tablet = machines.make_device(giang.school)
    machines.make_household(giang)
    machines.give(giang, school_admin, tablet)
    client = signed_in(ms_do)
    assert "Giàng A Sùng" in shown(client)
    assert client.get(f"/devices/{tablet.code}/report/").status_code == 200
    Guardianship.objects.all().delete()
    html = shown(client)
    assert "Giàng A Sùng" not in html
    assert "Nhờ nhà trường" in html
    assert client.get(f"/devices/{tablet.code}/report/").status_code == 404


def test_the_rest_of_the_school_is_shut_for_a_parent(signed_in, ms_do, giang, class_6a):
    client = signed_in(ms_do)
    for path in (
        "/students/",
        f"/students/{giang.pk}/",
        "/classes/",
        f"/classes/{class_6a.uid}/",
        "/staff/",
        "/today/",
        "/desk/",
        "/overview/",
        "/devices/",
        "/changes/",
    ):
        assert client.get(path).status_code == 403, path


def test_a_teacher_who_is_a_parent_sees_the_own_child_alone_there(signed_in, ms_lan, giang, hoa, vang):
    guardian = Guardian.objects.create(user=ms_lan, full_name=ms_lan.full_name)
    Guardianship.objects.create(guardian=guardian, student=vang, relation="mother")
    html = shown(signed_in(ms_lan))
    assert "Vàng Thị Mỷ" in html
    assert "Giàng A Sùng" not in html


def test_a_superuser_has_no_children_there(signed_in, giang):
    admin = builders.make_user("root", "Quản trị máy chủ", is_superuser=True, is_staff=True)
    assert signed_in(admin).get("/family/").status_code == 403


def test_three_children_cost_few_queries(signed_in, ms_do, giang, hoa, vang, django_assert_max_num_queries):
    for child in (hoa, vang):
        Guardianship.objects.create(guardian=ms_do.guardian, student=child, relation="other")
    client = signed_in(ms_do)
    shown(client)
    with django_assert_max_num_queries(24):
        shown(client)
