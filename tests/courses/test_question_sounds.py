"""Recordings of questions and passages: looked at, light, played on the paper, unknown before it opens."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses import files, sounds
from courses.exporting import gift
from courses.models import Question, QuestionVersion
from lms.models import MediaFile
from tests.courses import quizzes
from tests.courses.test_questions import COMMON, FORMS

SPOKEN = (Path(settings.BASE_DIR) / "home/demo/audio/bang-nhan-7.opus").read_bytes()
WEBM = b"\x1a\x45\xdf\xa3" + b"\0" * 40 + b"A_OPUS" + b"\0" * 200
ASKED = {**COMMON, **FORMS["one_choice"]}
NEW = "/questions/banks/TOAN6/new/one_choice/"


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


def upload(content=SPOKEN, name="giong-co-Lan.opus"):
    return SimpleUploadedFile(name, content)


def write(client, content=SPOKEN, **fields):
    response = client.post(NEW, {**ASKED, "sound": upload(content), **fields})
    assert response.status_code == 302
    return Question.objects.select_related("current__audio").order_by("-number").first()


def test_a_recording_is_played_on_the_paper_and_nobody_can_guess_where_it_lies(
    bank, giang, ms_lan, signed_in
):
    question = write(signed_in(ms_lan))
    sound = question.current.audio
    assert "co-Lan" not in sound.filename
    assert len(sound.filename) > 20
    quiz = quizzes.make_quiz(quizzes.make_course(), [question])
    client = signed_in(giang)
    paper = client.get(client.post(f"/attempts/new/{quiz.uid}/")["Location"]).content.decode()
    address = files.address(sound)
    assert f'src="{address}"' in paper
    assert "<sound-player" in paper
    assert b"".join(client.get(address).streaming_content) == SPOKEN
    assert client.get(address.replace(sound.filename, "giong-co-Lan.opus")).status_code == 404
    assert client.get(f"/documents/{sound.pk}/giong-co-Lan.opus").status_code == 404


@pytest.mark.parametrize(
    ("content", "ending"),
    [(SPOKEN, "opus"), (WEBM, "webm"), (b"ID3" + b"\0" * 50, "mp3"), (b"\0\0\0\x20ftypM4A mp4a", "m4a")],
)
def test_what_browsers_and_telephones_record_is_taken(content, ending):
    assert sounds.ending_of(content) == ending


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + b"\0" * 100,
        b"<svg onload=alert(1)>",
        b"OggS" + b"\0" * 100,
        WEBM + b"V_VP9",
        b"\0\0\0\x20ftypisom avc1 mp4a",
        b"ID3" + b"\0" * sounds.MOST_BYTES,
    ],
)
def test_what_is_no_light_recording_is_refused_in_words(content, bank, ms_lan, signed_in):
    response = signed_in(ms_lan).post(NEW, {**ASKED, "sound": upload(content)})
    assert response.context["form"].errors["sound"]
    assert "chọn lại" in response.content.decode()
    assert not MediaFile.objects.exists()
    assert not Question.objects.exists()


def test_it_stays_with_the_question_until_it_is_taken_away(bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    question = write(client)
    edit = f"/questions/{question.pk}/edit/"
    sound = question.current.audio
    client.post(edit, {**ASKED, "text": "Khác"})
    question.refresh_from_db()
    assert (question.current.text, question.current.audio) == ("Khác", sound)
    client.post(edit, {**ASKED, "drop_sound": "on"})
    question.refresh_from_db()
    assert question.current.audio is None
    assert not MediaFile.objects.filter(pk=sound.pk).exists(), "no question plays it any more"


def test_a_used_question_keeps_its_recording(bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    question = write(client)
    quizzes.make_quiz(quizzes.make_course(), [question])
    old = question.current
    client.post(f"/questions/{question.pk}/edit/", {**ASKED, "sound": upload(WEBM, "a.webm")})
    assert QuestionVersion.objects.get(pk=old.pk).audio == old.audio
    assert MediaFile.objects.filter(pk=old.audio_id).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.filter(pk=old.pk).update(audio=None)


def test_a_passage_is_read_aloud(bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    told = {"title": "Mưa đá", "text": "Mưa đá rơi.", "sound": upload()}
    client.post("/questions/banks/TOAN6/passages/new/", told)
    passage = bank.passages.get()
    assert passage.audio
    client.post(f"/questions/passages/{passage.pk}/edit/", {"title": "Mưa đá", "text": "Mưa đá to."})
    passage.refresh_from_db()
    assert (passage.text, bool(passage.audio)) == ("Mưa đá to.", True)


def test_files_of_others_say_that_it_stays_here(bank, ms_lan, signed_in):
    version = write(signed_in(ms_lan)).current
    assert "Phần ghi âm đọc câu hỏi bị bỏ lại." in gift.write([version]).lost[version]


def test_before_the_quiz_opens_no_page_tells_the_address(bank, giang, ms_lan, signed_in):
    question = write(signed_in(ms_lan))
    opens = timezone.now() + timedelta(hours=1)
    quiz = quizzes.make_quiz(quizzes.make_course(), [question], opens_at=opens)
    client = signed_in(giang)
    for address in (quiz.url, f"/attempts/new/{quiz.uid}/"):
        assert question.current.audio.filename not in client.get(address).content.decode()
