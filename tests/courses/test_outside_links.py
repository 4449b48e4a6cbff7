"""A lecture leads to a page of others: one that the library knows, or an address that is typed."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError

from courses import keeping
from courses.blocks.outside_link import OutsideLinkBlock
from courses.library import shelving
from courses.models import LecturePage, OutsidePage
from tests.courses import builders
from tests.courses.test_drafts import add_url, lecture_form

CHOOSE = "courses_outside_chooser:choose"


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


def known(by, title="Trò chơi phân số", **facts):
    told = {"url": f"https://a.vn/{OutsidePage.objects.count()}", "why": "Luyện quy đồng"}
    told |= {"megabytes": Decimal("3.5"), "state": "approved", "checked_at": timezone.now()}
    return OutsidePage.objects.create(title=title, proposed_by=by, **{**told, **facts})


def offered(client, **asked):
    answer = client.get(reverse("courses_outside_chooser:choose_results"), asked)
    return answer.content.decode()


def form_for(page="", **typed):
    form = lecture_form("outside_link", **{"body-0-value-readings-count": "0"})
    return {**form, "body-0-value-known": str(page), **{f"body-0-value-{k}": v for k, v in typed.items()}}


def test_an_author_finds_what_is_approved_for_the_own_school(
    author, muong_nha, na_hy, approver, signed_in, django_assert_max_num_queries
):
    known(approver, "Trò chơi phân số", for_all=True)
    known(approver, "Bản đồ của trường", school=muong_nha)
    known(approver, "Của Nà Hỳ", school=na_hy)
    known(approver, "Chưa duyệt", for_all=True, state="proposed", url="https://b.vn/")
    client = signed_in(author)
    # Rights follow the roles at the first request.
    assert client.get(reverse(CHOOSE)).status_code == 200
    with django_assert_max_num_queries(20):
        told = offered(client)
    assert "Trò chơi phân số" in told
    assert "3,5 MB" in told
    assert "Bản đồ của trường" in told
    assert "Của Nà Hỳ" not in told
    assert "Chưa duyệt" not in told
    assert "Bản đồ" not in offered(client, q="a.vn/0")
    assert offered(client, q="\0" * 5 + "%" * 300)


def test_it_is_found_without_marks(author, approver, signed_in):
    shelving.follow(known(approver, for_all=True))
    assert "Trò chơi phân số" in offered(signed_in(author), q="phan so")


def test_what_another_school_approved_is_not_chosen(course, author, approver, na_hy, signed_in):
    theirs = known(approver, "Của Nà Hỳ", school=na_hy)
    client = signed_in(author)
    for key in (theirs.pk, "x", "9" * 30):
        assert client.get(reverse("courses_outside_chooser:chosen", args=[key])).status_code == 404
    answer = client.post(add_url(course), form_for(theirs.pk))
    assert "Chọn trang khác" in answer.context["form"].errors["body"][0]
    assert not LecturePage.objects.exists()


def test_the_facts_come_from_the_library_and_stay_true(course, author, approver, client, signed_in):
    page = known(approver, for_all=True)
    assert signed_in(author).post(add_url(course), form_for(page.pk)).status_code == 302
    lecture = LecturePage.objects.get()
    lecture.get_latest_revision().publish()
    (block,) = LecturePage.objects.get().body
    assert (block.value["title"], block.value["url"]) == (page.title, page.url)
    OutsidePage.objects.update(megabytes="12")
    shown = client.get(lecture.url).content.decode()
    assert "12 MB" in shown
    OutsidePage.objects.update(state="withdrawn")
    keeping.forget_everything()
    shown = client.get(lecture.url).content.decode()
    assert page.url not in shown
    assert "không mở từ đây nữa" in shown


def test_a_typed_address_says_its_cost_and_is_offered_to_the_library(course, author, signed_in):
    client = signed_in(author)
    answer = client.post(add_url(course), {**form_for(url="https://c.vn/"), "action-submit": "1"})
    errors = answer.context["form"].errors["body"].as_data()[0].block_errors[0].block_errors
    assert set(errors) == {"title", "megabytes"}
    typed = form_for(url="https://c.vn/", title="Trang C", megabytes="2")
    assert client.post(add_url(course), typed).status_code == 302
    edit = reverse("wagtailadmin_pages:edit", args=[LecturePage.objects.get().pk])
    told = client.get(edit).content.decode()
    assert "Đề xuất vào kho học liệu" in told
    form = client.get("/outside/new/?url=https://c.vn/&title=Trang+C&megabytes=2").content.decode()
    assert 'value="https://c.vn/"' in form
    known(author, url="https://c.vn/")
    assert "Đề xuất vào kho học liệu" not in client.get(edit).content.decode()


def test_without_either_a_sentence_says_what_to_do(db):
    block = OutsideLinkBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({}))
    assert "chọn một trang trong kho học liệu" in str(refused.value.block_errors["url"])
