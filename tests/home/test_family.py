"""A parent's page: the own children, their work, marks and machine, and nothing else."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from courses import files
from courses.models import Attempt, GivenWork, LectureProgress
from devices.models import Incident, SimInsertion
from devices.repair.steps import advance, open_repair
from students import consents
from students.models import Consent, Guardian, Guardianship
from tests import browser, builders
from tests.courses import builders as lectures
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


def test_larger_letters_are_one_touch_away_and_lead_back(signed_in, ms_do):
    client = signed_in(ms_do)
    assert 'href="/preferences/?next=/family/">Chữ to hơn' in client.get("/family/").text
    answer = client.post("/preferences/", {"theme": "", "text": "larger", "saver": "", "next": "/family/"})
    assert answer["Location"] == "/family/"


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


@pytest.fixture
def tablet(giang, school_admin):
    """Giàng's tablet, with a SIM in it."""
    tablet = machines.make_device(giang.school)
    machines.make_household(giang)
    machines.give(giang, school_admin, tablet)
    sim = machines.make_sim(giang.school)
    SimInsertion.objects.create(sim=sim, device=tablet, inserted_at=timezone.now())
    tablet.sim = sim
    return tablet


def test_the_machine_stands_there_and_can_be_reported(signed_in, ms_do, tablet):
    html = shown(signed_in(ms_do))
    assert tablet.code in html
    assert "Máy dùng được, chưa ai báo hỏng" in html
    assert f"/devices/{tablet.code}/report/" in html


def test_what_was_reported_and_is_being_repaired_is_said(signed_in, ms_do, tablet, school_admin, giang):
    facts = {"device": tablet, "words": "Vỡ", "reported_by": school_admin, "school": giang.school}
    Incident.objects.create(kind="broken", **facts)
    client = signed_in(ms_do)
    html = shown(client)
    assert "Đã báo hỏng hôm thứ Ba, 24/11; nhà trường đã biết" in html
    assert f"/devices/{tablet.code}/report/" not in html
    repair = open_repair(tablet, school_admin, fault="Vỡ màn hình", on=date(2026, 11, 20))
    advance(repair, "sent", school_admin, on=date(2026, 11, 23))
    assert "Máy đang đem sửa từ thứ Hai, 23/11" in shown(client)


@pytest.mark.parametrize(
    ("ends_on", "said"),
    [
        (None, "Chưa ghi gói cước nào"),
        (date(2026, 11, 20), "Gói cước đã hết từ thứ Sáu, 20/11"),
        (date(2026, 11, 24), "Gói cước hết hôm nay"),
        (date(2026, 11, 28), "Gói cước sắp hết: thứ Bảy, 28/11, còn 4 ngày"),
        (date(2026, 12, 20), "Gói cước dùng được đến Chủ nhật, 20/12"),
    ],
)
def test_the_end_of_the_data_plan_is_said_in_plain_words(signed_in, ms_do, tablet, ends_on, said):
    if ends_on:
        machines.make_plan(tablet.sim, ends_on=ends_on)
    assert said in shown(signed_in(ms_do))


def test_days_are_named_and_counted(signed_in, ms_do, give, fractions, integers):
    give(fractions, days=4)
    give(integers, days=-1)
    html = shown(signed_in(ms_do))
    assert "Hạn thứ Bảy, 28/11, còn 4 ngày" in html
    assert "Muộn rồi, hạn là thứ Hai, 23/11" in html


def test_the_last_seven_days_are_counted(signed_in, ms_do, giang, hoa, fractions, integers, time_machine):
    client = signed_in(ms_do)
    assert "Bảy ngày qua chưa làm xong bài nào" in shown(client)
    LectureProgress.objects.take_in(giang, integers, furthest=100, finished=True)
    LectureProgress.objects.take_in(hoa, fractions, furthest=100, finished=True)
    assert "đọc xong 1 bài giảng, nộp 0 bài kiểm tra" in shown(client)
    time_machine.move_to("2026-12-02T09:00:00+07:00")
    assert "Bảy ngày qua chưa làm xong bài nào" in shown(client)


def test_consents_stand_there_with_the_way_to_change_them(signed_in, ms_do, giang, ms_lan):
    consents.give(
        giang, Consent.Purpose.LOAN, by=ms_lan, given_by="Giàng Thị Dợ", how="signed", on=date(2026, 9, 5)
    )
    client = signed_in(ms_do)
    html = shown(client)
    assert "Nhận và dùng máy của chương trình: <strong>đã đồng ý" in html
    assert html.count("chưa đồng ý</li>") == len(Consent.Purpose) - 1
    assert f"/students/{giang.pk}/rights/" in html
    client.post(f"/students/{giang.pk}/rights/loan/withdraw/")
    assert shown(client).count("chưa đồng ý</li>") == len(Consent.Purpose)


def test_every_part_can_be_heard_in_words_without_signs(signed_in, ms_do, tablet, give, fractions, giang):
    give(fractions, days=4)
    LectureProgress.objects.take_in(giang, fractions, furthest=45, finished=False)
    machines.make_plan(tablet.sim, ends_on=date(2026, 11, 28))
    page = BeautifulSoup(shown(signed_in(ms_do)), "html.parser")
    heard = page.find_all("read-aloud")
    headings = page.find_all(["h2", "h3"])
    assert len(heard) == len(headings) == 5
    assert all(one.has_attr("hidden") for one in heard), "shown by the module, where there is a voice"
    whole = heard[0]["data-say"]
    assert whole.startswith(
        "Giàng A Sùng. Lớp 6A. Việc cần làm. Phân số bằng nhau: hạn thứ Bảy, ngày 28 tháng 11"
    )
    assert "Gói cước sắp hết: thứ Bảy, ngày 28 tháng 11, còn 4 ngày." in whole
    assert not set('/%()«»·|_"') & set(whole)


def test_a_mark_that_may_not_be_seen_yet_is_not_heard_either(signed_in, ms_do, giang):
    questions = [quizzes.make_question(quizzes.make_bank())]
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, feedback="when_released")
    attempt = Attempt.objects.begin(giang, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now(), mark=8)
    client = signed_in(ms_do)
    assert "điểm sẽ có sau" in shown(client)
    assert "điểm 8" not in shown(client)
    quiz.feedback = "after_submit"
    quiz.save_revision().publish()
    assert "điểm 8." in shown(client)


def test_the_page_is_light_enough_for_a_weak_signal(signed_in, ms_do, tablet, give, fractions):
    give(fractions)
    weighed = browser.weight(signed_in(ms_do).get("/family/"))
    assert weighed["total"] < 20_000, weighed


def test_a_parent_says_that_the_machine_is_broken_and_comes_back(signed_in, ms_do, giang, school_admin):
    tablet = machines.make_device(giang.school)
    machines.make_household(giang)
    machines.give(giang, school_admin, tablet)
    client = signed_in(ms_do)
    told = {"kind": "broken", "words": "Màn hình vỡ"}
    answer = client.post(f"/devices/{tablet.code}/report/", told, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [("/devices/mine/", 302)]
    assert "Máy đang giữ" in answer.content.decode()
    assert "Máy của em" not in answer.content.decode()


def test_what_the_household_holds_through_another_child_opens_too(
    signed_in, ms_do, giang, hoa, vang, school_admin
):
    """The machine was handed out to a sister of whom the register knows no parent."""
    tablet = machines.make_device(giang.school)
    other = machines.make_device(vang.school)
    machines.make_household(giang, hoa)
    machines.give(hoa, school_admin, tablet)
    client = signed_in(ms_do)
    page = BeautifulSoup(shown(client), "html.parser")
    assert tablet.code in page.text
    for link in page.select("main a[href^='/devices/'], main a[href^='/handovers/']"):
        assert client.get(link["href"]).status_code == 200, link["href"]
    assert tablet.code in client.get("/devices/mine/").text
    assert client.get(f"/devices/{other.code}/report/").status_code == 404


def test_of_the_machine_of_the_household_a_parent_reads_of_the_own_child_alone(
    signed_in, ms_do, giang, hoa, school_admin
):
    tablet = machines.make_device(giang.school)
    machines.make_household(giang, hoa)
    machines.give(hoa, school_admin, tablet)
    (row,) = signed_in(ms_do).get("/devices/mine/").context["rows"]
    assert row["learner"] == giang


def test_other_children_are_never_there(signed_in, ms_do, hoa, vang):
    html = shown(signed_in(ms_do))
    assert "Lò Thị Hoa" not in html
    assert "Vàng Thị Mỷ" not in html


def test_a_child_that_was_unlinked_is_gone_with_the_next_request(
    signed_in, ms_do, giang, class_3b, tablet, school_admin, client
):
    """One session, begun before: every page of the child that it opened is shut after the click."""
    parent = type(client)()
    parent.force_login(ms_do, backend="students.sign_in.Accounts")
    sound = lectures.make_file("giong doc.mp3")
    course = lectures.make_course(school=giang.school)
    lectures.make_lecture(
        body=[("sound", {"title": "Nghe", "file": sound})], course=course, audience="school"
    )
    of_giang = f"/students/{giang.pk}"
    paths = [
        f"{of_giang}/rights/",
        f"{of_giang}/record/",
        f"{of_giang}/record.json",
        f"{of_giang}/record.pdf",
        f"{of_giang}/requests/new/",
        f"/devices/{tablet.code}/report/",
        files.address(sound),
    ]
    assert {path: parent.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert "Giàng A Sùng" in shown(parent)
    sister = builders.make_student("Giàng Thị Pà", class_3b)
    Guardianship.objects.create(guardian=ms_do.guardian, student=sister, relation="mother")
    signed_in(school_admin).post(f"{of_giang}/guardians/{ms_do.guardian.pk}/unlink/")
    assert {path: parent.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    html = shown(parent)
    assert "Giàng A Sùng" not in html
    assert "Giàng Thị Pà" in html
    assert parent.post(f"{of_giang}/rights/loan/agree/").status_code == 404


def test_a_parent_never_opens_the_answers_of_a_child(signed_in, ms_do, giang):
    """Marks are told on the page; the answers stay between the child and the teachers."""
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank())])
    attempt = Attempt.objects.begin(giang, quiz)
    client = signed_in(ms_do)
    for path in (f"/attempts/{attempt.pk}/", f"/attempts/{attempt.pk}/state.json", "/attempts/"):
        assert client.get(path).status_code in (403, 404), path


def test_a_family_of_the_other_school_sees_nothing(signed_in, vang, giang, tablet, ms_do):
    user = builders.make_user("me.vang", "Vàng Thị Chía")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    Guardianship.objects.create(guardian=guardian, student=vang, relation="mother")
    client = signed_in(user)
    assert "Giàng" not in shown(client)
    for path in ("rights/", "record/", "record.json", "requests/new/"):
        assert client.get(f"/students/{giang.pk}/{path}").status_code == 404
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
    with django_assert_max_num_queries(21):
        shown(client)
