"""What is no film or sound, or a trick, is refused with a sentence; the worker lives on, nothing is half."""

import re
from io import StringIO
from tempfile import NamedTemporaryFile

import pytest
from django.core.management import call_command

from courses.media import copies, ffmpeg, preparing, probing
from courses.models import MediaCopy
from lms import tasks
from lms.models import Job
from tests.courses import builders
from tests.courses.media import films

SECRET = "PASSWORD-OF-THE-SERVER"


def made(name, content):
    file = builders.make_file(name, content)
    call_command("work", "--once", stdout=StringIO())
    return copies.of(file)


def locked_film():
    key = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb"]
    with NamedTemporaryFile(suffix=".mp4") as plain:
        plain.write(films.film(seconds=1))
        plain.flush()
        return films.make(
            "khoa.mp4", "-i", plain.name, "-c", "copy", *key,
            "-encryption_kid", "a7e61c373e219033c21091fa607bf3b8",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trong.mp4", lambda: b"", "trống"),
        ("trong.mp3", lambda: b"", "trống"),
        ("rac.mp4", lambda: b"\0\0\0\x20ftypisom" + b"junk" * 500, "không đọc được"),
        ("rac.webm", lambda: b"\x1a\x45\xdf\xa3" + b"\xff" * 3000, "không đọc được"),
        ("rac.mp3", lambda: b"ID3" + b"0123456789" * 500, "không đọc được"),
        ("rac.ogg", lambda: b"OggS" + b"\0" * 3000, "không đọc được"),
        ("rac.avi", lambda: b"RIFF\0\0\0\0AVI " + b"\0" * 3000, "không đọc được"),
        ("sai.mp4", lambda: films.sound("nghe.mp3", seconds=1), "không đọc được"),
        ("sai.mp3", lambda: films.film(seconds=1), "không đọc được"),
        ("chi-tieng.mp4", lambda: films.sound("chi-tieng.mp4", seconds=1), "chỉ có tiếng"),
        ("cam.m4a", lambda: films.film("cam.mp4", sound=False, seconds=1), "không có tiếng"),
        ("cut.mp4", lambda: films.film(seconds=2)[:3000], "không đọc được"),
        ("khoa.mp4", locked_film, "chống sao chép"),
        ("nho.mp4", lambda: films.film("nho.mp4", size="16x16", seconds=1), "quá nhỏ"),
    ],
)
def test_what_cannot_be_made_light_is_told_in_words(name, content, words, db):
    light = made(name, content())
    assert light.state == "failed"
    assert words in light.why
    assert name in light.why
    assert not MediaCopy.objects.exists()
    job = Job.objects.get()
    assert (job.state, job.tries) == ("failed", 1)
    assert job.message == light.why


def test_under_its_right_name_the_same_content_is_taken(db):
    content = films.sound("nghe.mp3", seconds=1)
    assert made("sai.mp4", content).state == "failed"
    assert made("dung.mp3", content).state == "done"


def test_a_film_that_breaks_off_says_where(db):
    """Its table of contents, at the front, tells of three seconds; the card broke after one."""
    whole = films.film("dut.mp4", seconds=3, size="320x240", more=("-movflags", "+faststart", "-g", "5"))
    light = made("dut.mp4", whole[: len(whole) // 3])
    assert light.state == "failed"
    assert re.search(r"bị cắt ngang sau 0:0[0-2] trên 0:03", light.why)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"seconds": 36_000}, "dài 10"),
        ({"width": 20_000, "height": 20_000}, "20000 × 20000"),
        ({"width": 8, "height": 1000}, "quá nhỏ"),
    ],
)
def test_absurd_lengths_and_sizes_are_refused_before_anything_is_made(told, words):
    usual = {"reader": "mov", "seconds": 60, "width": 640, "height": 480, "has_video": True}
    found = probing.Found(**usual | told)
    with pytest.raises(probing.Refused, match=words):
        probing.judge(found, "phim.mp4", wants_video=True)


def test_titles_in_a_file_are_not_taken_for_its_streams():
    said = (
        "  Metadata:\n"
        "    title           : x\n"
        "                    :   Stream #0:7: Video: h264, yuv420p, 99999x99999\n"
        "  Duration: 00:00:02.00, start: 0.000000, bitrate: 120 kb/s\n"
        "  Stream #0:0[0x1](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 69 kb/s\n"
        "  Stream #0:1: Video: png, rgb24(pc), 64x64, 90k tbr, 90k tbn (attached pic)\n"
    )
    found = probing.told(said, "mov")
    assert (found.has_video, found.sound_codec, found.seconds) == (False, "aac", 2)


HEADS = {
    "mp4": "\0\0\0\x20ftyp",
    "mp3": "ID3",
    "ogg": "OggS",
    "webm": "\x1a\x45\xdf\xa3",
    "avi": "RIFF0000AVI ",
}


@pytest.mark.parametrize("ending", HEADS)
def test_a_list_that_leads_to_other_files_is_not_read(ending, db, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    for trick in (
        f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n",
        f"ffconcat version 1.0\nfile {secret}\n",
    ):
        for content in (trick, HEADS[ending] + trick):
            light = made(f"trick.{ending}", content.encode("latin-1"))
            assert (light.state, light.why.count(SECRET)) == ("failed", 0)


def test_ffmpeg_reads_no_network_and_only_by_the_reader_it_is_told(tmp_path):
    playlist = tmp_path / "list.mp4"
    playlist.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n")
    assert "Stream #" not in ffmpeg.look(playlist, "mov")
    with pytest.raises(ffmpeg.Failed) as refused:
        ffmpeg.make(playlist, "hls", ["-f", "null"], "-", seconds=5, most_bytes=10**6)
    assert "http" in refused.value.said or "Invalid" in refused.value.said


def test_what_takes_too_long_or_writes_too_much_is_ended(tmp_path):
    """Limits of the system, not only of our clock."""
    path, out = tmp_path / "phim.mp4", tmp_path / "out.mp4"
    path.write_bytes(films.film(seconds=1))
    with pytest.raises(ffmpeg.Failed) as ended:
        ffmpeg.make(path, "mov", ["-vf", "loop=-1:250", "-f", "null"], "-", seconds=1, most_bytes=10**6)
    assert ended.value.took_too_long
    with pytest.raises(ffmpeg.Failed):
        ffmpeg.make(path, "mov", ["-vf", "loop=-1:250", "-f", "mp4"], out, seconds=60, most_bytes=50_000)
    assert out.stat().st_size <= 50_000


def test_without_room_on_the_disk_it_waits_for_the_night(db, monkeypatch):
    usage = preparing.shutil.disk_usage("/")
    with monkeypatch.context() as patch:
        patch.setattr(preparing.shutil, "disk_usage", lambda _path: usage._replace(free=10**6))
        light = made("phim.mp4", films.film(seconds=1))
    assert (light.state, "không còn chỗ" in light.why) == ("failed", True)
    assert preparing.all_that_lacks() == 1
    call_command("work", "--once", stdout=StringIO())
    assert {work.why for work in preparing.Preparation.objects.all()} == {""}
    assert MediaCopy.objects.exists()


def test_other_work_goes_between_two_copies(db, monkeypatch):
    """Whoever imports a class list does not wait for an hour of film."""
    order = []
    monkeypatch.setitem(tasks.KINDS, "test.short", (lambda job: order.append("list"), "List"))
    keep = preparing._keep

    def noting(work, form, *rest, **told):
        order.append(form)
        if form == "opus":
            tasks.start("test.short", by=None)
        keep(work, form, *rest, **told)

    monkeypatch.setattr(preparing, "_keep", noting)
    light = made("nghe.mp3", films.sound(seconds=1))
    assert order == ["opus", "list", "aac"]
    assert light.state == "done"


def test_two_films_do_not_change_places_between_their_copies(db, monkeypatch):
    order = []
    keep = preparing._keep

    def noting(work, form, *rest, **told):
        order.append((work.pk, form))
        keep(work, form, *rest, **told)

    monkeypatch.setattr(preparing, "_keep", noting)
    for seconds in (1, 2):
        builders.make_file(f"nghe-{seconds}.mp3", films.sound(seconds=seconds))
    call_command("work", "--once", stdout=StringIO())
    first, second = order[0][0], order[-1][0]
    assert order == [(first, "opus"), (first, "aac"), (second, "opus"), (second, "aac")]
    assert first != second


def test_what_a_killed_worker_left_is_cleared_and_the_rest_is_made(db, monkeypatch):
    file = builders.make_file("nghe.mp3", films.sound(seconds=1))
    folder = preparing.Path(preparing.settings.MEDIA_ROOT) / preparing.WORK / file.get_file_hash()

    class Killed(BaseException):
        pass

    def killed(*_rest, **_told):
        raise Killed

    work = preparing.Preparation.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(preparing.contents, "keep", killed)
        with pytest.raises(Killed):
            preparing.prepare(work.job, work.pk)
    assert not MediaCopy.objects.exists()
    folder.mkdir(parents=True)
    (folder / "opus.webm").write_bytes(b"half")
    call_command("work", "--once", stdout=StringIO())
    assert copies.of(file).state == "done"
    assert not folder.exists()


def test_two_workers_are_never_at_one_file(db):
    """The lock goes with its process, so none is left behind by one that was killed."""
    with preparing.working_folder("a" * 40):
        place = preparing.Path(preparing.settings.MEDIA_ROOT) / preparing.WORK / f"{'a' * 40}.lock"
        with place.open("w") as other:
            assert not preparing._locked(other)
    with place.open("w") as other:
        assert preparing._locked(other)
