"""What a sealed paper takes along of its pictures and sounds: the forms that a takeaway would choose."""

from base64 import b64decode
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.template.loader import render_to_string

from courses import paper_media, pictures
from courses.media import copies
from courses.takeaways import asked_for
from tests.courses import builders
from tests.courses.media import films


@pytest.fixture
def html(db):
    """A question with a picture in its nine forms and a sound in two."""
    cache.clear()
    picture = builders.make_picture()
    pictures.make_copies(picture)
    spoken = builders.make_file("nghe.mp3", films.sound(seconds=1))
    call_command("work", "--once", stdout=StringIO())
    shown = render_to_string(
        "courses/blocks/picture.html", {"value": {"picture": picture, "alt": "Ruộng", "readings": []}}
    )
    forms = "".join(f"<source src=\"{one.address}\" type='{one.type}'>" for one in copies.of(spoken).sounds)
    return f'{shown}<audio controls preload="none">{forms}</audio>'


def test_of_each_picture_and_sound_one_form_comes_that_every_browser_shows(html):
    chosen = [one.url for one in asked_for.of(html) if one.instead]
    taken, media = paper_media.taken_out(html)
    assert list(media) == chosen
    assert sorted(one["type"].split(";")[0] for one in media.values()) == ["audio/mp4", "image/webp"]
    assert all(b64decode(one["content"]) for one in media.values())
    assert "srcset" not in taken
    assert taken.count("<source") == 1


def test_what_is_too_much_stays_at_school(html, monkeypatch):
    monkeypatch.setattr(paper_media, "MOST_BYTES", 10)
    assert paper_media.taken_out(html)[1] == {}


def test_an_address_that_leads_out_of_our_folders_takes_nothing_along():
    assert paper_media.taken_out('<img src="/media/images/../../secret_key">')[1] == {}
