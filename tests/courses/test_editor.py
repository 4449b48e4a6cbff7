"""What ours adds to the editor: first steps that are shown once, and blocks that show what they look like."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.blocks import lecture_blocks
from courses.models import LecturePage
from tests.courses import builders
from tests.courses.test_authoring import lecture_form

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


def previews():
    return [pytest.param(name, block, id=name) for name, block in lecture_blocks()]


@pytest.mark.parametrize(("name", "block"), previews())
def test_each_block_shows_what_it_looks_like_before_it_is_taken(name, block, author, signed_in):
    assert block.get_description()
    assert block.meta.group
    block = LecturePage._meta.get_field("body").stream_block.child_blocks[name]
    assert block.is_previewable
    answer = signed_in(author).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    piece = BeautifulSoup(answer.content, "html.parser").select_one(f".piece--{name}")
    assert answer.status_code == 200
    assert piece.get_text().strip()


def test_who_writes_over_a_colleague_is_told_and_both_wordings_are_kept(lecture, author, approver, signed_in):
    edit = reverse("wagtailadmin_pages:edit", args=[lecture.pk])
    opened = {"loaded_revision_created_at": lecture.latest_revision.created_at.isoformat()}
    signed_in(author).post(edit, lecture_form("Bản của tác giả", slug=lecture.slug, **opened))
    theirs = LecturePage.objects.get(pk=lecture.pk).latest_revision
    answer = signed_in(approver).post(
        edit, lecture_form("Bản của người duyệt", slug=lecture.slug, **opened), follow=True
    )
    told = answer.content.decode()
    assert f"{author.full_name} cũng đã lưu trang này" in told
    mine = LecturePage.objects.get(pk=lecture.pk).latest_revision
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[lecture.pk, theirs.pk, mine.pk])
    assert compare in told
    assert "tác giả" in signed_in(approver).get(compare).content.decode()


def test_words_that_saved_themselves_once_more_are_not_lost_either(lecture, author, approver, signed_in):
    edit = reverse("wagtailadmin_pages:edit", args=[lecture.pk])

    def saves_itself(words, **more):
        form = lecture_form(words, slug=lecture.slug, **more)
        return signed_in(author).post(edit, form, headers={"accept": "application/json"}).json()

    first = saves_itself("Câu đầu")
    opened = {
        "loaded_revision_id": first["revision_id"],
        "loaded_revision_created_at": first["revision_created_at"],
    }
    # The same revision takes the further words, after the colleague opened it.
    again = saves_itself("Câu đầu, câu sau", overwrite_revision_id=first["revision_id"])
    assert again["revision_id"] == first["revision_id"]
    answer = signed_in(approver).post(
        edit, lecture_form("Bản của người duyệt", slug=lecture.slug, **opened), follow=True
    )
    assert f"{author.full_name} cũng đã lưu trang này" in answer.content.decode()
    theirs = lecture.revisions.get(pk=first["revision_id"])
    assert theirs.content["title"] == "Câu đầu, câu sau"
    # What saves itself never writes over the colleague.
    refused = saves_itself("Câu đầu, câu sau, câu nữa", overwrite_revision_id=first["revision_id"])
    assert (refused["success"], refused["error_code"]) == (False, "invalid_revision")


@pytest.mark.parametrize("odd", ["", "x", "2026-11-24", "2026-11-24T09:00:00"])
def test_who_is_alone_or_sends_no_time_is_told_nothing(lecture, author, signed_in, odd):
    edit = reverse("wagtailadmin_pages:edit", args=[lecture.pk])
    form = lecture_form("Một mình", slug=lecture.slug, loaded_revision_created_at=odd)
    answer = signed_in(author).post(edit, form, follow=True)
    assert "cũng đã lưu trang này" not in answer.content.decode()
