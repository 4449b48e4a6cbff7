"""Who may see whom: one can only find what one may see."""

import pytest
from django.utils import timezone

from students import scope
from students.models import Role, School, SchoolClass, Student, User
from tests import builders


def seen(user):
    return set(Student.objects.visible_to(User.objects.get(pk=user.pk)))


def test_a_teacher_sees_the_pupils_of_her_classes(ms_lan, giang, hoa, vang):
    assert seen(ms_lan) == {giang, hoa}


def test_a_teacher_of_another_school_sees_none_of_them(mr_pao, giang, hoa, vang):
    assert seen(mr_pao) == {vang}


def test_a_pupil_sees_only_herself(giang, hoa):
    assert seen(hoa.user) == {hoa}


def test_a_commune_officer_sees_the_schools_of_the_commune(commune_officer, muong_nha, na_hy):
    assert set(School.objects.visible_to(commune_officer)) == {muong_nha}


@pytest.mark.parametrize("who", ["province_admin", "auditor"])
def test_the_province_sees_every_school(who, request, class_6a, class_3b):
    user = request.getfixturevalue(who)
    assert set(SchoolClass.objects.visible_to(user)) == {class_6a, class_3b}


def test_a_withdrawn_role_ends_sight_at_once(school_admin, giang):
    assert seen(school_admin) == {giang}
    Role.objects.filter(user=school_admin).update(withdrawn_at=timezone.now())
    assert seen(school_admin) == set()


def test_a_closed_account_sees_nothing(school_admin, giang):
    User.objects.filter(pk=school_admin.pk).update(is_active=False)
    assert seen(school_admin) == set()


@pytest.mark.parametrize("path", ["/today/", "/attempts/", "/attempts/practice/"])
def test_a_superuser_is_told_that_lessons_are_for_pupils(path, signed_in, db):
    root = builders.make_user("root", "Quản trị", is_superuser=True, is_staff=True)
    assert signed_in(root).get(path).status_code == 403


def test_for_many_questions_in_a_row_what_is_taught_is_asked_once(
    ms_lan, giang, vang, class_6a, django_assert_num_queries
):
    seen = set(Student.objects.visible_to(ms_lan))
    assert giang in seen
    scope.settle(ms_lan)
    with django_assert_num_queries(3):
        assert set(Student.objects.visible_to(ms_lan)) == seen
        assert class_6a in SchoolClass.objects.visible_to(ms_lan)
