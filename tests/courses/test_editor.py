"""What ours adds to the editor: first steps that are shown once, and blocks that show what they look like."""

import json

import pytest
from django.urls import reverse

from tests.courses import builders

pytestmark = pytest.mark.any_database


@pytest.fixture
def lecture(muong_nha):
    return builders.make_lecture(course=builders.make_course("Toán 6 Mường Nhà", school=muong_nha))


def test_the_first_steps_come_by_themselves_once_and_stay_within_reach(lecture, author, signed_in):
    client, edit = signed_in(author), reverse("wagtailadmin_pages:edit", args=[lecture.pk])
    page = client.get(edit).content.decode()
    assert 'data-editor-tour="new"' in page
    assert 'data-name="courses-first-steps"' in page
    seen = json.dumps({"courses-first-steps": True})
    client.patch(reverse("wagtailadmin_dismissibles"), seen, content_type="application/json")
    assert 'data-editor-tour="seen"' in client.get(edit).content.decode()
    assert "Xem lại những bước đầu" in client.get(edit).content.decode()


def test_what_one_author_has_seen_another_has_not(lecture, author, approver, signed_in):
    seen = json.dumps({"courses-first-steps": True})
    signed_in(author).patch(reverse("wagtailadmin_dismissibles"), seen, content_type="application/json")
    page = signed_in(approver).get(reverse("wagtailadmin_pages:edit", args=[lecture.pk]))
    assert 'data-editor-tour="new"' in page.content.decode()
