"""Whatever is sent to the back office by hand gets an answer, never an error of ours."""

import pytest
from django.urls import reverse

from lms.admin_input import is_about_input
from tests.courses import builders

HUGE = "9" * 20


@pytest.fixture
def lecture(muong_nha):
    return builders.make_lecture(course=builders.make_course(school=muong_nha))


@pytest.mark.parametrize("body", [{}, {"body-count": "abc"}, {"body-count": HUGE}, {"title": "Bài 1"}])
@pytest.mark.parametrize("what", ["edit", "copy", "preview_on_edit"])
def test_a_form_with_parts_missing_is_refused_with_a_sentence(what, body, lecture, author, signed_in):
    before = lecture.latest_revision
    path = reverse(f"wagtailadmin_pages:{what}", args=[lecture.pk])
    # An empty POST to the preview asks whether one is open, and is answered.
    expected = 200 if what == "preview_on_edit" and not body else 400
    answer = signed_in(author).post(path, body)
    assert answer.status_code == expected
    assert expected == 200 or "Không đọc được những gì vừa gửi" in answer.content.decode()
    lecture.refresh_from_db()
    assert lecture.latest_revision == before


@pytest.mark.parametrize("body", [{}, {"external-link-chooser-url": "http://["}])
def test_a_link_without_an_address_is_refused(body, author, signed_in):
    answer = signed_in(author).post("/admin/choose-external-link/", body)
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize(
    "path",
    [
        f"/admin/choose-page/chosen-multiple/?id={HUGE}",
        "/admin/choose-page/chosen-multiple/?id=abc",
        "/admin/images/chooser/chosen-multiple/?id=abc",
        "/admin/documents/chooser/chosen-multiple/?id=abc",
        "/admin/choose-external-link/?parent_page_id=abc",
        "/admin/api/main/pages/find/?id=abc",
        "/admin/pages/?p=abc",
        "/admin/pages/?p=-1",
        "/admin/pages/?q=%00",
        "/admin/pages/?locale=xx",
        f"/admin/pages/?edited_by={HUGE}",
        "/admin/bulk/wagtailcore/page/delete/?id=abc",
        f"/admin/bulk/wagtailcore/page/delete/?id={HUGE}",
        "/admin/bulk/wagtailcore/page/publish/?id=all&childOf=abc",
        "/admin/bulk/lms/picture/delete/?id=abc",
        "/admin/bulk/lms/mediafile/add_tags/?id=abc",
    ],
)
@pytest.mark.parametrize("who", ["author", "approver", "province_admin"])
def test_rubbish_in_an_address_gets_an_answer(who, path, lecture, signed_in, request):
    assert signed_in(request.getfixturevalue(who)).get(path).status_code < 500
    assert signed_in(request.getfixturevalue(who)).post(path).status_code < 500


@pytest.mark.parametrize("nul", ["\0", "\\u0000"])
def test_a_nul_in_a_form_is_refused(nul, lecture, author, signed_in):
    answer = signed_in(author).post(
        reverse("wagtailadmin_pages:edit", args=[lecture.pk]), {"title": f"Bài{nul}"}
    )
    assert answer.status_code == 400


def test_a_fault_of_ours_is_not_laid_at_the_readers_door(rf):
    request = rf.post("/admin/pages/1/edit/", {"title": "Bài 1", "empty": ""})
    assert not is_about_input(ZeroDivisionError("''"), request)
