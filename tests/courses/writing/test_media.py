"""Photos and voices taken while a lecture is written."""

import uuid
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from courses.media import copies
from courses.models import LecturePage
from lms.models import MediaFile, Picture
from tests.courses.media import films
from tests.courses.writing.builders import body_of, photo, send_piece, voice, where


def test_a_photo_is_upright_and_tells_nothing_of_where_it_was(ms_lan, lecture, signed_in, muong_nha):
    client = signed_in(ms_lan)
    told = {"alt": "Ruộng bậc thang", "pupils": "nobody", "photo": photo()}
    key, answer = send_piece(client, lecture, "picture", **told)
    assert answer.status_code == 200
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (40, 80)
    assert b"Canary" not in picture.file.read()
    assert muong_nha.code in picture.collection.name
    # The answer was lost on the way: the same comes once more.
    told["photo"] = photo()
    told["photo"].seek(0)
    assert [piece["value"]["picture"] for piece in body_of(lecture)] == [picture.pk]


def test_a_photo_without_words_is_refused_and_not_sent_twice(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    key = str(uuid.uuid4())
    answer = client.post(
        where(lecture, "pieces", key), {"kind": "picture", "photo": photo(), "pupils": "nobody"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Thầy cô ghi vài chữ" in page
    kept = answer.context["form"]["kept_photo"].value()
    told = {"kind": "picture", "kept_photo": kept, "alt": "Ruộng", "pupils": "nobody"}
    assert client.post(where(lecture, "pieces", key), told).status_code == 302
    assert body_of(lecture)[0]["value"]["picture"] == Picture.objects.get().pk


def test_a_photo_with_pupils_waits_for_their_consent(ms_lan, lecture, giang, signed_in):
    client = signed_in(ms_lan)
    told = {"alt": "Lớp 6A", "pupils": "seen", "photo": photo(), "who": "Không Có Ai, 6A"}
    _key, answer = send_piece(client, lecture, "picture", **told)
    assert "who" in answer.json()["errors"]
    told |= {"photo": photo(), "who": "Giàng A Sùng, 6A"}
    _key, answer = send_piece(client, lecture, "picture", **told)
    assert answer.status_code == 200
    client.post(where(lecture, "send"))
    assert not LecturePage.objects.get().live
    assert "chưa đồng ý" in client.get(where(lecture)).content.decode()


def test_a_voice_reads_a_text_or_stands_alone(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    send_piece(client, lecture, text="Nghe nhé", sound=voice())
    send_piece(client, lecture, "sound", title="Cô đọc", sound=voice())
    text, sound = body_of(lecture)
    file = MediaFile.objects.get()
    assert (text["value"]["readings"][0]["value"]["file"], sound["value"]["file"]) == (file.pk, file.pk)
    # Heard by whoever sent it before anything is published, by nobody else.
    address = f"/files/{file.file_hash}/{file.filename}"
    assert client.get(address).status_code == 200


def test_what_a_telephone_records_becomes_playable(ms_lan, lecture, signed_in):
    recorded = films.sound("giong.webm", seconds=1, more=("-c:a", "libopus"))
    client = signed_in(ms_lan)
    told = {"title": "Cô đọc", "sound": SimpleUploadedFile("recording.webm", recorded, "audio/webm")}
    assert send_piece(client, lecture, "sound", **told)[1].status_code == 200
    assert "làm nhẹ" in client.get(where(lecture)).content.decode()
    call_command("work", "--once", stdout=StringIO())
    file = MediaFile.objects.get()
    assert (file.file_extension, file.content_type) == ("weba", "audio/webm")
    assert [one.form for one in copies.of(file).sounds] == ["opus", "aac"]
    page = client.get(where(lecture)).content.decode()
    assert "<sound-player" in page
    assert "làm nhẹ" not in page


def test_a_voice_that_cannot_be_played_is_told(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    send_piece(client, lecture, "sound", title="Cô đọc", sound=voice())
    call_command("work", "--once", stdout=StringIO())
    assert "không đọc được" in client.get(where(lecture)).content.decode()
