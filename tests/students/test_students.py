"""Pupils and classes on screen: found, shown by right, added and mended by hand."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from lms.models import Look
from students import panels
from students.models import (
    EthnicGroup,
    Household,
    PovertyRecord,
    Role,
    Student,
    TeachingAssignment,
    User,
)
from tests import builders


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def poor(giang):
    """Giàng, of a poor Mông family."""
    household = Household.objects.create(head_name="Giàng A Páo")
    PovertyRecord.objects.create(household=household, poverty_class="poor", starts_on=date(2026, 1, 1))
    giang.household, giang.ethnic_group = household, EthnicGroup.objects.get(name="Mông")
    giang.save()
    return giang


# Lists


def test_a_teacher_finds_her_class_and_its_pupils(signed_in, ms_lan, class_6a, giang, hoa):
    client = signed_in(ms_lan)
    assert f"/classes/{class_6a.uid}/" in page(client, "/classes/")
    shown = page(client, f"/classes/{class_6a.uid}/")
    assert shown.index("Lò Thị Hoa") < shown.index("Giàng A Sùng"), "sorted by given name"


def test_a_class_is_searched_without_marks(signed_in, ms_lan, class_6a, giang, hoa):
    shown = page(signed_in(ms_lan), f"/classes/{class_6a.uid}/?q=sung")
    assert "Giàng A Sùng" in shown
    assert "Lò Thị Hoa" not in shown


@pytest.mark.parametrize("path", ["", "cards/", "list.xlsx"])
def test_a_class_of_another_school_is_not_there(signed_in, mr_pao, other_school_admin, class_6a, path):
    for stranger in (mr_pao, other_school_admin):
        assert signed_in(stranger).get(f"/classes/{class_6a.uid}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "edit/", "consents/new/"])
def test_a_pupil_of_another_school_is_not_there(signed_in, other_school_admin, giang, path):
    assert signed_in(other_school_admin).get(f"/students/{giang.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["pin/", "card/", "card/stop/", "consents/usage/withdraw/"])
def test_what_changes_a_pupil_of_another_school_is_not_there(signed_in, mr_pao, giang, path):
    before = User.objects.get(pk=giang.user_id).password
    assert signed_in(mr_pao).post(f"/students/{giang.pk}/{path}").status_code == 404
    assert User.objects.get(pk=giang.user_id).password == before


def test_a_pupil_sees_no_list_of_pupils(signed_in, giang, class_6a):
    client = signed_in(giang)
    for path in ("/classes/", f"/classes/{class_6a.uid}/", "/students/", f"/students/{giang.pk}/"):
        assert client.get(path).status_code == 403


def test_the_province_chooses_a_school_or_searches(signed_in, province_admin, muong_nha, giang, vang):
    client = signed_in(province_admin)
    assert "Giàng A Sùng" not in page(client, "/students/")
    assert "Giàng A Sùng" in page(client, "/students/?q=giang")
    assert "Giàng A Sùng" in page(client, f"/students/?school={muong_nha.code}")
    assert client.get("/students/?school=nothing").status_code == 404


def test_a_school_admin_cannot_ask_for_another_school(signed_in, school_admin, na_hy, vang):
    assert signed_in(school_admin).get(f"/students/?school={na_hy.code}").status_code == 404
    assert "Vàng Thị Mỷ" not in page(signed_in(school_admin), "/students/?q=vang")


@pytest.mark.parametrize(
    "query", ["q=%F0%9F%98%80", "q=" + "a" * 3000, "page=9e9", "page=-1", "q='%20OR%201=1"]
)
def test_odd_questions_are_answered(signed_in, school_admin, giang, query):
    assert signed_in(school_admin).get(f"/students/?{query}").status_code == 200


def test_a_list_asks_the_database_a_few_times_however_long_it_is(
    signed_in, school_admin, class_6a, django_assert_max_num_queries
):
    for number in range(30):
        builders.make_student(f"Lò Văn {number}", class_6a)
    client = signed_in(school_admin)
    for path in ("/students/", "/classes/", f"/classes/{class_6a.uid}/"):
        with django_assert_max_num_queries(13):
            client.get(path)


def test_the_list_of_a_class_comes_as_a_spreadsheet(signed_in, ms_lan, class_6a, giang):
    from lms import spreadsheets

    giang.full_name = "=1+1 Sùng"
    giang.save()
    answer = signed_in(ms_lan).get(f"/classes/{class_6a.uid}/list.xlsx")
    rows = spreadsheets.read(answer.content, "list.xlsx").sheets[0].rows
    assert "=1+1 Sùng" in str(rows[1])


# One pupil


def test_protected_facts_are_shown_on_request_and_the_look_is_noted(signed_in, school_admin, poor):
    client = signed_in(school_admin)
    assert "Mông" not in page(client, f"/students/{poor.pk}/")
    looks = Look.objects.filter(what="ethnic group and poverty class")
    assert not looks.exists()
    assert "Mông" in page(client, f"/students/{poor.pk}/?show=sensitive")
    assert looks.get().actor == school_admin


def test_a_teacher_does_not_see_protected_facts(signed_in, ms_lan, poor):
    assert "Mông" not in page(signed_in(ms_lan), f"/students/{poor.pk}/?show=sensitive")
    assert not Look.objects.filter(what="ethnic group and poverty class").exists()


def test_an_auditor_changes_nothing(signed_in, auditor, giang):
    client = signed_in(auditor)
    for path in ("pin/", "card/", "card/stop/", "consents/usage/withdraw/"):
        assert client.post(f"/students/{giang.pk}/{path}").status_code == 403
    assert client.get(f"/students/{giang.pk}/edit/").status_code == 403


def test_other_apps_put_panels_on_the_page(signed_in, ms_lan, giang, monkeypatch):
    monkeypatch.setitem(panels.PAGES, "student", [])
    panels.register("student", lambda request, student: f"<b>{student.code}</b>")
    panels.register("student", lambda request, student: "")
    assert "&lt;b&gt;HSGIANG1" in page(signed_in(ms_lan), f"/students/{giang.pk}/"), (
        "escaped unless marked safe"
    )


# Who teaches from–to


def test_a_substitute_sees_the_class_on_the_days_of_the_substitution(
    mr_pao, ms_lan, class_6a, giang, time_machine
):
    Role.objects.create(user=mr_pao, kind="teacher", school=class_6a.school, starts_on=date(2026, 11, 24))
    mr_pao.teacher.school = class_6a.school
    mr_pao.teacher.save()
    TeachingAssignment.objects.create(
        teacher=mr_pao.teacher,
        school_class=class_6a,
        subject=class_6a.teaching.get().subject,
        starts_on=date(2026, 11, 25),
        ends_on=date(2026, 11, 26),
    )

    def sees():
        return giang in Student.objects.visible_to(User.objects.get(pk=mr_pao.pk))

    seen = []
    for day in (24, 25, 26, 27):
        time_machine.move_to(f"2026-11-{day}T09:00:00+07:00")
        seen.append(sees())
    assert seen == [False, True, True, False]


def test_a_teacher_who_moved_away_sees_nothing_of_the_old_school(ms_lan, giang, na_hy):
    Role.objects.filter(user=ms_lan).update(ends_on=date(2026, 11, 23))
    Role.objects.create(user=ms_lan, kind="teacher", school=na_hy, starts_on=date(2026, 11, 24))
    fresh = User.objects.get(pk=ms_lan.pk)
    assert not Student.objects.visible_to(fresh).exists()


def test_routes_are_named(giang, class_6a):
    assert reverse("students:student", args=[giang.pk]) == f"/students/{giang.pk}/"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by the size of a table")
def test_the_list_of_a_school_is_read_from_its_index(school_admin, giang):
    mine = Student.objects.visible_to(school_admin, to="see pupils").studying().order_by("name_sort")
    plan = mine.filter(school=giang.school)[:50].explain()
    assert "student_school_list" in plan
    assert "TEMP B-TREE" not in plan
