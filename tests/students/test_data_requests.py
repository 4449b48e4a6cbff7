"""Requests of families about data: each with its clocks, answered once, settled once, forgotten never."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from django.utils import timezone

from lms import workdays
from lms.models import Change
from students import consents, data_requests
from students.consent_texts import text_of
from students.models import Consent, DataRequest, Guardian, Guardianship
from tests import builders


@pytest.fixture
def mother(giang):
    user = builders.make_user("me.giang", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return user


@pytest.fixture
def asked(giang, ms_lan):
    """The mother asked on Monday for a copy."""
    return builders.ask_for_data(giang, by=ms_lan)


TOLD = {"kind": "copy", "words": "", "asked_by": "Giàng Thị Dua", "asked_on": "23/11/2026"}


# Clocks


@pytest.mark.parametrize(
    ("day", "by"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 12, 1)),
        (date(2026, 11, 28), date(2026, 12, 1)),
        (date(2026, 11, 29), date(2026, 12, 1)),
    ],
)
def test_two_working_days_leap_over_the_weekend(day, by):
    assert workdays.after(day, 2) == by


def test_the_clocks_begin_with_the_day_it_was_asked(asked):
    assert (asked.answer_due, asked.done_due) == (date(2026, 11, 25), date(2026, 12, 8))
    assert (asked.due, asked.days_left) == (date(2026, 11, 25), 1)


def test_once_answered_the_second_clock_runs(asked, school_admin):
    answered = data_requests.answer(asked, by=school_admin, words="Sẽ in trong tuần.")
    assert answered.due == date(2026, 12, 8)
    settled = data_requests.settle(answered, by=school_admin, outcome="done", words="Đã đưa bản in.")
    assert settled.due is None


def test_late_ones_are_counted_and_shown(signed_in, school_admin, other_school_admin, asked, time_machine):
    assert data_requests.reminders(school_admin) == (0, 1, 1)
    time_machine.move_to("2026-11-26T09:00:00+07:00")
    assert data_requests.reminders(school_admin) == (1, 0, 1)
    assert data_requests.reminders(other_school_admin) == (0, 0, 0)
    client = signed_in(school_admin)
    assert "1 yêu cầu của gia đình về dữ liệu đã quá hạn" in client.get("/school/").content.decode()
    assert "quá hạn trả lời 25/11" in client.get("/requests/").content.decode()


def test_an_open_one_stands_on_the_page_of_the_school(signed_in, school_admin, asked):
    data_requests.answer(asked, by=school_admin, words="Sẽ in trong tuần.")
    page = signed_in(school_admin).get("/school/").content.decode()
    assert "1 yêu cầu của gia đình về dữ liệu đang chờ làm" in page
    data_requests.settle(asked, by=school_admin, outcome="done", words="Đã đưa bản in.")
    assert "yêu cầu của gia đình" not in signed_in(school_admin).get("/school/").content.decode()


def test_a_mother_reads_when_a_consent_was_taken_back(signed_in, mother, ms_lan, giang):
    consents.give(giang, "research", by=ms_lan, given_by="Mẹ", how="in_person", on=date(2026, 11, 20))
    consents.withdraw(giang, "research", by=mother)
    page = signed_in(mother).get(f"/students/{giang.pk}/rights/").content.decode()
    assert f"đã rút ngày {timezone.localdate():%d/%m/%Y}" in page


# Written down


def test_a_teacher_writes_down_what_a_mother_asked(signed_in, ms_lan, giang):
    path = f"/students/{giang.pk}/requests/new/"
    client = signed_in(ms_lan)
    answer = client.post(path, TOLD, follow=True)
    assert "Trả lời trước 25/11/2026" in answer.content.decode()
    kept = DataRequest.objects.get()
    assert (kept.asked_by, kept.asked_on, kept.recorded_by) == ("Giàng Thị Dua", date(2026, 11, 23), ms_lan)
    assert "xin bản sao" in client.get(f"/students/{giang.pk}/").content.decode().lower()


def test_written_down_twice_it_is_one(signed_in, ms_lan, giang):
    client = signed_in(ms_lan)
    for _turn in range(2):
        assert client.post(f"/students/{giang.pk}/requests/new/", TOLD).status_code == 302
    assert DataRequest.objects.count() == 1
    assert Change.objects.filter(act="write down a request").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "everything"},
        {"kind": "correct"},
        {"asked_by": ""},
        {"asked_on": "25/11/2026"},
        {"asked_on": "01/01/1999"},
        {"asked_on": "x"},
    ],
)
def test_what_cannot_be_is_refused(signed_in, ms_lan, giang, wrong):
    answer = signed_in(ms_lan).post(f"/students/{giang.pk}/requests/new/", {**TOLD, **wrong})
    assert answer.status_code == 400
    assert not DataRequest.objects.exists()


def test_a_mother_asks_by_her_own_account(signed_in, mother, giang, hoa):
    client = signed_in(mother)
    path = f"/students/{giang.pk}/requests/new/"
    assert "asked_by" not in client.get(path).content.decode()
    told = {"kind": "erase", "words": "", "asked_by": "Ai đó", "asked_on": "01/01/2026"}
    assert client.post(path, told)["Location"] == f"/students/{giang.pk}/rights/"
    kept = DataRequest.objects.get()
    assert (kept.asked_by, kept.asked_on) == ("Giàng Thị Dua", date(2026, 11, 24))
    assert client.get(f"/students/{hoa.pk}/requests/new/").status_code == 404


# Answered and settled


def test_the_school_answers_and_settles_and_the_mother_reads_it(signed_in, school_admin, mother, asked):
    client = signed_in(school_admin)
    path = f"/requests/{asked.pk}/"
    assert client.get(path).status_code == 200
    assert client.post(path + "answer/", {"words": "Sẽ in trong tuần này."}).status_code == 302
    assert client.post(path + "settle/", {"outcome": "done", "words": "Đã đưa bản in."}).status_code == 302
    asked.refresh_from_db()
    assert (asked.answered_by, asked.done_by, asked.outcome) == (school_admin, school_admin, "done")
    assert "Đã đưa bản in." in signed_in(mother).get(f"/students/{asked.student_id}/rights/").content.decode()


def test_settled_twice_is_as_once(asked, school_admin, province_admin):
    data_requests.settle(asked, by=school_admin, outcome="refused", words="Không có bản nào.")
    again = data_requests.settle(asked, by=province_admin, outcome="done", words="x")
    assert (again.done_by, again.outcome) == (school_admin, "refused")
    assert Change.objects.filter(act="settle a request").count() == 1


@pytest.mark.parametrize(
    ("path", "told"),
    [("answer/", {"words": ""}), ("settle/", {"words": "x"}), ("settle/", {"outcome": "done"})],
)
def test_an_empty_answer_is_none(signed_in, school_admin, asked, path, told):
    assert signed_in(school_admin).post(f"/requests/{asked.pk}/{path}", told).status_code == 400
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_the_other_school_finds_no_request(signed_in, other_school_admin, mr_pao, asked, giang):
    for stranger in (other_school_admin, mr_pao):
        client = signed_in(stranger)
        assert client.get(f"/requests/{asked.pk}/").status_code in (403, 404)
        assert client.post(f"/requests/{asked.pk}/settle/", {}).status_code in (403, 404)
        assert client.get(f"/students/{giang.pk}/requests/new/").status_code == 404
    assert "Giàng" not in signed_in(other_school_admin).get("/requests/").content.decode()


@pytest.mark.parametrize("change", [{"asked_on": date(2026, 1, 1)}, {"kind": "erase"}, {"asked_by": "x"}])
def test_what_was_asked_never_changes(asked, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        DataRequest.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        DataRequest.objects.all()._raw_delete("default")


# A parent's own page


def test_a_mother_agrees_and_takes_it_back_by_herself(signed_in, mother, giang):
    client = signed_in(mother)
    path = f"/students/{giang.pk}/rights/"
    assert "Đếm thời gian em dùng máy" in client.get(path).content.decode()
    for _turn in range(2):
        client.post(path + "usage/agree/")
    kept = giang.consents.get()
    assert (kept.given_how, kept.given_by, kept.recorded_by) == ("digital", "Giàng Thị Dua", mother)
    for _turn in range(2):
        client.post(path + "usage/withdraw/")
    assert not consents.agrees(giang, Consent.Purpose.USAGE)
    assert giang.consents.get().withdrawn_by == mother


def test_what_she_is_asked_can_be_heard_whole_before_she_answers(signed_in, mother, giang):
    client = signed_in(mother)
    path = f"/students/{giang.pk}/rights/"
    client.post(path + "usage/agree/")
    page = BeautifulSoup(client.get(path).content, "html.parser")
    heard = {one["data-say"].split(".")[0]: one["data-say"] for one in page.find_all("read-aloud")}
    assert len(heard) == len(Consent.Purpose)
    asked = heard["Đếm thời gian em dùng máy"]
    assert all(f"{about}:" in asked for about, _said in text_of("usage").lines)
    assert asked.endswith("Đã đồng ý hôm thứ Ba, ngày 24 tháng 11.")
    assert heard["Dùng ảnh và phim có hình em"].endswith("Chưa đồng ý.")


def test_photos_need_the_childs_yes_on_her_page_too(signed_in, mother, giang):
    client = signed_in(mother)
    path = f"/students/{giang.pk}/rights/photo/agree/"
    assert "Hãy hỏi con trước" in client.post(path, follow=True).content.decode()
    assert not giang.consents.exists()
    client.post(path, {"child_agreed": "on"})
    assert giang.consents.get().child_agreed_on == date(2026, 11, 24)


def test_a_mother_decides_for_her_own_child_alone(signed_in, mother, hoa):
    client = signed_in(mother)
    assert client.get(f"/students/{hoa.pk}/rights/").status_code == 404
    assert client.post(f"/students/{hoa.pk}/rights/usage/agree/").status_code == 404
    assert client.post(f"/students/{hoa.pk}/rights/usage/withdraw/").status_code == 404


def test_an_unknown_purpose_is_not_there(signed_in, mother, giang):
    assert signed_in(mother).post(f"/students/{giang.pk}/rights/everything/agree/").status_code == 404


def test_an_auditor_reads_the_register_and_settles_nothing(signed_in, auditor, giang, ms_lan):
    asked = builders.ask_for_data(giang, by=ms_lan)
    client = signed_in(auditor)
    assert "Giàng A Sùng" in client.get("/requests/").content.decode()
    shown = client.get(f"/requests/{asked.pk}/")
    assert shown.status_code == 200
    assert "<form class=" not in shown.content.decode()
    assert client.post(f"/requests/{asked.pk}/settle/", {"outcome": "done", "words": "x"}).status_code == 403
