"""Pupils and classes on screen: found, shown by right, added and mended by hand."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from lms.models import Change, Look
from students import cards, erasing, panels
from students.accounts import reset_pin
from students.forms.students import StudentForm
from students.models import (
    EthnicGroup,
    Household,
    PovertyRecord,
    Role,
    Student,
    TeachingAssignment,
    User,
)
from students.movement import pupils
from students.sign_in import by_card, by_pin
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


def test_a_teacher_resets_a_pin_and_reads_it_once(signed_in, ms_lan, giang):
    client = signed_in(ms_lan)
    answer = client.post(f"/students/{giang.pk}/pin/")
    user = User.objects.get(pk=giang.user_id)
    assert user.check_pin(answer.context["pin"])
    assert answer.context["pin"] in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/students/{giang.pk}/pin/").status_code == 405


def test_the_pin_stands_in_no_log(signed_in, ms_lan, giang):
    pin = signed_in(ms_lan).post(f"/students/{giang.pk}/pin/").context["pin"]
    change = Change.objects.get(act="reset the PIN")
    assert pin not in f"{change.before}{change.after}{change.label}"


def test_a_lost_card_is_replaced_with_one_click(signed_in, ms_lan, giang):
    [lost] = cards.make_cards([giang], by=ms_lan)
    client = signed_in(ms_lan)
    assert 'name="revoke" value="1"' in page(client, f"/students/{giang.pk}/")
    answer = client.post(f"/students/{giang.pk}/card/", {"revoke": "1"})
    assert answer.content.startswith(b"%PDF-")
    assert by_card(lost["secret"]) is None
    assert giang.card_tokens.filter(revoked_at=None).count() == 1
    assert Change.objects.filter(act="print a sign-in card").first().after["old_cards_end"]


def test_the_cards_of_a_class_are_replaced_with_one_click(signed_in, ms_lan, class_6a, giang, hoa):
    lost = cards.make_cards([giang, hoa], by=ms_lan)
    client = signed_in(ms_lan)
    assert 'name="revoke" value="on"' in page(client, f"/classes/{class_6a.uid}/")
    answer = client.post(f"/classes/{class_6a.uid}/cards/", {"pins": "missing", "revoke": "on"})
    assert answer.content.startswith(b"%PDF-")
    assert [by_card(card["secret"]) for card in lost] == [None, None]
    assert by_pin("HSGIANG1", lost[0]["pin"]) == giang.user, "the PIN stays"


def test_a_lost_card_is_stopped_where_there_is_no_printer(signed_in, ms_lan, giang):
    [lost] = cards.make_cards([giang], by=ms_lan)
    client = signed_in(ms_lan)
    for _twice in range(2):
        answer = client.post(f"/students/{giang.pk}/card/stop/", follow=True)
        assert "không còn dùng được" in answer.content.decode()
    assert by_card(lost["secret"]) is None
    assert not giang.card_tokens.filter(revoked_at=None).exists()


def test_who_has_left_gets_no_pin_and_no_card(signed_in, ms_lan, school_admin, giang, hoa):
    pupils.drop_out(giang, timezone.localdate(), school_admin)
    client = signed_in(school_admin)
    shown = page(client, f"/students/{giang.pk}/")
    assert "Cấp mã PIN mới" not in shown
    assert "/card/" not in shown
    assert "không đăng nhập được" in shown
    assert "/handovers/new/" not in shown, "nothing is handed over either"
    before = User.objects.get(pk=giang.user_id).password
    for path in ("pin", "card"):
        refused = client.post(f"/students/{giang.pk}/{path}/", {"revoke": "1"}, follow=True)
        assert "không còn học ở trường, nên không có mã PIN hay thẻ mới" in refused.content.decode()
    assert User.objects.get(pk=giang.user_id).password == before
    assert not giang.card_tokens.exists()
    assert "Cấp mã PIN mới" in page(client, f"/students/{hoa.pk}/")


def test_a_new_pin_lets_in_who_typed_the_old_one_too_often(signed_in, client, ms_lan, giang):
    reset_pin(giang, by=ms_lan)
    for _turn in range(6):
        shut = client.post("/sign-in/", {"code": "HSGIANG1", "pin": "0000"})
    assert shut.status_code == 429
    pin = signed_in(ms_lan).post(f"/students/{giang.pk}/pin/").context["pin"]
    client.logout()
    assert client.post("/sign-in/", {"code": "HSGIANG1", "pin": pin}).status_code == 302


def test_who_renews_without_end_has_to_wait(signed_in, ms_lan, class_6a, giang, monkeypatch):
    monkeypatch.setattr("students.throttle.RENEWALS", 2)
    client = signed_in(ms_lan)
    for _turn in range(2):
        assert client.post(f"/students/{giang.pk}/pin/").status_code == 200
    before = User.objects.get(pk=giang.user_id).password
    for path in (
        f"/students/{giang.pk}/pin/",
        f"/students/{giang.pk}/card/",
        f"/classes/{class_6a.uid}/cards/",
    ):
        refused = client.post(path, {"pins": "all", "revoke": "1"}, follow=True)
        assert "Chưa có gì thay đổi" in refused.content.decode()
    assert User.objects.get(pk=giang.user_id).password == before
    assert not giang.card_tokens.exists()


def test_a_teacher_prints_the_cards_of_her_class(signed_in, ms_lan, class_6a, giang, hoa):
    client = signed_in(ms_lan)
    page(client, f"/classes/{class_6a.uid}/cards/")
    answer = client.post(f"/classes/{class_6a.uid}/cards/", {"pins": "missing"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert client.post(f"/classes/{class_6a.uid}/cards/", {"pins": "nonsense"}).status_code == 400


def test_who_teaches_here_and_audits_there_prints_cards_here_only(signed_in, ms_lan, giang, vang, na_hy):
    Role.objects.create(user=ms_lan, kind="auditor", school=na_hy, starts_on=builders.FIRST_DAY)
    client = signed_in(ms_lan)
    assert client.get(f"/students/{vang.pk}/").status_code == 200
    assert client.post(f"/students/{vang.pk}/pin/").status_code == 404
    assert client.post(f"/students/{giang.pk}/pin/").status_code == 200


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


# By hand


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
