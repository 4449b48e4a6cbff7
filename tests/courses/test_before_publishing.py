"""Whichever way a page goes out, the same is asked, in the same words, and the place is pointed at."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import TaskState

from courses import before_publishing, footnotes
from courses.models import LecturePage
from courses.writing import sending
from tests.courses import builders
from tests.courses.test_drafts import add_url, lecture_form

pytestmark = pytest.mark.any_database
OPEN = "1 chỗ của bài mẫu (✎) chưa viết"


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


def draft(course, *blocks, **facts):
    page = LecturePage(title="Bài nháp", body=list(blocks), live=False, **facts)
    course.add_child(instance=page)
    page.save_revision()
    return page


def heading(words):
    return "heading", {"text": words, "size": "2"}


def text(words):
    return "text", {"text": f"<p>{words}</p>"}


def heading_form(words, **more):
    told = {"body-0-value-text": words, "body-0-value-size": "2", "body-0-value-readings-count": "0"}
    return lecture_form("heading", **told, **more)


def test_the_editor_points_at_the_block_and_at_the_field(course, approver, signed_in):
    client = signed_in(approver)
    form = heading_form("✎ Khởi động", objectives="✎ Viết mục tiêu", licence="permission")
    answer = client.post(add_url(course), {**form, "action-publish": "1"})
    errors = answer.context["form"].errors
    assert set(errors) == {"body", "objectives", "licence_holder"}
    body = errors["body"].as_data()[0]
    assert "2 chỗ của bài mẫu (✎) chưa viết" in body.message
    assert list(body.block_errors) == [0]
    assert not LecturePage.objects.exists()
    assert client.post(add_url(course), form).status_code == 302


def test_every_way_says_the_same(course, approver, author, signed_in):
    page = draft(course, heading("✎ Khởi động"))
    assert any(OPEN in fault for fault in sending.missing(page, author))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = signed_in(approver).post(f"{address}?id={page.pk}", {"include_descendants": "on"})
    assert any(OPEN in str(one) for one in get_messages(answer.wsgi_request))
    page.get_workflow().start(page, author)
    step = page.current_workflow_task_state
    step.task.specific.on_action(step, approver, "approve")
    step.refresh_from_db()
    assert (step.status, OPEN in step.comment) == ("rejected", True)
    assert not LecturePage.objects.get().live


def test_what_is_not_filled_in_goes_out_no_way(course, approver, author, signed_in):
    page = draft(
        course, text("Chào em"), ("picture", {"picture": None, "alt": ""}), ("formula", {"latex": ""})
    )
    faults = before_publishing.faults(page.get_latest_revision_as_object())
    assert [fault.places for fault in faults] == [(("body", 1),), (("body", 2),)]
    assert "Phần 3 (công thức)" in faults[1]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    signed_in(approver).post(f"{address}?id={page.pk}", {"include_descendants": "on"})
    assert not LecturePage.objects.get().live


def test_an_approver_gives_back_what_is_not_finished(course, author, approver, signed_in):
    page = draft(course, heading("✎ Khởi động"))
    page.get_workflow().start(page, author)
    form = heading_form("✎ Khởi động", slug=page.slug, title=page.title)
    form |= {"action-workflow-action": "true", "workflow-action-name": "reject"}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert signed_in(approver).post(edit, form).status_code == 302
    assert TaskState.objects.get().status == "rejected"


def test_a_note_above_the_lecture_is_told_at_its_field(course):
    page = draft(course, text("x"), summary="Mưa[^1]")
    (fault,) = before_publishing.faults(page.get_latest_revision_as_object())
    assert "[^1]" in fault
    assert fault.places == (("summary", None),)


def test_a_note_that_nobody_would_see_is_told(course):
    source = ("sources", {"sources": [{"title": "Nguồn A"}]})
    term = ("glossary", {"terms": [{"term": "Số liệu", "meaning": "Con số thu được."}]})
    body = [
        heading("Mưa[^1] và [[số liệu]]"),
        text("x[^1]"),
        ("note", {"title": "Gió[^1]", "text": "<p>x</p>"}),
    ]
    page = draft(course, *body, source, term).get_latest_revision_as_object()
    (fault,) = footnotes.faults(page.body)
    assert "[^1]: học sinh không thấy được" in fault
    assert fault.places == (("body", 0),)
