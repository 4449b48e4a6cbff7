"""What a telephone sends while a lecture is written."""

import uuid
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses.models import LecturePage
from courses.writing import drafts, pieces

JSON = {"HTTP_ACCEPT": "application/json"}
QUESTIONS = [
    {
        "asked": "one_choice",
        "text": "1/2 + 1/2 = ?",
        "option_a": "1",
        "option_b": "2",
        "option_c": "3",
        "option_d": "4",
        "right": "a",
        "feedback": "Hai nửa là một.",
    },
    {"asked": "true_false", "text": "1/2 lớn hơn 1/3.", "truth": "true"},
    {"asked": "short", "text": "Một nửa viết là số thập phân nào?", "accepted": "0,5"},
]


def where(lecture, *more):
    return f"/writing/{lecture.translation_key}/" + "".join(f"{one}/" for one in more)


def send_piece(client, lecture, kind="text", key=None, **told):
    key = key or str(uuid.uuid4())
    told = {"kind": kind, "was": "", "after": "", **told}
    return key, client.post(where(lecture, "pieces", key), told, **JSON)


def body_of(lecture):
    return pieces.of(drafts.of(LecturePage.objects.get(pk=lecture.pk)))


def photo(name="anh.jpg", place=True):
    """A photo as a telephone takes it, lying on its side and telling where it was."""
    file, exif = BytesIO(), Image.Exif()
    if place:
        exif[0x0112], exif[0x010F] = 6, "Canary Phone"
        exif.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((80, 40), 20).convert("RGB").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def voice():
    content = b"\x1a\x45\xdf\xa3" + b"\0" * 20 + b"webm" + b"A_OPUS" + b"\0" * 200
    return SimpleUploadedFile("answer.webm", content, "audio/webm")
