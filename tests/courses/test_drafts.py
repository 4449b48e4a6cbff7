"""A draft may have gaps: an author who stops in the middle loses nothing, and is told before submitting."""

import json

import pytest
from django.urls import reverse
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from courses.blocks import lecture_blocks
from courses.models import LecturePage, QuizPage
from tests.courses import builders

# What the editor sends beside the fields of the block itself.
EMPTY_TABLE = {
    "-caption": "",
    "-column-count": "1",
    "-row-count": "1",
    "-column-0-type": "text",
    "-column-0-heading": "",
    "-column-0-order": "0",
    "-column-0-deleted": "",
    "-row-0-order": "0",
    "-row-0-deleted": "",
    "-cell-0-0": "",
}
EMPTY_TEXT = json.dumps(None)
KINDS = [name for name, _block in lecture_blocks()]


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


def empty(kind):
    """What the editor sends for a block of `kind` in which nothing was written yet."""
    return dict(_empty(dict(lecture_blocks())[kind], "body-0-value"))


def _empty(block, name):
    if isinstance(block, blocks.StructBlock):
        for inner, child in block.child_blocks.items():
            yield from _empty(child, f"{name}-{inner}")
    elif isinstance(block, blocks.ListBlock):
        yield from {f"{name}-count": "1", f"{name}-0-deleted": "", f"{name}-0-order": "0"}.items()
        yield f"{name}-0-id", ""
        yield from _empty(block.child_block, f"{name}-0-value")
    elif isinstance(block, TypedTableBlock):
        yield from ((name + part, written) for part, written in EMPTY_TABLE.items())
    else:
        yield name, EMPTY_TEXT if isinstance(block, blocks.RichTextBlock) else ""


def lecture_form(kind, **extra):
    return {
        "title": "Bài mới",
        "slug": "bai-moi",
        "summary": "",
        "objectives": "",
        "minutes": "",
        "audience": "public",
        "cover": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": kind,
        "body-0-id": "",
        **empty(kind),
        "seo_title": "",
        "search_description": "",
        **extra,
    }


def add_url(course, kind="lecturepage"):
    return reverse("wagtailadmin_pages:add", args=["courses", kind, course.pk])


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_may_wait_for_its_words(kind, course, author, signed_in):
    client = signed_in(author)
    assert client.post(add_url(course), lecture_form(kind)).status_code == 302
    page = LecturePage.objects.get()
    assert [block.block_type for block in page.get_latest_revision_as_object().body] == [kind]
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_said_before_it_goes_to_the_approver(kind, course, author, signed_in):
    form = lecture_form(kind, **{"action-submit": "1"})
    answer = signed_in(author).post(add_url(course), form)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["body"]
    assert not LecturePage.objects.exists()


def test_a_lecture_stays_readable_when_its_picture_or_sound_is_deleted(db, client):
    picture, sound = builders.make_picture(60, 40), builders.make_file()
    body = [
        ("picture", {"picture": picture, "alt": "Thước kẻ"}),
        ("sound", {"title": "Nghe", "file": sound}),
        ("text", {"text": "<p>Em đo bàn học.</p>"}),
    ]
    page = builders.make_lecture(body=body)
    picture.delete()
    sound.delete()
    assert "Em đo bàn học." in client.get(page.url).content.decode()


def test_a_part_of_a_quiz_may_wait_for_its_questions(course, author, signed_in):
    form = {
        "title": "Kiểm tra",
        "slug": "kiem-tra",
        "intro": "",
        "opens_at": "",
        "closes_at": "",
        "minutes": "",
        "grace_minutes": "2",
        "tries": "1",
        "codes": "1",
        "sections": "all",
        "second_tolerance": "0.5",
        "counts": "best",
        "feedback": "after_submit",
        "audience": "public",
        "seo_title": "",
        "search_description": "",
        "parts-count": "1",
        "parts-0-deleted": "",
        "parts-0-order": "0",
        "parts-0-type": "part",
        "parts-0-id": "",
        "parts-0-value-title": "",
        "parts-0-value-instructions": "",
        "parts-0-value-points": "",
        "parts-0-value-questions": "",
        "parts-0-value-draws-count": "0",
    }
    client = signed_in(author)
    assert client.post(add_url(course, "quizpage"), form).status_code == 302
    page = QuizPage.objects.get()
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form, "action-submit": "1"})
    assert list(answer.context["form"].errors) == ["parts"]


def test_two_lectures_of_one_name_get_two_addresses(course, author, signed_in):
    client = signed_in(author)
    for _ in range(3):
        assert client.post(add_url(course), lecture_form("text")).status_code == 302
    assert list(LecturePage.objects.order_by("path").values_list("slug", flat=True)) == [
        "bai-moi",
        "bai-moi-2",
        "bai-moi-3",
    ]


def test_the_address_of_a_published_lecture_is_not_taken_from_it(course, author, signed_in):
    page, other = builders.make_lecture("Bài 1", course), builders.make_lecture("Bài 2", course)
    edit = reverse("wagtailadmin_pages:edit", args=[other.pk])
    answer = signed_in(author).post(edit, lecture_form("text", slug=page.slug, **{"action-submit": "1"}))
    assert "slug" in answer.context["form"].errors
