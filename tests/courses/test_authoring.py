"""Authors write, approvers publish, and a role that ended opens nothing."""

import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from courses import authoring
from courses.models import LecturePage, LectureProgress
from lms.text import make_slug
from students.models import Role
from tests import builders as people
from tests.courses import builders, quizzes

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
CANARY = "Bản nháp bí mật của Nà Hỳ"
STRANGER = "Sùng Thị Bí Mật"


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def other_course(na_hy):
    return builders.make_course("Tiếng Việt 3 Nà Hỳ", school=na_hy, grade=3)


@pytest.fixture
def other_author(na_hy):
    return people.make_staff("tg.nahy", STRANGER, Role.Kind.AUTHOR, school=na_hy)


@pytest.fixture
def foreign_draft(other_course, other_author):
    page = LecturePage(title=CANARY, live=False, owner=other_author)
    other_course.add_child(instance=page)
    page.save_revision(user=other_author, log_action=True)
    return page


def lecture_form(title, **extra):
    return {
        "title": title,
        "slug": make_slug(title),
        "summary": "",
        "objectives": "",
        "minutes": "20",
        "audience": "public",
        "cover": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "formula",
        "body-0-id": "",
        "body-0-value-latex": r"\frac{1}{2}",
        "body-0-value-caption": "",
        "body-0-value-reading": "",
        "seo_title": "",
        "search_description": "",
        **extra,
    }


def add_url(course):
    return reverse("wagtailadmin_pages:add", args=["courses", "lecturepage", course.pk])


def test_an_author_writes_and_an_approver_publishes(course, author, approver, signed_in):
    answer = signed_in(author).post(add_url(course), lecture_form("Đạo đức", **{"action-submit": "1"}))
    page = LecturePage.objects.get()
    assert (answer.status_code, page.live, page.slug) == (302, False, "dao-duc")
    state = TaskState.objects.get(status="in_progress")
    assert signed_in(approver).get("/admin/").status_code == 200
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answer = signed_in(approver).post(url)
    page.refresh_from_db()
    assert page.live
    assert WorkflowState.objects.get().status == "approved"


def test_an_approver_returns_a_draft_with_a_remark(course, author, approver, signed_in):
    signed_in(author).post(add_url(course), lecture_form("Bài 1", **{"action-submit": "1"}))
    page, state = LecturePage.objects.get(), TaskState.objects.get()
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.pk])
    signed_in(approver).post(url, {"comment": "Thiếu ví dụ"})
    state.refresh_from_db()
    assert (state.status, state.comment) == ("rejected", "Thiếu ví dụ")


def test_a_lecture_appears_by_itself_at_the_time_that_was_set(course, client, time_machine):
    page = builders.make_lecture(course=course, go_live_at=datetime(2026, 11, 25, 7, tzinfo=HERE))
    call_command("work", once=True)
    assert client.get(page.url).status_code == 404
    time_machine.move_to("2026-11-25T07:01:00+07:00")
    call_command("work", once=True)
    assert client.get(page.url).status_code == 200


def test_an_author_cannot_publish(course, author, signed_in):
    signed_in(author).post(add_url(course), lecture_form("Bài 1", **{"action-publish": "1"}))
    page = LecturePage.objects.get()
    assert not page.live


def test_an_author_cannot_approve_own_work(course, author, signed_in):
    signed_in(author).post(add_url(course), lecture_form("Bài 1", **{"action-submit": "1"}))
    page, state = LecturePage.objects.get(), TaskState.objects.get()
    signed_in(author).post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
    page.refresh_from_db()
    assert not page.live


def test_an_author_writes_in_no_other_school(foreign_draft, other_course, author, signed_in):
    before = foreign_draft.revisions.count()
    client = signed_in(author)
    assert client.get(add_url(other_course)).status_code in (302, 403)
    edit = reverse("wagtailadmin_pages:edit", args=[foreign_draft.pk])
    for data in ({}, {"action-publish": "1"}, {"action-submit": "1"}):
        assert client.post(edit, lecture_form("Đổi", **data)).status_code in (302, 403)
    foreign_draft.refresh_from_db()
    assert (foreign_draft.revisions.count(), foreign_draft.live, foreign_draft.draft_title) == (
        before,
        False,
        CANARY,
    )


def test_a_formula_that_cannot_be_drawn_is_refused_in_words(course, author, signed_in):
    form = lecture_form("Bài 1", **{"body-0-value-latex": r"\frac{1}{", "action-submit": "1"})
    answer = signed_in(author).post(add_url(course), form)
    # The editor draws its blocks, and their errors, from JSON.
    assert json.dumps("Không vẽ được công thức này").strip('"') in answer.content.decode()
    assert not LecturePage.objects.exists()


@pytest.mark.parametrize("ended", [{"ends_on": date(2026, 11, 23)}, {"withdrawn_at": timezone.now()}])
def test_a_role_that_ended_opens_nothing(course, author, signed_in, ended):
    assert signed_in(author).get("/admin/").status_code == 200
    Role.objects.filter(user=author).update(**ended)
    assert signed_in(author).get("/admin/").status_code == 403
    assert signed_in(author).get(add_url(course)).status_code in (302, 403)


@pytest.mark.parametrize("who", ["giang", "ms_lan", "school_admin", "auditor", "commune_officer"])
def test_the_back_office_is_closed_to_who_does_not_write(who, request, signed_in, course):
    client = signed_in(request.getfixturevalue(who))
    for path in ("/admin/", "/admin/pages/", "/admin/images/", "/admin/users/", add_url(course)):
        assert client.get(path).status_code in (302, 403, 404), path


def test_a_course_that_changes_its_school_changes_its_authors(course, na_hy, author, signed_in):
    assert signed_in(author).get(add_url(course) + "?blank=1").status_code == 200
    course.school = na_hy
    course.save()
    assert signed_in(author).get(add_url(course)).status_code in (302, 403)


def test_a_lecture_that_was_read_is_not_deleted(course, approver, giang, signed_in):
    page = builders.make_lecture(course=course)
    LectureProgress.objects.take_in(giang, page, furthest=50)
    answer = signed_in(approver).post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert "không xóa được" in answer.content.decode().lower()
    assert LecturePage.objects.filter(pk=page.pk).exists()


def told_in(answer):
    """Which secrets of the other school stand in the answer, as HTML or inside JSON."""
    body = answer.content.decode(errors="replace")
    return [word for word in (CANARY, STRANGER) if word in body or json.dumps(word)[1:-1] in body]


@pytest.fixture
def other_author_is_known(foreign_draft, other_author, client):
    """The other school's author has been in the back office, so lists of users could name them."""
    client.force_login(other_author)
    assert client.get("/admin/").status_code == 200
    client.logout()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/choose-page/?page_type=wagtailcore.page",
        "/admin/choose-page/search/?q=nhap",
        "/admin/pages/search/?q=nhap",
        "/admin/pages/search/?q=bi mat",
        "/admin/api/main/pages/?fields=*",
        "/admin/reports/site-history/",
        "/admin/reports/workflow/",
        "/admin/reports/aging-pages/",
        "/admin/reports/page-types-usage/",
    ],
)
def test_an_author_finds_nothing_of_another_school(
    path, author, signed_in, course, foreign_draft, other_author_is_known
):
    assert not told_in(signed_in(author).get(path))


def test_an_author_chooses_pictures_of_the_own_school_and_shared_ones(muong_nha, na_hy, author, signed_in):
    for title, collection in (
        ("Tranh trường em", authoring.school_collection(muong_nha)),
        ("Tranh dùng chung", authoring.shared_collection()),
        ("Tranh trường khác", authoring.school_collection(na_hy)),
    ):
        picture = builders.make_picture(60, 40, title=title)
        picture.collection = collection
        picture.save()
    body = json.dumps(signed_in(author).get("/admin/images/chooser/").json(), ensure_ascii=False)
    assert "Tranh trường em" in body
    assert "Tranh dùng chung" in body
    assert "Tranh trường khác" not in body
    assert "Tranh trường khác" not in signed_in(author).get("/admin/images/").content.decode()


def test_the_editor_has_no_inline_script(course, author, signed_in):
    page = signed_in(author).get(add_url(course))
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page.content.decode())
    assert all("application/json" in attributes for attributes in scripts)
    assert "'unsafe-inline'" not in page["Content-Security-Policy"].split("script-src")[1].split(";")[0]


def test_an_author_previews_the_questions_of_a_draft(muong_nha, author, giang, signed_in):
    course = builders.make_course("Toán 6 Mường Nhà", school=muong_nha)
    bank = quizzes.make_bank(school=muong_nha)
    first, second = quizzes.make_question(bank), quizzes.make_question(bank, text="3 + 3 = ?")
    quiz = quizzes.make_quiz(course, [first], points="2")
    quiz.parts[0].value["questions"] = f"{first.code} {second.code}"
    quiz.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[quiz.pk])
    page = signed_in(author).get(address).content.decode()
    assert "3 + 3 = ?" in page
    assert "4 điểm" in page
    assert '"right"' not in page
    assert signed_in(giang).get(address).status_code in (302, 403)
