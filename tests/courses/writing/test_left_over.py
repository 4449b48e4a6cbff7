"""Photos and voices that came with a form go when no lecture took them up, and never before."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from courses.copying import LecturePage
from courses.models import KeptUpload
from courses.writing import drafts, left_over, media
from lms import retention
from lms.models import MediaFile, Picture
from tests.courses.writing.builders import photo, send_piece, voice


def night(days=left_over.DAYS + 1):
    kind = next(kind for kind in retention.kinds() if kind.key == "kept_uploads")
    kind.forget(timezone.localdate() + timedelta(days=days))


@pytest.fixture
def refused(ms_lan, lecture, signed_in):
    """A photo and a voice that came with forms which were not whole."""
    client = signed_in(ms_lan)
    _key, answer = send_piece(client, lecture, "picture", photo=photo(), pupils="nobody")
    assert answer.status_code == 422
    _key, answer = send_piece(client, lecture, "sound", sound=voice())
    assert answer.status_code == 422
    return client


def test_what_no_lecture_took_up_goes_with_its_file(refused, django_capture_on_commit_callbacks):
    paths = [Path(Picture.objects.get().file.path), Path(MediaFile.objects.get().file.path)]
    night(days=left_over.DAYS - 1)
    assert (Picture.objects.count(), MediaFile.objects.count()) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        night()
    assert not Picture.objects.exists()
    assert not MediaFile.objects.exists()
    assert not KeptUpload.objects.exists()
    assert not any(path.exists() for path in paths)
    night()


def test_what_a_form_carries_again_stays_as_long_anew(refused, ms_lan, time_machine):
    picture = Picture.objects.get()
    KeptUpload.objects.update(at=timezone.now() - timedelta(days=left_over.DAYS + 5))
    carried = media.token(picture)
    night(days=0)
    assert media.by_token(Picture, carried, ms_lan) == picture
    assert left_over.DAYS > media.TOKEN_DAYS


def test_what_a_lecture_took_up_stays_in_every_version_that_shows_it(refused, lecture, ms_lan):
    picture, file = Picture.objects.get(), MediaFile.objects.get()
    key, _sent = send_piece(
        refused, lecture, "picture", kept_photo=media.token(picture), alt="Ruộng", pupils="nobody"
    )
    send_piece(refused, lecture, text="Nghe", kept_sound=media.token(file))
    page = LecturePage.objects.get(pk=lecture.pk)
    # Another sitting takes the photo out again; the version before can be gone back to.
    drafts.change(page, ms_lan, lambda draft: drafts.drop(draft, key, ""), anew=True)
    night()
    assert (Picture.objects.get(), MediaFile.objects.get()) == (picture, file)
    assert not KeptUpload.objects.exists()


def test_what_stands_elsewhere_stays(refused, lecture):
    LecturePage.objects.get(pk=lecture.pk).revisions.all().delete()
    page = LecturePage.objects.get(pk=lecture.pk)
    page.cover = Picture.objects.get()
    page.save()
    night()
    assert Picture.objects.exists()
    assert not MediaFile.objects.exists()


def test_a_picture_of_the_library_is_never_one_of_these(refused, ms_lan, course):
    picture = Picture.objects.get()
    KeptUpload.objects.all().delete()
    with picture.file.open("rb") as file:
        raw = file.read()
    assert media.keep_photo(raw, "Ruộng", course, ms_lan).pk
    send_piece(refused, LecturePage.objects.get(), "picture", photo=photo(), pupils="nobody")
    night()
    assert Picture.objects.filter(pk=picture.pk).exists()
