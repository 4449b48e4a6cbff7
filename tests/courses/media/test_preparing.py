"""A film or sound is made light in the background, once, and whole."""

import re
import subprocess
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from PIL import Image

from courses.media import copies, ffmpeg, preparing
from courses.models import MediaCopy, Preparation
from lms import contents
from lms.models import Job
from tests.courses import builders
from tests.courses.media import films

WHERE = [
    "-metadata",
    "location=+21.3860+103.0230/",
    "-metadata",
    "title=TELEPHONE of Hoa",
    "-metadata",
    "make=TELEPHONE",
]


def work():
    call_command("work", "--once", stdout=StringIO())


@pytest.fixture
def made(db):
    """`made(name, content)`: the file, after the worker was at it."""

    def upload(name, content):
        file = builders.make_file(name, content)
        work()
        return file

    return upload


def bytes_of(one):
    row = next(row for row in MediaCopy.objects.all() if row.name in one.address)
    return contents.path(row.digest).read_bytes()


def seen(content, name):
    """What ffmpeg says of a copy."""
    path = preparing.Path(preparing.settings.MEDIA_ROOT) / name
    path.write_bytes(content)
    told = subprocess.run(
        [ffmpeg.program(), "-i", str(path)], capture_output=True, check=False
    ).stderr.decode()
    path.unlink()
    return told


def test_a_film_becomes_two_light_ones_a_sound_and_pictures(made):
    file = made("phim.mp4", films.film(size="1280x720", seconds=2, more=WHERE))
    light = copies.of(file)
    assert light.state == "done"
    assert [(one.form, one.width, one.height) for one in light.videos] == [
        ("240p", 426, 240),
        ("360p", 640, 360),
    ]
    assert [one.type.partition(";")[0] for one in light.sounds] == ["audio/webm", "audio/mp4"]
    assert light.frames[0][0] == 0
    assert light.poster.width == 640
    assert light.seconds == pytest.approx(2, abs=0.1)
    for one in [*light.videos, *light.sounds, light.poster, *light.pictures]:
        assert one.bytes == len(bytes_of(one)) > 100


def test_every_tablet_plays_the_film_at_once(made):
    light = copies.of(made("phim.mp4", films.film(size="1280x720")))
    content = bytes_of(light.videos[-1])
    told = seen(content, "light.mp4")
    assert re.search(r"Video: h264 \((Main|Constrained Baseline|Baseline)\).* yuv420p", told)
    assert re.search(r"Audio: aac \(LC\).* mono", told)
    # The table of contents comes before the pictures: it plays before it is loaded.
    assert 0 < content.find(b"moov") < content.find(b"mdat")


def test_nothing_tells_where_and_on_what_it_was_taken(made):
    content = films.film(more=WHERE)
    assert b"TELEPHONE" in content
    light = copies.of(made("phim.mp4", content))
    for one in [*light.videos, *light.sounds, light.poster, *light.pictures]:
        assert b"TELEPHONE" not in bytes_of(one)
        assert b"+21.38" not in bytes_of(one)


def test_a_film_that_was_held_upright_stays_upright(made, tmp_path):
    flat = films.film("ngang.mp4", size="640x480")
    path = tmp_path / "flat.mp4"
    path.write_bytes(flat)
    upright = films.make("dung.mp4", "-display_rotation", "90", "-i", str(path), "-c", "copy")
    light = copies.of(made("dung.mp4", upright))
    assert (light.videos[-1].width, light.videos[-1].height) == (360, 480)
    assert "rotation" not in seen(bytes_of(light.videos[-1]), "light.mp4")


def test_a_film_for_hdr_screens_is_made_for_every_screen(made):
    told = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    more = ("-pix_fmt", "yuv420p10le", "-x264-params", told)
    content = films.film("hdr.mp4", size="480x360", seconds=1, more=more)
    assert "smpte2084" in seen(content, "hdr.mp4")
    light = copies.of(made("hdr.mp4", content))
    for one in light.videos:
        told = seen(bytes_of(one), "light.mp4")
        assert "smpte2084" not in told
        assert "bt709" in told
    assert len(light.videos) == 2


def test_a_small_film_is_never_drawn_larger(made):
    light = copies.of(made("nho.mp4", films.film(size="200x150", seconds=1)))
    assert [(one.width, one.height) for one in light.videos] == [(200, 150)]
    assert light.poster.width == 200


@pytest.mark.parametrize("name", ["phim.webm", "phim.mov", "phim.mkv", "phim.avi", "phim.3gp"])
def test_films_of_other_kinds_are_taken_too(name, made):
    light = copies.of(
        made(
            name,
            films.film(name, size="352x288", seconds=1, more=("-ar", "8000") if name.endswith("3gp") else ()),
        )
    )
    assert (light.state, [one.form for one in light.videos]) == ("done", ["240p", "360p"])


def test_a_film_without_sound_is_a_film(made):
    light = copies.of(made("cam.mp4", films.film(sound=False, seconds=1)))
    assert (light.state, light.sounds, len(light.videos)) == ("done", [], 2)


def test_a_sound_becomes_opus_and_aac_of_a_few_kilobytes_a_minute(made):
    light = copies.of(made("nghe.wav", films.sound("nghe.wav", seconds=20)))
    assert light.state == "done"
    assert [one.form for one in light.sounds] == ["opus", "aac"]
    assert light.sounds[0].bytes < 20 * 200_000 / 60
    assert "Audio: opus, 48000 Hz, mono" in seen(bytes_of(light.sounds[0]), "light.webm")
    assert "Audio: aac (LC)" in seen(bytes_of(light.sounds[1]), "light.m4a")


def test_the_picture_in_a_song_makes_no_film_of_it(made, tmp_path):
    cover = BytesIO()
    Image.new("RGB", (64, 64), "red").save(cover, "PNG")
    path = tmp_path / "cover.png"
    path.write_bytes(cover.getvalue())
    content = films.make(
        "bia.mp3",
        "-f",
        "lavfi",
        "-i",
        films.TONE.format(seconds=1),
        "-i",
        str(path),
        "-map",
        "0",
        "-map",
        "1",
    )
    light = copies.of(made("bia.mp3", content))
    assert (light.state, light.videos, len(light.sounds)) == ("done", [], 2)


def test_until_then_the_original_is_offered(db):
    file = builders.make_file("phim.mp4", films.film())
    light = copies.of(file)
    assert light.state == "waiting"
    assert [(one.form, one.bytes) for one in light.videos] == [("original", file.get_file_size())]


def test_a_file_of_another_kind_has_no_copies(db):
    file = builders.make_file("phieu.pdf", b"%PDF-1.4")
    assert copies.of(file) == copies.Copies()
    assert not Job.objects.exists()


def test_the_same_film_twice_is_made_light_once(made):
    content = films.film(seconds=1)
    first = made("mot.mp4", content)
    second = builders.make_file("hai.mp4", content)
    assert Job.objects.count() == 1
    assert copies.of(second).videos == copies.of(first).videos
    first.delete()
    assert copies.of(second).state == "done"


def test_what_is_done_is_not_done_again(made):
    made("mot.mp4", films.film(seconds=1))
    rows = list(MediaCopy.objects.values_list("pk", "digest"))
    out = StringIO()
    call_command("prepare_media", stdout=out)
    work()
    assert out.getvalue().startswith("0 files")
    assert list(MediaCopy.objects.values_list("pk", "digest")) == rows


def test_a_newer_recipe_makes_all_anew_and_the_old_address_leads_on(made, monkeypatch, client):
    file = made("mot.mp4", films.film(seconds=1))
    builders.make_lecture(body=[("video", {"title": "Phim", "file": file})])
    old = copies.of(file).videos[-1].address
    newer = preparing.RECIPE + 1
    for module in (preparing, copies):
        monkeypatch.setattr(module, "RECIPE", newer)
    MediaCopy.objects.filter(form="360p").update(digest="0" * 64)
    old = old[: old.rindex("-")] + "-00000000.mp4"
    assert preparing.all_that_lacks() == 1
    work()
    assert set(MediaCopy.objects.values_list("recipe", flat=True)) == {newer}
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, copies.of(file).videos[-1].address)


def test_with_a_film_its_copies_go(made, django_capture_on_commit_callbacks):
    file = made("mot.mp4", films.film(seconds=1))
    paths = [contents.path(digest) for digest in MediaCopy.objects.values_list("digest", flat=True)]
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        file.delete()
    assert not Preparation.objects.exists()
    assert not any(path.exists() for path in paths)
