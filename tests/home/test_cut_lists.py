"""No list is cut without a word: it has pages, or says how many more there are and how to see them."""

import pytest
from django.utils import timezone

from courses.models import Attempt, GivenWork, LectureProgress
from devices.views import handovers, mine
from home import family, panels, school, today
from students.models import Guardian, Guardianship
from students.views import staff
from tests import builders
from tests.courses import builders as lessons
from tests.courses import quizzes
from tests.devices import builders as machines

LEFT_OUT = "chưa hiện ở đây"


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_staff_of_a_large_school_have_pages(monkeypatch, signed_in, school_admin, ms_lan, class_6a):
    builders.make_teacher("anh", "Bạc Văn Anh", class_6a)
    monkeypatch.setattr(staff, "PAGE", 2)
    client = signed_in(school_admin)
    first, second = read(client, "/staff/"), read(client, "/staff/?page=2")
    assert "Trang 1 / 2" in first
    names = ["Bạc Văn Anh", "Nguyễn Thị Lan", "Quàng Văn Thành"]
    assert [name in first for name in names] == [True, True, False]
    assert [name in second.partition("<main")[2] for name in names] == [False, False, True]


def test_a_pupil_reads_how_much_more_is_due(monkeypatch, signed_in, giang, class_6a, ms_lan):
    question = quizzes.make_question(quizzes.make_bank())
    for _number in range(3):
        page = quizzes.make_quiz(quizzes.make_course(), [question])
        GivenWork.objects.create(
            school_class=class_6a, page=page, given_by=ms_lan, due_at=timezone.now() + timezone.timedelta(1)
        )
    assert LEFT_OUT not in read(signed_in(giang), "/today/")
    monkeypatch.setattr(today, "DUE_SHOWN", 1)
    assert f"2 mục nữa {LEFT_OUT}" in read(signed_in(giang), "/today/")


def test_what_is_done_is_not_counted_and_hides_nothing_older(monkeypatch, signed_in, giang, class_6a, ms_lan):
    for number in range(4):
        page = lessons.make_lecture(f"Bài số {number}")
        GivenWork.objects.create(school_class=class_6a, page=page, given_by=ms_lan)
        if number:
            LectureProgress.objects.create(
                student=giang, lecture=page, furthest=100, finished_at=timezone.now()
            )
    monkeypatch.setattr(today, "DUE_SHOWN", 1)
    assert LEFT_OUT not in read(signed_in(giang), "/today/")
    assert [due.work.page.title for due in today.Today(giang).due] == ["Bài số 0"]


def test_a_parent_of_many_finds_all_of_them(monkeypatch, signed_in, giang, hoa):
    user = builders.make_user("me.giang", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    for child in (giang, hoa):
        Guardianship.objects.create(guardian=guardian, student=child, relation="mother")
    monkeypatch.setattr(family, "MOST", 1)
    monkeypatch.setattr("home.views.family.MOST", 1)
    client = signed_in(user)
    pages = [read(client, f"/family/?page={number}") for number in (1, 2)]
    assert [sum(name in page for page in pages) for name in ("Giàng A Sùng", "Lò Thị Hoa")] == [1, 1]


def test_a_teacher_opens_all_that_a_pupil_did(monkeypatch, signed_in, giang, ms_lan):
    question = quizzes.make_question(quizzes.make_bank())
    for number in range(3):
        page = quizzes.make_quiz(quizzes.make_course(), [question], title=f"Bài số {number}")
        Attempt.objects.begin(giang, page)
    monkeypatch.setattr(panels, "SHOWN", 2)
    client = signed_in(ms_lan)
    cut = read(client, f"/students/{giang.pk}/")
    assert f"1 mục nữa {LEFT_OUT}" in cut
    assert "Bài số 0" not in cut
    whole = read(client, f"/students/{giang.pk}/?learning=all")
    assert "Bài số 0" in whole
    assert LEFT_OUT not in whole


def test_who_holds_much_is_told(monkeypatch, signed_in, ms_lan, muong_nha, school_admin):
    for _number in range(2):
        machines.give(ms_lan.teacher_or_none, school_admin, machines.make_device(muong_nha))
    monkeypatch.setattr(mine, "MOST_HELD", 1)
    assert f"1 mục nữa {LEFT_OUT}" in read(signed_in(ms_lan), "/devices/mine/")


def test_devices_that_are_not_offered_are_counted(monkeypatch, signed_in, school_admin, giang, muong_nha):
    for _number in range(3):
        machines.make_device(muong_nha)
    monkeypatch.setattr(handovers, "OFFERED", 1)
    page = read(signed_in(school_admin), f"/handovers/new/?student={giang.pk}")
    assert f"2 mục nữa {LEFT_OUT}" in page
    assert "gõ đủ mã máy" in page


def test_who_leads_many_schools_is_sent_to_the_overview(
    monkeypatch, signed_in, province_admin, muong_nha, na_hy
):
    monkeypatch.setattr(school, "MOST", 1)
    assert f"1 mục nữa {LEFT_OUT}" in read(signed_in(province_admin), "/school/")


@pytest.mark.parametrize("bad", ["0", "-1", "x", "999"])
def test_no_page_number_breaks_them(bad, signed_in, school_admin, ms_lan, giang):
    read(signed_in(school_admin), f"/staff/?page={bad}")
    read(signed_in(giang), f"/attempts/practice/?page={bad}")
