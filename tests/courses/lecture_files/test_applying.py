"""Drafts of lectures out of a file: once, whole, and out again."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.lecture_files import applying
from courses.models import LectureFile, LecturePage
from lms import retention
from lms.models import Change, MediaFile, Picture
from lms.uploaded_lists import CannotApply, CannotUndo
from tests.courses import builders
from tests.courses.lecture_files.builders import a_talk, make_file, pdf


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_talk_becomes_a_draft_with_all_its_pieces(
    course, author, tmp_path, django_capture_on_commit_callbacks
):
    kept = make_file(course, by=author)
    with django_capture_on_commit_callbacks(execute=True):
        applying.apply(kept, by=author)
    page = LecturePage.objects.get()
    assert (page.title, page.live, page.owner, page.get_parent().pk) == ("Mưa", False, author, course.pk)
    body = page.get_latest_revision_as_object().body
    assert [block.block_type for block in body] == ["text", "spoken", "heading", "picture", "text"]
    picture = body[3].value["picture"]
    assert (body[3].value["alt"], picture.pupils) == ("Ruộng bậc thang", "nobody")
    assert "THCS Mường Nhà" in picture.collection.name
    assert kept.original.filename.endswith(".pptx")
    # The upload itself is gone: the picture and the original are all there is.
    assert len(files_in(tmp_path)) == 2
    assert Change.objects.get(act="import file for a lecture").after["create"] == 1


def test_pages_of_paper_are_one_block_and_twenty_make_a_lecture(course, author):
    kept = make_file(course, pdf(*[[(20, 300, f"Trang so {n}")] for n in range(1, 23)]), "de.pdf", by=author)
    applying.apply(kept, by=author)
    first, second = LecturePage.objects.order_by("path")
    assert (first.title, second.title) == ("de", "de (2)")
    (block,) = first.body
    assert (block.block_type, len(block.value["pages"])) == ("paper_pages", 20)
    assert block.value["pages"][0]["text"] == "Trang so 1"


def test_nothing_is_made_while_nobody_said_who_is_in_the_pictures(course, author, tmp_path):
    kept = make_file(course, pupils="", by=author)
    with pytest.raises(CannotApply):
        applying.apply(kept, by=author)
    assert not LecturePage.objects.exists()
    assert not Picture.objects.exists()
    assert len(files_in(tmp_path)) == 1


def test_where_making_fails_half_way_no_file_is_left(course, author, monkeypatch, tmp_path):
    kept = make_file(course, by=author)
    monkeypatch.setattr(applying, "_page", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        applying.apply(kept, by=author)
    assert not Picture.objects.exists()
    assert not MediaFile.objects.exists()
    assert len(files_in(tmp_path)) == 1


def test_the_same_file_twice_makes_nothing_twice(course, author):
    first, second = make_file(course, by=author), make_file(course, by=author)
    applying.apply(first, by=author)
    for again in (first, second):
        with pytest.raises(CannotApply):
            applying.apply(LectureFile.objects.get(pk=again.pk), by=author)
    assert LecturePage.objects.count() == 1


def test_undone_everything_is_out_again(course, author, tmp_path, django_capture_on_commit_callbacks):
    kept = make_file(course, by=author)
    with django_capture_on_commit_callbacks(execute=True):
        applying.apply(kept, by=author)
    with django_capture_on_commit_callbacks(execute=True):
        applying.undo(kept, by=author)
    assert not LecturePage.objects.exists()
    assert not Picture.objects.exists()
    assert not MediaFile.objects.exists()
    assert files_in(tmp_path) == []


def test_what_somebody_changed_is_not_undone(course, author):
    kept = make_file(course, by=author)
    applying.apply(kept, by=author)
    page = LecturePage.objects.get()
    page.title = "Mưa và nước"
    page.save_revision(user=author)
    with pytest.raises(CannotUndo, match="Mưa"):
        applying.undo(kept, by=author)
    assert LecturePage.objects.exists()


def command(*told):
    out = io.StringIO()
    call_command("import_lecture", *told, stdout=out)
    return out.getvalue()


def test_the_command_tries_and_makes_once(course, tmp_path_factory, tmp_path):
    file = tmp_path_factory.mktemp("tệp") / "mưa.pptx"
    file.write_bytes(a_talk())
    tried = json.loads(command(str(file), "--course", str(course.pk), "--json"))
    assert tried["counts"] == {"found": 6, "taken": 6, "lossy": 0, "skip": 0}
    assert not LectureFile.objects.exists()
    assert files_in(tmp_path) == []
    for _time in range(2):
        made = json.loads(command(str(file), "--course", course.slug, "--apply", "--no-pupils", "--json"))
        assert made["pages"] == [LecturePage.objects.get().pk]
    assert "Đứng trong khóa học" in command(str(file), "--course", str(course.pk), "--apply", "--no-pupils")


def test_the_command_says_what_is_wrong(course, tmp_path_factory, tmp_path):
    file = tmp_path_factory.mktemp("tệp") / "x.pptx"
    file.write_bytes(a_talk())
    with pytest.raises(CommandError):
        command(str(file), "--course", str(course.pk), "--apply")
    assert files_in(tmp_path) == []
    with pytest.raises(CommandError):
        command(str(file), "--course", "khong-co")
    file.write_bytes(b"noise")
    with pytest.raises(CommandError):
        command(str(file), "--course", str(course.pk))


def test_what_nobody_took_over_goes_after_thirty_days(course, tmp_path, django_capture_on_commit_callbacks):
    old, new = make_file(course), make_file(course)
    LectureFile.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=32))
    with django_capture_on_commit_callbacks(execute=True):
        told = {kind.key: count for kind, count in retention.forget(timezone.localdate())}
    assert told["lecture_files"] == 1
    assert LectureFile.objects.get() == new
    assert len(files_in(tmp_path)) == 1


def test_with_a_course_its_files_that_wait_leave_the_disk(
    course, author, tmp_path, django_capture_on_commit_callbacks
):
    make_file(course, by=author)
    assert len(files_in(tmp_path)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        course.delete()
    assert not LectureFile.objects.exists()
    assert files_in(tmp_path) == []
