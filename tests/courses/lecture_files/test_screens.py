"""A teacher's evening: upload, look as pupils will, mend in place, make the draft, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.lecture_files import reading
from courses.models import LectureFile, LecturePage
from lms.models import Job, Picture
from lms.tasks import run_job
from tests.courses import builders
from tests.courses.lecture_files.builders import a_talk, make_file

NEW = "/lectures/from-file/"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def teacher(course, ms_lan, signed_in):
    """Ms Lan teaches maths to 6A: the course of her school is hers to write in."""
    return signed_in(ms_lan)


@pytest.fixture
def kept(course, ms_lan):
    return make_file(course, by=ms_lan, pupils="")


def upload(teacher, course, content, name="mưa.pptx"):
    return teacher.post(NEW, {"course": course.pk, "file": SimpleUploadedFile(name, content)})


def page(teacher, address):
    return teacher.get(address).content.decode()


def piece_of(kept, kind):
    return kept.pieces.filter(kind=kind).first()


def act(teacher, piece, name, **more):
    return teacher.post(
        f"{piece.lecture_file.get_absolute_url()}{piece.pk}/act/", {"act": name, **more}, follow=True
    )


def test_an_upload_is_read_in_the_background_and_then_shown_as_pupils_will_see_it(teacher, course):
    response = upload(teacher, course, a_talk())
    job = Job.objects.get(kind=reading.KIND)
    assert response.url == f"/jobs/{job.pk}/"
    run_job.func(str(job.pk))
    kept = LectureFile.objects.get()
    assert teacher.get(response.url).url == kept.get_absolute_url()
    shown = page(teacher, kept.get_absolute_url())
    assert "<h2>Ruộng</h2>" in shown
    assert "Lời thầy cô giảng phần này" in shown
    assert "Ruộng ở Điện Biên." in shown
    assert not LecturePage.objects.exists()
    # Once more finds the same, and reads nothing.
    assert upload(teacher, course, a_talk()).url == kept.get_absolute_url()


def test_a_file_that_cannot_be_read_says_why_and_is_gone(
    teacher, course, tmp_path, django_capture_on_commit_callbacks
):
    response = upload(teacher, course, b"noise")
    job = Job.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        run_job.func(str(job.pk))
    shown = page(teacher, response.url)
    assert "Tệp này không phải PowerPoint" in shown
    assert f"{NEW}?course=" in shown
    assert not LectureFile.objects.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_an_empty_file_is_refused_at_once(teacher, course):
    response = upload(teacher, course, b"")
    assert response.status_code == 400
    assert "Tệp trống" in response.content.decode()


def test_pieces_are_left_out_moved_joined_and_become_another_kind(teacher, kept):
    text = piece_of(kept, "text")
    act(teacher, text, "kind", kind="example")
    assert "Ví dụ" in page(teacher, kept.get_absolute_url())
    act(teacher, text, "down")
    act(teacher, text, "join")
    (spoken,) = kept.pieces.filter(kind="spoken")
    assert spoken.content["html"] == "<p>Chào các em.</p><p>Nước chảy xuống.</p>"
    act(teacher, spoken, "leave")
    assert "để ngoài" in page(teacher, kept.get_absolute_url())
    act(teacher, spoken, "take-in")
    shown = act(teacher, piece_of(kept, "picture"), "join").content.decode()
    assert "Chỉ ghép được chữ với chữ" in shown


def test_what_the_short_screen_cannot_change_is_said_before(teacher, kept):
    shown = page(teacher, kept.get_absolute_url())
    assert "chỉ sửa được ở màn soạn đầy đủ" in shown
    assert shown.count('badge--quiet">sửa ở màn soạn đầy đủ') == 1


def test_words_are_mended_in_place(teacher, kept):
    text = piece_of(kept, "text")
    address = f"{kept.get_absolute_url()}{text.pk}/"
    assert "Nước chảy xuống." in page(teacher, address)
    assert teacher.post(address, {"text": r"\( \frac{1} \)"}).status_code == 400
    teacher.post(address, {"text": "**Nước**\n\n• một\n• hai <b>"})
    text.refresh_from_db()
    assert text.content["html"] == "<p><b>Nước</b></p><ul><li>một</li><li>hai &lt;b&gt;</li></ul>"


def test_pictures_are_asked_about_once_with_all_in_sight(teacher, kept):
    shown = act(teacher, piece_of(kept, "heading"), "up").content.decode()
    assert "Xem các hình (1)" in shown
    assert "cho biết" in teacher.post(f"{kept.get_absolute_url()}apply/", follow=True).content.decode()
    assert not LecturePage.objects.exists()
    address, picture = f"{kept.get_absolute_url()}pictures/", piece_of(kept, "picture")
    assert teacher.get(f"{kept.get_absolute_url()}{picture.pk}/picture/")["Content-Type"] == "image/jpeg"
    assert teacher.post(address, {f"alt-{picture.pk}": "Ruộng"}).status_code == 400
    assert teacher.post(address, {f"alt-{picture.pk}": "Ruộng", "pupils": "seen"}).status_code == 400
    teacher.post(address, {f"alt-{picture.pk}": "Ruộng", f"seen-{picture.pk}": "on", "pupils": "seen"})
    teacher.post(f"{kept.get_absolute_url()}apply/")
    assert (Picture.objects.get().title, Picture.objects.get().pupils) == ("Ruộng", "seen")


def test_at_a_heading_another_lecture_begins(teacher, kept, ms_lan):
    kept.pupils = "nobody"
    kept.save()
    act(teacher, kept.pieces.filter(kind="heading")[1], "begin")
    assert "Tạo 2 bản nháp" in page(teacher, kept.get_absolute_url())
    done = teacher.post(f"{kept.get_absolute_url()}apply/", follow=True).content.decode()
    assert "Đã có 2 bản nháp trong khóa học." in done
    assert [one.title for one in LecturePage.objects.order_by("path")] == ["Mưa", "Ruộng"]
    # Her own, for her school alone.
    assert {(one.audience, one.owner) for one in LecturePage.objects.all()} == {("school", ms_lan)}
    again = teacher.post(f"{kept.get_absolute_url()}apply/", follow=True).content.decode()
    assert "không có gì bị làm hai lần" in again
    undone = teacher.post(f"{kept.get_absolute_url()}undo/", follow=True).content.decode()
    assert "đã được bỏ ra khỏi khóa học" in undone
    assert not LecturePage.objects.exists()


def test_a_teacher_of_another_school_finds_nothing(kept, mr_pao, signed_in):
    stranger, piece = signed_in(mr_pao), piece_of(kept, "picture")
    address = kept.get_absolute_url()
    for path in (address, f"{address}pictures/", f"{address}{piece.pk}/", f"{address}{piece.pk}/picture/"):
        assert stranger.get(path).status_code == 404
    for path in (f"{address}apply/", f"{address}undo/", f"{address}discard/", f"{address}{piece.pk}/act/"):
        assert stranger.post(path).status_code == 404


def test_thrown_away_nothing_is_left(teacher, kept, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        teacher.post(f"{kept.get_absolute_url()}discard/")
    assert not LectureFile.objects.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
