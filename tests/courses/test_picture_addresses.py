"""The address of a picture is drawn by lot, and ends when fewer may read the page that told it."""

import re

import pytest

from courses import picture_addresses, publishing
from courses.models import LecturePage
from lms.models import Picture
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


@pytest.fixture
def for_the_school(picture, muong_nha):
    """A lecture of Mường Nhà alone that shows the picture."""
    course = builders.make_course("Toán của trường", school=muong_nha)
    lecture = builders.make_lecture(course=course, audience="school", body=shown(picture))
    publishing.prepare(lecture)
    return lecture


def test_an_address_ends_when_the_course_comes_to_another_school(
    for_the_school, picture, na_hy, client, django_capture_on_commit_callbacks
):
    before, course = addresses(picture), for_the_school.get_parent().specific
    course.school = na_hy
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    assert all_answer(client, before, 404)
    kept = addresses(picture)
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    assert addresses(picture) == kept, "the same school once more changes nothing"


def test_an_address_ends_when_the_lecture_moves_to_another_school(
    for_the_school, picture, na_hy, client, django_capture_on_commit_callbacks
):
    before = addresses(picture)
    with django_capture_on_commit_callbacks(execute=True):
        for_the_school.move(builders.make_course("Toán Nà Hỳ", school=na_hy), pos="last-child")
    assert LecturePage.objects.get().school == na_hy
    assert all_answer(client, before, 404)


def test_another_school_that_shows_it_keeps_no_address_of_ours(
    for_the_school, picture, na_hy, client, django_capture_on_commit_callbacks
):
    course = builders.make_course("Toán Nà Hỳ", school=na_hy)
    builders.make_lecture("Bài kia", course=course, audience="school", body=shown(picture))
    before = addresses(picture)
    with django_capture_on_commit_callbacks(execute=True):
        for_the_school.unpublish()
    assert all_answer(client, before, 404)


@pytest.fixture
def guessable(for_the_school, picture):
    """As pictures were called once: like their file, and their copies like them."""
    storage = picture.file.storage
    picture.renditions.all().delete()
    with picture.file.open("rb") as file:
        name = storage.save("original_images/em-sung-6a.jpg", file)
    Picture.objects.filter(pk=picture.pk).update(file=name)
    picture.refresh_from_db()
    publishing.prepare(LecturePage.objects.get())
    assert all("/em-sung-6a" in address for address in addresses(picture))
    return picture


def test_what_was_called_like_its_file_gets_another_name_at_night(
    guessable, client, django_capture_on_commit_callbacks
):
    before, other = addresses(guessable), builders.make_picture()
    with django_capture_on_commit_callbacks(execute=True):
        picture_addresses.rename_what_can_be_guessed()
    assert all_answer(client, before, 404)
    publishing.prepare(LecturePage.objects.get())
    guessable.refresh_from_db()
    now = {guessable.file.name, *addresses(guessable)}
    assert all("/em-sung-6a" not in address for address in now)
    picture_addresses.rename_what_can_be_guessed()
    guessable.refresh_from_db()
    assert {guessable.file.name, *addresses(guessable)} == now, "twice is as once"
    assert Picture.objects.get(pk=other.pk).file == other.file


@pytest.mark.parametrize("at", ["give_a_secret_name", "make_copies_soon", "keeping"])
def test_a_night_that_was_cut_is_gone_on_with(guessable, client, monkeypatch, at):
    before, real = addresses(guessable), getattr(picture_addresses, at)
    monkeypatch.setattr(picture_addresses, at, None)
    with pytest.raises((TypeError, AttributeError)):
        picture_addresses.rename_what_can_be_guessed()
    monkeypatch.setattr(picture_addresses, at, real)
    picture_addresses.rename_what_can_be_guessed()
    assert all_answer(client, before, 404)
    assert not guessable.renditions.filter(file__contains="em-sung").exists()
    guessable.refresh_from_db()
    assert guessable.file.storage.exists(guessable.file.name)
