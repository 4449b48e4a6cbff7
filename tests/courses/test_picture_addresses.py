"""The address of a picture is drawn by lot, and ends when fewer may read the page that told it."""

import re

import pytest

from courses import publishing
from tests.courses import builders


@pytest.fixture
def picture(db):
    return builders.make_picture()


def shown(picture):
    return [("picture", {"picture": picture, "alt": "Ruộng bậc thang", "caption": ""})]


def addresses(picture):
    return [copy.url for copy in picture.renditions.all()]


def all_answer(client, urls, status):
    return urls and {client.get(url).status_code for url in urls} == {status}


def test_no_name_can_be_guessed(picture):
    assert re.fullmatch(r"original_images/[a-z0-9]{17}\.jpg", picture.file.name)


@pytest.mark.parametrize("narrower", ["signed_in", "school", None])
def test_an_address_ends_with_its_readers(
    picture, muong_nha, client, narrower, django_capture_on_commit_callbacks
):
    course = builders.make_course("Toán của trường", school=muong_nha)
    lecture = builders.make_lecture(course=course, body=shown(picture))
    publishing.prepare(lecture)
    before = addresses(picture)
    assert all_answer(client, before, 200)
    with django_capture_on_commit_callbacks(execute=True):
        if narrower:
            lecture.audience = narrower
            lecture.save_revision().publish()
        else:
            lecture.unpublish()
    assert all_answer(client, before, 404)
    picture.refresh_from_db()
    assert picture.file.storage.exists(picture.file.name)


def test_what_others_show_to_as_many_stays(picture, client, django_capture_on_commit_callbacks):
    lecture, other = (builders.make_lecture(f"Bài {n}", body=shown(picture)) for n in range(2))
    publishing.prepare(lecture)
    before = addresses(picture)
    with django_capture_on_commit_callbacks(execute=True):
        lecture.unpublish()
    assert all_answer(client, before, 200)
    with django_capture_on_commit_callbacks(execute=True):
        other.unpublish()
    assert all_answer(client, before, 404)


def test_published_again_for_the_same_it_stays(picture, client, django_capture_on_commit_callbacks):
    lecture = builders.make_lecture(body=shown(picture))
    publishing.prepare(lecture)
    before = addresses(picture)
    with django_capture_on_commit_callbacks(execute=True):
        lecture.save_revision().publish()
    assert all_answer(client, before, 200)
