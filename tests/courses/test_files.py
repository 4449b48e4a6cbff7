"""Sound, video and documents reach whoever may read their lecture, in parts when asked."""

import pytest

from courses import files
from courses.pictures import copies_of
from tests.courses import builders

CONTENT = b"ID3" + bytes(range(256)) * 50


@pytest.fixture
def sound(db):
    return builders.make_file("giong đọc.mp3", CONTENT)


def in_lecture(sound, **fields):
    return builders.make_lecture(body=[("sound", {"title": "Nghe", "file": sound})], **fields)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_public_file_is_kept_and_asked_about_each_time(sound, client):
    in_lecture(sound)
    answer = client.get(files.address(sound))
    assert body(answer) == CONTENT
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=100-", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=5-999999999", 5, None),
    ],
)
def test_parts_are_served(sound, client, asked, first, last):
    in_lecture(sound)
    answer = client.get(files.address(sound), headers={"Range": asked})
    assert answer.status_code == 206
    expected = CONTENT[first : last + 1] if last is not None else CONTENT[first:]
    assert body(answer) == expected
    assert answer["Content-Length"] == str(len(expected))
    assert answer["Content-Range"].endswith(f"/{len(CONTENT)}")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("bytes=99999999-", 416),
        ("bytes=-0", 416),
        ("bytes=9-2", 416),
        ("bytes=0-1,5-6", 200),
        ("bytes=-", 200),
        ("x", 200),
        ("bytes=" + "9" * 5000 + "-", 200),
    ],
)
def test_odd_ranges_do_no_harm(sound, client, asked, status):
    in_lecture(sound)
    assert client.get(files.address(sound), headers={"Range": asked}).status_code == status


def test_its_length_is_told_without_it(sound, client):
    in_lecture(sound)
    answer = client.head(files.address(sound))
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, str(len(CONTENT)), b"")


def test_copies_of_pictures_come_in_parts_too(client, db):
    address = copies_of(builders.make_picture()).image.url
    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=100-", "If-Range": whole["ETag"]})
    assert (whole.status_code, part.status_code) == (200, 206)
    assert body(part) == body(whole)[100:]
    assert client.get(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    # A picture that is taken back gets another name; no cache shows the old one for longer than an hour.
    assert whole["Cache-Control"] == "public, max-age=3600, must-revalidate"
    for odd in (
        "/media/images/",
        "/media/images/../db.sqlite3",
        "/media/images/%2e%2e/x.jpg",
        "/media/images/x.jpg",
    ):
        assert client.get(odd).status_code == 404


def test_an_old_part_is_not_mixed_with_a_new_file(sound, client):
    in_lecture(sound)
    answer = client.get(files.address(sound), headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert answer.status_code == 200


def test_a_file_of_a_school_lecture_is_for_the_school(sound, muong_nha, signed_in, giang, vang, client):
    in_lecture(sound, course=builders.make_course(school=muong_nha), audience="school")
    answer = signed_in(giang).get(files.address(sound))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert signed_in(vang).get(files.address(sound)).status_code == 404
    client.logout()
    assert client.get(files.address(sound)).status_code == 404


def test_a_file_of_a_draft_is_for_authors_alone(sound, client, signed_in, giang):
    page = in_lecture(sound)
    page.unpublish()
    assert client.get(files.address(sound)).status_code == 404
    assert signed_in(giang).get(files.address(sound)).status_code == 404


@pytest.mark.parametrize("path", ["/files/x/y.mp3", "/files/%2e%2e/y", "/files/" + "a" * 900 + "/b"])
def test_unknown_files_are_not_found(db, client, path):
    assert client.get(path).status_code == 404


def test_wagtails_own_address_asks_who_may_read_too(sound, muong_nha, signed_in, giang, vang, client):
    in_lecture(sound, course=builders.make_course(school=muong_nha), audience="school")
    assert client.get(sound.url).status_code == 404
    assert signed_in(vang).get(sound.url).status_code == 404
    assert signed_in(giang).get(sound.url).status_code == 200


def test_a_file_on_no_page_cannot_be_found_by_counting(sound, signed_in, giang, client):
    assert client.get(sound.url).status_code == 404
    assert signed_in(giang).get(sound.url).status_code == 404
