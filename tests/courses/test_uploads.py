"""What authors upload is what it says it is, harms nobody, and tells nothing but what is seen."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses import files
from courses.authoring import school_collection
from lms.models import MediaFile, Picture
from tests.courses import builders

SCRIPT = b"<script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"
PDF = b"%PDF-1.4\n" + b"%" * 100 + b"\n%%EOF"


@pytest.fixture
def collection(muong_nha):
    return school_collection(muong_nha)


@pytest.fixture
def upload(author, collection, signed_in):
    """`upload("images", name, content)`: the answer to an author who sends a file, and what was kept."""
    client = signed_in(author)

    def send(kind, name, content, **told):
        form = {"title": "Bài 1", "file": SimpleUploadedFile(name, content), "collection": collection.pk}
        return client.post(
            f"/admin/{kind}/add/",
            {**form, "pupils": "nobody", "tags": "", "credit": "", "description": "", **told},
        )

    return send


def problems(answer):
    return " ".join(answer.context["form"].errors.get("file", []))


def picture(form="PNG", size=(60, 40), **told):
    file = BytesIO()
    Image.effect_noise(size, 20).convert("RGB").save(file, form, **told)
    return file.getvalue()


def flood(width, height):
    """A PNG whose head promises width × height, in a few bytes."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hinh.svg", SVG),
        ("hinh.png", SVG),
        ("hinh.gif", b"GIF89a/*" + SCRIPT),
        ("hinh.html", SCRIPT),
        ("hinh.png", picture("GIF")),
        ("hinh.jpg", b""),
        ("hinh.jpg", picture("JPEG")[:300]),
        ("hinh.png", flood(60_000, 60_000)),
        ("hinh.png", flood(8_000, 8_000)),
        ("hinh.png", flood(2**31 - 1, 2**31 - 1)),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_with_a_sentence(name, content, upload):
    answer = upload("images", name, content)
    assert answer.status_code == 200
    assert len(problems(answer)) > 15
    assert not Picture.objects.exists()


def test_a_photo_tells_neither_where_nor_with_what_it_was_taken(upload):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "TELEPHONE"
    exif[0x0112] = 6
    upload("images", "anh.jpg", picture("JPEG", exif=exif.tobytes()))
    kept = Picture.objects.get()
    with kept.file.open() as file:
        content = file.read()
    assert b"TELEPHONE" not in content
    assert not dict(Image.open(BytesIO(content)).getexif())
    assert (kept.width, kept.height) == (40, 60)


def test_a_picture_that_hides_nothing_is_kept_as_it_is(upload):
    content = picture("PNG")
    upload("images", "hinh.png", content)
    with Picture.objects.get().file.open() as file:
        assert file.read() == content


def test_a_script_behind_a_picture_reaches_no_reader(upload, client):
    """A GIF that is a program too: pupils get copies drawn anew, the file itself has no address."""
    upload("images", "hinh.gif", picture("GIF") + SCRIPT)
    kept = Picture.objects.get()
    copy = kept.get_rendition("max-100x100")
    with copy.file.open() as file:
        assert SCRIPT not in file.read()
    assert client.get(f"/media/{kept.file.name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("phieu.html", SCRIPT),
        ("phieu.svg", SVG),
        ("phieu.php", b"<?php"),
        ("phieu.exe", b"MZ"),
        ("phieu.pdf", SCRIPT),
        ("phieu.docx", SCRIPT),
        ("nghe.mp3", SVG),
        ("phim.mp4", SCRIPT),
        ("ghi.txt", b"MZ\0\0"),
        ("phieu", PDF),
        ("phieu.pdf.html", PDF),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content, upload):
    answer = upload("documents", name, content)
    assert answer.status_code == 200
    assert len(problems(answer)) > 15
    assert not MediaFile.objects.exists()


def test_a_file_is_refused_with_one_reason(upload):
    said = problems(upload("documents", "phieu.pdf", SCRIPT))
    assert "không phải tệp .pdf thật" in said
    assert "Không nhận tệp đuôi" not in said


@pytest.mark.parametrize("many", [False, True])
def test_a_file_beyond_the_limit_is_refused(many, upload, settings, signed_in, author, collection):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 50
    if many:
        form = {"title": "x", "files[]": SimpleUploadedFile("phieu.pdf", PDF), "collection": collection.pk}
        answer = signed_in(author).post("/admin/documents/multiple/add/", form)
        assert answer.json()["success"] is False
    else:
        assert "nặng" in problems(upload("documents", "phieu.pdf", PDF)).lower()
    assert not MediaFile.objects.exists()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("documents", "phieu.html"), ("documents", "phieu.pdf"), ("images", "hinh.svg"), ("images", "hinh.png")],
)
def test_many_at_once_are_looked_at_as_well(kind, name, signed_in, author, collection):
    form = {"title": "x", "files[]": SimpleUploadedFile(name, SCRIPT), "collection": collection.pk}
    answer = signed_in(author).post(f"/admin/{kind}/multiple/add/", form)
    assert answer.json()["success"] is False
    assert not MediaFile.objects.exists()
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/phieu.pdf",
        "..\\..\\phieu.pdf",
        'a"; filename=x.html;.pdf',
        "a\r\nSet-Cookie: x=1.pdf",
        "Phiếu ở Điện Biên.pdf",
        "Điện Biên.pdf",
        "a" * 300 + ".pdf",
        ".pdf",
        "<img src=x onerror=alert(1)>.pdf",
    ],
)
def test_an_odd_name_does_no_harm(name, upload, client, author, signed_in):
    answer = upload("documents", name, PDF)
    if answer.status_code == 200:
        assert len(problems(answer)) > 15
        return
    kept = MediaFile.objects.get()
    assert kept.file.name.startswith("documents/")
    assert ".." not in kept.file.name
    builders.make_lecture(body=[("document", {"title": "Phiếu", "file": kept})])
    answer = client.get(files.address(kept))
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    page = signed_in(author).get("/admin/documents/").content.decode()
    assert "<img src=x" not in page
