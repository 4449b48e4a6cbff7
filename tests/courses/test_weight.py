"""What a lecture says of its weight is true, and light enough."""

import re
from pathlib import Path

import brotli
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import publishing
from courses.models import LecturePage
from courses.pictures import copies_of, make_copies
from courses.weight import PAGE_ITSELF, in_words, of_body, warnings
from lms.storage import OURS, light
from tests.courses import builders

IMPORT = re.compile(r"""(?:import|from)\s*(?:url\()?["'](\.{1,2}/[^"']+)["']""")


def loaded_by(html):
    """Our static files that the page loads, with the modules and style sheets these import."""
    waiting = [
        path.split("?")[0].split("#")[0] for path in re.findall(r'(?:src|href)="/static/([^"]+)"', html)
    ]
    found = {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = Path(finders.find(path)).read_bytes()
        if OURS.fullmatch(path):
            found[path] = light(path, found[path].decode()).encode()
        folder = path.rpartition("/")[0].split("/")
        for target in IMPORT.findall(found[path].decode(errors="ignore")):
            parts = list(folder)
            for step in target.split("/"):
                parts = parts[:-1] if step == ".." else parts if step == "." else [*parts, step]
            waiting.append("/".join(parts))
    return found


def test_a_first_visit_loads_what_is_said_and_less_than_40_kb(db, client):
    page = builders.make_lecture()
    publishing.prepare(page)
    html = client.get(page.url).content
    files = loaded_by(html.decode())
    assert {"courses/reading.js", "lms/js/outbox.js", "lms/css/base.css"} <= files.keys()
    total = sum(len(brotli.compress(content)) for content in [html, *files.values()])
    assert total < 40_000
    said = LecturePage.objects.get(pk=page.pk).weight["page"]
    assert abs(said - total) < 0.15 * total
    assert abs(PAGE_ITSELF - total) < 0.15 * total
    assert f"Bài này {in_words(said)}" in html.decode()


def test_cards_say_what_loads_at_once_and_what_only_when_asked(db, client):
    # Wagtail keeps there what it made for a picture of another test, of the same content and number.
    caches["default"].clear()
    picture, sound = builders.make_picture(), builders.make_file("doc.mp3", b"ID3" + b"a" * 90_000)
    page = builders.make_lecture(
        body=[("picture", {"picture": picture, "alt": "Ruộng"}), ("sound", {"title": "Nghe", "file": sound})]
    )
    publishing.prepare(page)
    page.refresh_from_db()
    size = in_words(page.weight["page"] + page.weight["pictures"])
    assert page.weight["pictures"] == copies_of(picture).weight
    card = client.get(page.get_parent().url).content.decode()
    assert f"Bài này {size}, nghe thêm 90 KB" in card


def test_what_stands_twice_is_weighed_once(db):
    sound = builders.make_file("doc.mp3", b"ID3" + b"a" * 90_000)
    body = [("sound", {"title": "Nghe", "file": sound}), ("text", {"text": "<p>a</p>", "reading": sound})]
    assert of_body(builders.make_lecture(body=body).body)["sound"] == 90_003


def test_of_several_languages_a_pupil_hears_one(db):
    spoken = [
        {"language": language, "file": builders.make_file(f"{language}.mp3", b"ID3" + b"a" * size)}
        for language, size in (("vi", 50_000), ("hmn", 70_000))
    ]
    body = [("text", {"text": "<p>a</p>", "readings": [{**one, "transcript": ""} for one in spoken]})]
    assert of_body(builders.make_lecture(body=body).body)["sound"] == 70_003


def test_an_author_of_a_heavy_lecture_is_told_what_weighs_most(muong_nha, signed_in, author):
    heavy = [builders.make_file(f"{n}.mp3", b"ID3" + b"a" * (n * 50_000)) for n in range(1, 5)]
    film = builders.make_file("phim.mp4", b"v" * 5_000_000)
    light = builders.make_lecture(body=[("video", {"title": "Phim", "file": film})])
    assert warnings(light.body) == []
    page = builders.make_lecture(
        title="Nặng",
        course=builders.make_course(school=muong_nha),
        body=[("sound", {"title": sound.title, "file": sound}) for sound in heavy],
    )
    told = warnings(page.body)
    assert "chưa kể video; quá 300 KB" in told[0]
    assert [sentence.partition(" ")[0] for sentence in told[1:]] == ["«4.mp3»", "«3.mp3»", "«2.mp3»"]
    assert "đọc ngắn lại" in told[1]
    editor = signed_in(author).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "chưa kể video; quá 300 KB" in editor


def test_weights_are_said_as_people_say_them():
    assert [in_words(size) for size in (0, 1, 240_000, 999_499, 1_258_291, 12_000_000)] == [
        "0 KB",
        "1 KB",
        "240 KB",
        "999 KB",
        "1,3 MB",
        "12 MB",
    ]


def test_more_of_everything_asks_no_more(db, django_assert_num_queries):
    def lecture(many):
        body = []
        for number in range(many):
            picture = builders.make_picture(width=40, height=30)
            make_copies(picture)
            sound = builders.make_file(f"doc-{number}.mp3", b"ID3" + b"a" * (900 + number))
            paper = builders.make_file(f"bai-{number}.pdf", b"%PDF-" + b"a" * (900 + number))
            body += [
                ("picture", {"picture": picture, "alt": "Ruộng"}),
                ("sound", {"title": "Nghe", "file": sound}),
                ("document", {"title": "Đọc thêm", "file": paper}),
            ]
        return builders.make_lecture(body=body).pk

    def weighed(key):
        # As it is read, not as it was put together.
        return of_body(LecturePage.objects.get(pk=key).body)

    one, many = lecture(1), lecture(4)
    assert all(weighed(one)[kind] for kind in ("pictures", "sound", "files"))
    with CaptureQueriesContext(connection) as asked:
        weighed(one)
    weighed(many)
    with django_assert_num_queries(len(asked)):
        weighed(many)
