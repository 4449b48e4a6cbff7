"""A lecture's HTML is the same for everybody who may read it, and made once."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from courses import keeping, reading
from courses.models import Edition, KeptPage
from tests.courses import builders


@pytest.fixture(autouse=True)
def _nothing_remembered():
    keeping._memory.clear()


@pytest.fixture
def lecture(db):
    return builders.make_lecture()


@pytest.fixture
def school_lecture(muong_nha):
    course = builders.make_course("Toán 6 Mường Nhà", school=muong_nha)
    return builders.make_lecture("Bài riêng", course=course, audience="school")


def test_two_readers_get_the_same_bytes(lecture, client, signed_in, giang, hoa, ms_lan):
    pages = [client.get(lecture.url).content]
    for person in (giang, hoa, ms_lan):
        pages.append(signed_in(person).get(lecture.url).content)
        client.logout()
    assert len(set(pages)) == 1


def test_nothing_of_a_person_is_in_it(lecture, signed_in, giang):
    html = signed_in(giang).get(lecture.url).content.decode()
    for canary in ("Giàng", "HSGIANG1", "csrf", str(giang.pk), 'name="csrfmiddlewaretoken"'):
        assert canary not in html
    assert "Phân số bằng nhau" in html
    assert "<mfrac>" in html


@pytest.mark.parametrize("first", ["anonymous", "pupil"])
def test_it_sets_no_cookie_and_varies_by_none(lecture, client, signed_in, giang, first):
    if first == "pupil":
        signed_in(giang)
    for _visit in range(2):
        response = client.get(lecture.url)
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=60, must-revalidate"
        assert "script-src 'self'" in response["Content-Security-Policy"]


def test_a_browser_that_has_it_gets_304(lecture, client):
    etag = client.get(lecture.url)["ETag"]
    again = client.get(lecture.url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_kept_page_asks_only_whether_anything_was_published(lecture, client, django_assert_num_queries):
    client.get(lecture.url)
    client.get(lecture.url)
    with django_assert_num_queries(1):
        client.get(lecture.url)
    keeping._memory.clear()
    with django_assert_num_queries(2):
        client.get(lecture.url)


def test_the_next_opening_is_asked_for_only_to_build_a_page(school_lecture, signed_in, giang, monkeypatch):
    asked, ask = [], reading.until_next_opening
    monkeypatch.setattr(reading, "until_next_opening", lambda parent: asked.append(parent) or ask(parent))
    for _visit in range(2):
        assert signed_in(giang).get(school_lecture.url).status_code == 200
    assert len(asked) == 1


def test_publishing_in_another_process_is_seen(lecture, client):
    client.get(lecture.url)
    Edition.objects.update(stamp=uuid.uuid4())
    KeptPage.objects.update(etag='W/"of another process"')
    assert client.get(lecture.url)["ETag"] == 'W/"of another process"'


def test_publishing_is_seen_at_once(lecture, client):
    client.get(lecture.url)
    lecture.title = "Rút gọn phân số"
    lecture.save_revision().publish()
    assert "Rút gọn phân số" in client.get(lecture.url).content.decode()


def test_what_was_built_before_a_publishing_is_not_kept_after_it(lecture, client, monkeypatch):
    build = keeping.render_to_string

    def publish_meanwhile(*args):
        html = build(*args)
        keeping.forget_everything()
        return html

    monkeypatch.setattr(keeping, "render_to_string", publish_meanwhile)
    client.get(lecture.url)
    assert not KeptPage.objects.exists()


def test_a_draft_is_invisible(lecture, client):
    client.get(lecture.url)
    lecture.title = "Nháp chưa duyệt"
    lecture.save_revision()
    assert "Nháp chưa duyệt" not in client.get(lecture.url).content.decode()


def test_a_lecture_taken_down_is_gone(lecture, client):
    client.get(lecture.url)
    lecture.unpublish()
    assert client.get(lecture.url).status_code == 404


def test_a_lecture_whose_time_is_over_is_gone_before_the_clockwork_takes_it_down(
    lecture, client, time_machine
):
    lecture.expire_at = timezone.now() + timedelta(minutes=5)
    lecture.save_revision().publish()
    assert client.get(lecture.url).status_code == 200
    time_machine.shift(timedelta(minutes=6))
    assert client.get(lecture.url).status_code == 404


def test_a_lecture_for_later_appears_on_its_day(lecture, client, time_machine):
    lecture.unpublish()
    lecture.go_live_at = timezone.now() + timedelta(days=1)
    lecture.save_revision().publish()
    assert client.get(lecture.url).status_code == 404
    time_machine.shift(timedelta(days=1, minutes=1))
    call_command("work", once=True)
    assert client.get(lecture.url).status_code == 200


def test_a_school_lecture_is_read_by_its_school_alone(school_lecture, client, signed_in, giang, ms_lan, vang):
    for person in (giang, ms_lan):
        response = signed_in(person).get(school_lecture.url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-cache"
    assert signed_in(vang).get(school_lecture.url).status_code == 404
    client.logout()
    assert client.get(school_lecture.url)["Location"].startswith("/sign-in/")


def test_a_lecture_that_turns_private_is_not_served_from_what_was_kept(lecture, client):
    assert client.get(lecture.url).status_code == 200
    lecture.audience = "signed_in"
    lecture.save_revision().publish()
    assert client.get(lecture.url).status_code == 302


def test_the_course_lists_a_school_lecture_to_its_school_alone(
    school_lecture, client, signed_in, giang, vang
):
    course = school_lecture.get_parent()
    assert "Bài riêng" not in client.get(course.url).content.decode()
    assert "Bài riêng" in signed_in(giang).get(course.url).content.decode()
    assert "Bài riêng" not in signed_in(vang).get(course.url).content.decode()
    client.logout()
    assert "Bài riêng" not in client.get(course.url).content.decode()


def test_neighbours_lead_on(db, client):
    course = builders.make_course()
    first, second = (builders.make_lecture(title, course=course) for title in ("Bài 1", "Bài 2"))
    assert f'href="{second.url}" rel="next"' in client.get(first.url).content.decode()


def test_it_is_packed_as_the_browser_likes(lecture, client):
    client.get(lecture.url)
    packed = client.get(lecture.url, headers={"Accept-Encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "br"
    assert len(packed.content) < 12_000


def test_head_and_odd_addresses_do_no_harm(lecture, client):
    assert client.head(lecture.url).status_code == 200
    for path in (f"{lecture.url}x.css", lecture.url.replace("/", "//"), f"{lecture.url}%00/", "/%F0%9F/"):
        assert client.get(path).status_code in (301, 302, 400, 404)


def test_a_draft_is_previewed_and_never_kept(lecture, signed_in, approver):
    lecture.title = "Nháp để xem thử"
    lecture.save_revision()
    page = signed_in(approver).get(reverse("wagtailadmin_pages:view_draft", args=[lecture.pk]))
    assert "Nháp để xem thử" in page.content.decode()
    assert "no-cache" in page["Cache-Control"]
    assert not KeptPage.objects.exists()


def test_a_schools_own_course_is_not_there_for_others(
    school_lecture, client, signed_in, giang, vang, muong_nha
):
    course = school_lecture.get_parent().specific
    state = reverse("courses:course_state", args=[course.public_id])
    for _visit in range(2):
        assert client.get(course.url).url.startswith("/sign-in/")
        assert client.get(state).status_code == 404
        assert school_lecture.title in signed_in(giang).get(course.url).content.decode()
        assert client.get(state).status_code == 200
        assert signed_in(vang).get(course.url).status_code == 404
        client.logout()
    # What is shown to everybody there is found by everybody, in that course too.
    builders.make_lecture("Bài chung", course=course)
    html = client.get(course.url).content.decode()
    assert "Bài chung" in html
    assert school_lecture.title not in html


def test_a_schools_own_course_without_lectures_is_there_for_its_people_alone(
    muong_nha, client, signed_in, ms_lan, vang
):
    course = builders.make_course("Toán 6 Mường Nhà", school=muong_nha)
    assert signed_in(ms_lan).get(course.url).status_code == 200
    assert signed_in(vang).get(course.url).status_code == 404
    client.logout()
    assert client.get(course.url).status_code == 302


def test_a_guest_reads_what_to_do_and_the_way_comes_back(lecture, client):
    html = client.get(lecture.url).content.decode()
    assert "Ai cũng đọc được bài này" in html
    assert f'href="/sign-in/?next={lecture.url}"' in html
