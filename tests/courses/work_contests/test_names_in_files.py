"""What programs note in files of who made them does not reach judges who read without names."""

import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import ContestFile, FileKind
from courses.work_contests import files, recordings
from tests.courses import works

NAME = "Giàng A Sùng".encode()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/extended-properties" Target="/facts/of-app.xml"/></Relationships>'
)
CORE = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>%s</dc:creator>'
    b"<cp:lastModifiedBy>%s</cp:lastModifiedBy></cp:coreProperties>" % (NAME, NAME)
)
DOCUMENT = (
    b'<w:document xmlns:w="w"><w:ins w:id="1" w:author="%s"><w:t>Em l\xc3\xa0m</w:t></w:ins></w:document>'
    % NAME
)
MEMBERS = {
    "_rels/.rels": LINKS.encode(),
    "docProps/core.xml": CORE,
    "facts/of-app.xml": b'<Properties xmlns="p"><Company>%s</Company></Properties>' % NAME,
    "word/comments.xml": b'<w:comments xmlns:w="w"><w:comment w:initials="GAS" w:author="%s"/></w:comments>'
    % NAME,
}


def opened(content):
    package = zipfile.ZipFile(BytesIO(content))
    assert package.testzip() is None
    return {name: package.read(name) for name in package.namelist()}


def a_document():
    return works.a_package(content=DOCUMENT, more=MEMBERS)


def test_a_document_is_kept_without_the_names_of_who_made_and_changed_it(contest, giang, signed_in):
    told = {"title": "Thước", "file": SimpleUploadedFile("Sùng.docx", a_document()), "act": "hand_in"}
    assert signed_in(giang).post(f"/work-contests/{contest.pk}/mine/", told).status_code == 302
    kept = opened(ContestFile.objects.get().file.read())
    assert not [name for name, content in kept.items() if NAME in content or b"GAS" in content]
    assert "Em làm".encode() in kept["word/document.xml"]
    assert list(kept) == list(opened(a_document()))


@pytest.mark.any_database
def test_the_same_document_gives_the_same_bytes():
    once = files.cleaned(a_document(), [FileKind.OFFICE])[0]
    assert files.cleaned(a_document(), [FileKind.OFFICE])[0] == once
    assert files.cleaned(once, [FileKind.OFFICE])[0] == once


def a_pdf():
    """Of one page; a viewer reads over that it says nothing of where its parts are."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
        b"endobj\n3 0 obj%sendobj\n4 0 obj<</Author(%s)>>endobj\ntrailer<</Root 1 0 R/Info 4 0 R>>\n%%%%EOF"
        % (page, NAME)
    )


@pytest.mark.any_database
def test_a_pdf_is_kept_without_what_it_says_of_its_author():
    kept = files.cleaned(a_pdf(), [FileKind.PDF])[0]
    assert NAME in a_pdf()
    assert NAME not in kept
    assert len(pdfium.PdfDocument(kept)) == 1


FRAMES = b"\xff\xfb\x90\x00" + b"m" * 200
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x1e" + NAME.ljust(30, b"\0") + FRAMES + b"TAG" + NAME.ljust(125, b"\0")


def box(kind, *held):
    content = b"".join(held)
    return (len(content) + 8).to_bytes(4, "big") + kind + content


M4A = (
    box(b"ftyp", b"M4A ")
    + box(
        b"moov", box(b"mvhd", b"v" * 20), box(b"trak", box(b"udta", NAME)), box(b"udta", box(b"meta", NAME))
    )
    + box(b"mdat", b"s" * 50)
)


def element(kind, content):
    return kind + (len(content) | 0x4000).to_bytes(2, "big") + content


WEBM = (
    element(b"\x1a\x45\xdf\xa3", b"webm")
    # Told while it was recorded: nobody knows how long it becomes.
    + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"
    + element(b"\x15\x49\xa9\x66", element(b"\x7b\xa9", NAME) + element(b"\x44\x89", b"d" * 4))
    + element(b"\x12\x54\xc3\x67", NAME)
    + element(b"\x1f\x43\xb6\x75", b"s" * 50)
)


@pytest.mark.any_database
@pytest.mark.parametrize(("raw", "sound"), [(MP3, FRAMES), (M4A, b"s" * 50), (WEBM, b"s" * 50)])
def test_recordings_are_kept_without_tags(raw, sound):
    kept = files.cleaned(raw, [FileKind.SOUND])[0]
    assert NAME in raw
    assert NAME not in kept
    assert sound in kept
    assert recordings.untagged(kept) == kept


@pytest.mark.any_database
def test_a_recording_of_opus_loses_its_tags_and_nothing_else():
    raw = (Path(settings.BASE_DIR) / "home/demo/audio/bang-nhan-7.opus").read_bytes()
    tags = raw.index(b"OpusTags")
    signed = bytearray(raw)
    signed[tags + 12 : tags + 12 + len(NAME)] = NAME
    kept = recordings.untagged(bytes(signed))
    assert NAME not in kept
    assert len(kept) == len(raw)
    assert kept == recordings.untagged(raw)
    second = raw.index(b"OggS", tags)
    assert kept[second:] == raw[second:]


@pytest.mark.any_database
@pytest.mark.parametrize("raw", [MP3[:20], M4A[:-60], WEBM[:30], b"OggS" + b"\xff" * 60, b"\x1a\x45\xdf\xa3"])
def test_a_recording_that_is_cut_off_stops_nobody(raw):
    assert recordings.untagged(raw) is not None
