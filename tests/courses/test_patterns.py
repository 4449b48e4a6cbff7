"""A new lecture begins from a pattern, ours or a colleague's."""

import pytest
from django.urls import reverse

from courses import patterns
from courses.models import LecturePage
from tests.courses import builders
from tests.courses.test_authoring import add_url

pytestmark = pytest.mark.any_database


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


def screen(course):
    return reverse("courses_lecture_patterns", args=[course.pk])


def test_the_way_to_a_new_lecture_leads_past_the_patterns(course, author, signed_in):
    client = signed_in(author)
    assert client.get(add_url(course))["Location"] == screen(course)
    told = client.get(screen(course)).content.decode()
    for name in ("Bài lí thuyết", "Bài thực hành", "Ôn tập", "Bài cho lớp 1–3"):
        assert name in told
    assert "Kĩ năng máy tính" in told
    assert "Câu chuyện văn hóa" in told
    assert client.get(add_url(course) + "?blank=1").status_code == 200


@pytest.mark.parametrize("pattern", patterns.ours(), ids=lambda pattern: pattern.code)
def test_each_pattern_opens_as_a_draft_in_the_editor(course, author, signed_in, pattern):
    client = signed_in(author)
    answer = client.post(screen(course), {"title": "Phân số", "pattern": pattern.code}, follow=True)
    page = LecturePage.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.owner, page.get_parent().pk) == (False, author, course.pk)
    assert [block.block_type for block in page.body] == pattern.kinds
    assert page.authors == f"{author.full_name}, PTDTBT THCS Mường Nhà"
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


def test_what_the_pattern_left_open_is_not_published(course, approver, signed_in):
    client = signed_in(approver)
    client.post(screen(course), {"title": "Phân số", "pattern": "theory"})
    page = LecturePage.objects.get()
    assert "chỗ của bài mẫu (✎) chưa viết" in patterns.unwritten(page)[0]
    page.body, page.objectives = builders.a_body(), "Hiểu bài"
    assert patterns.unwritten(page) == []


def test_without_a_title_or_a_known_pattern_a_sentence_says_so(course, author, signed_in):
    client = signed_in(author)
    assert "Ghi tên bài" in client.post(screen(course), {"title": "", "pattern": "theory"}).content.decode()
    gone = client.post(screen(course), {"title": "Phân số", "pattern": "no-such"}).content.decode()
    assert "Mẫu này không còn nữa" in gone
    assert not LecturePage.objects.exists()


def test_a_lecture_that_a_colleague_marked_serves_as_one(course, author, signed_in):
    marked = builders.make_lecture("Bài mẫu của tổ Toán", course=course, is_pattern=True)
    client = signed_in(author)
    assert "Bài mẫu của tổ Toán" in client.get(screen(course)).content.decode()
    client.post(screen(course), {"title": "Số thập phân", "pattern": str(marked.public_id)})
    page = LecturePage.objects.get(title="Số thập phân")
    assert [b.block_type for b in page.body] == [b.block_type for b in marked.body]
    assert not {b.id for b in page.body} & {b.id for b in marked.body}
    assert not page.is_pattern


def test_another_school_is_offered_and_told_nothing(course, na_hy, author, signed_in, mr_pao):
    theirs = builders.make_course("Tiếng Việt 3 Nà Hỳ", school=na_hy, grade=3)
    builders.make_lecture("Mẫu của Nà Hỳ", course=theirs, is_pattern=True, audience="school")
    client = signed_in(author)
    assert "Mẫu của Nà Hỳ" not in client.get(screen(course)).content.decode()
    assert client.get(screen(theirs)).status_code == 404
    assert signed_in(mr_pao).get(screen(course)).status_code in (302, 403, 404)
