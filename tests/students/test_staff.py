"""Roles are given and withdrawn by those who may, where they may."""

import pytest

from lms.models import Change
from students import giving
from students.models import Role, Teacher, User
from tests import builders

FROM = {"starts_on": "24/11/2026", "ends_on": ""}


def new_teacher(school, /, **more):
    return {
        "full_name": "Lò Văn Ơn",
        "username": "on.lo",
        "kind": "teacher",
        "school": school.code,
        **FROM,
    } | more


def test_a_school_admin_opens_an_account_for_a_teacher(signed_in, school_admin, muong_nha):
    answer = signed_in(school_admin).post("/staff/new/", new_teacher(muong_nha))
    user = User.objects.get(username="on.lo")
    assert user.check_password(answer.context["password"])
    assert user.must_change_password
    assert Teacher.objects.get(user=user).school == muong_nha
    assert user.roles.get().given_by == school_admin
    assert Change.objects.filter(act="give a role", school_id=muong_nha.pk).exists()


def test_the_list_shows_the_staff_of_the_own_school_alone(signed_in, school_admin, ms_lan, mr_pao):
    shown = signed_in(school_admin).get("/staff/").content.decode()
    assert "Nguyễn Thị Lan" in shown
    assert "Sùng A Páo" not in shown


@pytest.mark.parametrize("typed", ["thanh", "muongnha", "muong nha", "ADMIN.MUONG"])
def test_the_province_finds_who_leads_a_school(signed_in, province_admin, school_admin, typed):
    shown = signed_in(province_admin).get("/staff/", {"q": typed}).content.decode()
    assert school_admin.full_name in shown


@pytest.mark.parametrize("kind", ["school_admin", "province_admin", "auditor", "approver", "commune_officer"])
def test_a_school_admin_gives_no_role_above_the_own(signed_in, school_admin, muong_nha, kind):
    assert signed_in(school_admin).post("/staff/new/", new_teacher(muong_nha, kind=kind)).status_code == 400
    assert not User.objects.filter(username="on.lo").exists()


def test_a_school_admin_gives_no_role_at_another_school(signed_in, school_admin, na_hy):
    assert signed_in(school_admin).post("/staff/new/", new_teacher(na_hy)).status_code == 400


def test_the_province_gives_a_school_its_admin(signed_in, province_admin, na_hy):
    client = signed_in(province_admin)
    assert client.post("/staff/new/", new_teacher(na_hy, kind="school_admin")).status_code == 200
    assert Role.objects.get(user__username="on.lo").kind == "school_admin"


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [("commune_officer", "11", 400), ("auditor", "11", 302), ("teacher", "11", 400)],
)
def test_roles_of_places_are_held_where_they_belong(signed_in, province_admin, ms_lan, kind, code, status):
    told = {"kind": kind, "place": code, **FROM}
    assert signed_in(province_admin).post(f"/staff/{ms_lan.username}/", told).status_code == status


def test_a_role_needs_exactly_one_place(signed_in, province_admin, ms_lan, muong_nha):
    told = {"kind": "approver", "place": "11", "school": muong_nha.code, **FROM}
    assert signed_in(province_admin).post(f"/staff/{ms_lan.username}/", told).status_code == 400
    assert (
        signed_in(province_admin).post(f"/staff/{ms_lan.username}/", {"kind": "approver", **FROM}).status_code
        == 400
    )


def test_a_withdrawn_role_ends_at_once_and_stays_written(signed_in, school_admin, ms_lan, giang):
    role = ms_lan.roles.get()
    client = signed_in(school_admin)
    assert client.post(f"/staff/{ms_lan.username}/roles/{role.pk}/withdraw/").status_code == 302
    assert client.post(f"/staff/{ms_lan.username}/roles/{role.pk}/withdraw/").status_code == 302, "twice"
    assert Change.objects.filter(act="withdraw a role").count() == 1
    assert signed_in(ms_lan).get("/classes/").status_code == 403


def test_the_page_of_a_teacher_says_who_is_taught_what(signed_in, school_admin, ms_lan, class_6a):
    page = signed_in(school_admin).get(f"/staff/{ms_lan.username}/").text
    assert f'<a href="/classes/{class_6a.uid}/">6A</a>: Toán' in page
    ms_lan.teacher.teaching.all().delete()
    assert "Chưa có phân công" in signed_in(school_admin).get(f"/staff/{ms_lan.username}/").text


def test_staff_of_another_school_is_not_there(signed_in, other_school_admin, ms_lan):
    client = signed_in(other_school_admin)
    assert client.get(f"/staff/{ms_lan.username}/").status_code == 404
    for path in ("password/", "close/", f"roles/{ms_lan.roles.get().pk}/withdraw/"):
        assert client.post(f"/staff/{ms_lan.username}/{path}").status_code == 404


def test_nobody_rises_by_renewing_a_password(signed_in, school_admin, ms_lan, dien_bien):
    Role.objects.create(user=ms_lan, kind="province_admin", place=dien_bien, starts_on=builders.FIRST_DAY)
    before = User.objects.get(pk=ms_lan.pk).password
    client = signed_in(school_admin)
    for path in ("password/", "close/"):
        assert client.post(f"/staff/{ms_lan.username}/{path}").status_code == 404
    assert User.objects.get(pk=ms_lan.pk).password == before
    assert not giving.may_look_after(school_admin, school_admin)


def test_a_closed_account_is_out_and_opens_again(signed_in, school_admin, ms_lan):
    client = signed_in(school_admin)
    client.post(f"/staff/{ms_lan.username}/close/")
    assert not User.objects.get(pk=ms_lan.pk).is_active
    client.post(f"/staff/{ms_lan.username}/close/")
    assert User.objects.get(pk=ms_lan.pk).is_active


@pytest.mark.parametrize("who", ["ms_lan", "auditor", "commune_officer", "author", "giang"])
def test_who_gives_no_roles_is_refused(signed_in, request, school_admin, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get("/staff/new/").status_code == 403
    assert client.get(f"/staff/{school_admin.username}/").status_code == 403


@pytest.mark.parametrize(
    "bad",
    [
        {"username": "Ơn Lò"},
        {"username": "a"},
        {"username": "x\0y"},
        {"starts_on": "31/02/2026"},
        {"ends_on": "01/01/2020"},
        {"kind": "king"},
        {"school": "nothing"},
        {"full_name": ""},
    ],
)
def test_faults_are_refused_in_words(signed_in, school_admin, muong_nha, bad):
    assert signed_in(school_admin).post("/staff/new/", new_teacher(muong_nha, **bad)).status_code == 400
    assert not User.objects.filter(full_name="Lò Văn Ơn").exists()


def test_a_taken_username_is_refused(signed_in, school_admin, muong_nha, ms_lan):
    answer = signed_in(school_admin).post(
        "/staff/new/", new_teacher(muong_nha, username=ms_lan.username.upper())
    )
    assert answer.status_code == 400


def test_the_table_of_abilities_is_for_all_staff(signed_in, ms_lan, giang):
    assert signed_in(ms_lan).get("/abilities/").status_code == 200
    assert signed_in(giang).get("/abilities/").status_code == 404
