"""Files of works: looked at before they are kept, served under names that tell nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.answer_files import NotKept
from courses.models import ContestFile, ContestWork, FileKind
from courses.work_contests import files
from tests.courses import works
from tests.courses.builders import a_photo


def mine(contest):
    return f"/work-contests/{contest.pk}/mine/"


def test_too_many_files_are_refused_and_nothing_is_kept(contest, giang, signed_in):
    files = [SimpleUploadedFile(f"{n}.jpg", a_photo(60 + n, 40)) for n in range(4)]
    told = {"title": "Thước", "words": "", "file": files, "act": "hand_in"}
    assert signed_in(giang).post(mine(contest), told).status_code == 422
    assert not ContestFile.objects.exists()
    assert not ContestWork.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom.docx", works.a_package("word/document.xml", b"0" * 60_000_000)),
        ("la.docx", works.a_package("abc.txt")),
        ("hong.pdf", b"%PDF-1.7 cut off"),
        ("rong.pdf", b"%PDF-1.7 nothing to read %%EOF"),
        ("virus.exe", b"MZ\x90\x00" + b"\x00" * 100),
        ("trong.jpg", b""),
        ("gia.jpg", b"\xff\xd8\xff\xe0 no picture"),
    ],
)
def test_bombs_and_strangers_are_refused_in_words(name, content, contest, giang, signed_in):
    told = {"title": "Thước", "file": SimpleUploadedFile(name, content), "act": "hand_in"}
    response = signed_in(giang).post(mine(contest), told)
    assert response.status_code == 422
    assert not ContestFile.objects.exists()


LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="http://la.example/x" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("word/_rels/settings.xml.rels", LINKS.format("attachedTemplate"), "lấy"),
        ("word/_rels/document.xml.rels", LINKS.format("image"), "lấy"),
        ("word/_rels/document.xml.rels", "<not xml", "an toàn"),
        ("word/vbaProject.bin", b"\x00", "macro"),
        ("word/embeddings/oleObject1.bin", b"\x00", "macro"),
    ],
)
def test_a_document_that_calls_out_or_runs_is_refused(name, content, words):
    raw = works.a_package(more={name: content})
    with pytest.raises(NotKept, match=words):
        files.cleaned(raw, [FileKind.OFFICE])


def test_a_document_with_links_for_readers_is_kept():
    raw = works.a_package(more={"word/_rels/document.xml.rels": LINKS.format("hyperlink")})
    assert files.cleaned(raw, [FileKind.OFFICE])[2] == "docx"


def test_a_document_is_kept_and_saved_under_a_name_that_tells_nothing(contest, giang, signed_in):
    pupil = signed_in(giang)
    document = SimpleUploadedFile("Sùng lớp 6A.docx", works.a_package())
    pupil.post(mine(contest), {"title": "Thước", "file": document, "act": "hand_in"})
    row = ContestFile.objects.get()
    response = pupil.get(f"/work-contests/files/{row.pk}/")
    assert response.headers["Content-Disposition"].endswith('filename="san-pham-1-tep-1.docx"')
    assert "sandbox" in response.headers["Content-Security-Policy"]
