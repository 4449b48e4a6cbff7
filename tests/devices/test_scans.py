"""The scan of a signed paper: private, without what the camera notes, never half kept."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from devices.models import HandoverScan
from lms import scans
from lms.models import Change
from tests.devices import builders as make


@pytest.fixture
def paper(tablet, giang, school_admin):
    return make.give(giang, school_admin, tablet)


def send(client, paper, content, name="ky.jpg"):
    return client.post(f"/handovers/{paper.pk}/scans/", {"file": SimpleUploadedFile(name, content)})


def with_place(kind="JPEG"):
    """A photo that tells where it was taken, lying on its side as telephones write it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Điện thoại của Xuân"
    exif.get_ifd(0x8825)[2] = (21.0, 22.0, 33.0)
    return make.photo(kind, size=(80, 60), exif=exif)


def kept(scan):
    with scan.file.open() as file:
        return file.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_upright_and_tells_no_place(kind, paper, signed_in, school_admin):
    answer = send(signed_in(school_admin), paper, with_place(kind), "z.bin")
    assert answer["Location"] == f"/handovers/{paper.pk}/"
    content = kept(HandoverScan.objects.get())
    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.size) == ("JPEG", (60, 80))
    assert not picture.getexif()
    assert b"Xu" not in content


def test_a_pdf_is_kept_as_it_is_and_handed_out_as_a_download(paper, signed_in, school_admin):
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    client = signed_in(school_admin)
    send(client, paper, pdf, "ban ky.pdf")
    scan = HandoverScan.objects.get()
    answer = client.get(f"/handovers/{paper.pk}/scans/{scan.pk}/")
    assert b"".join(answer.streaming_content) == pdf
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_it_is_shown_with_the_record(paper, signed_in, school_admin):
    client = signed_in(school_admin)
    assert "Chưa có. In biên bản" in client.get(f"/handovers/{paper.pk}/").content.decode()
    scan = make.attach_scan(paper, by=school_admin)
    assert f"/scans/{scan.pk}/" in client.get(f"/handovers/{paper.pk}/").content.decode()


def test_the_same_file_sent_twice_is_one(paper, signed_in, school_admin):
    for _ in range(2):
        assert send(signed_in(school_admin), paper, make.photo()).status_code == 302
    assert HandoverScan.objects.count() == 1
    assert Change.objects.filter(act="attach scan").count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 50,
        b"\xff\xd8\xff\xe0" + b"\0" * 50,
        b"%PDF-1.4 cut off",
        make.photo()[:300],
        make.photo("PNG", size=(400, 400))[:-40],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 60,
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 60,
    ],
)
def test_what_is_no_picture_is_refused_in_words(content, paper, signed_in, school_admin):
    page = send(signed_in(school_admin), paper, content)
    assert page.status_code == 400
    assert page.context["form"].errors["file"]
    assert not HandoverScan.objects.exists()


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head(paper, signed_in, school_admin):
    flood = make.photo("PNG", size=(9000, 6000))
    page = send(signed_in(school_admin), paper, flood)
    assert "Ảnh này quá lớn" in page.content.decode()


def test_a_body_declared_too_large_is_refused_unread(paper, signed_in, school_admin):
    class Unread(BytesIO):
        def read(self, *size):
            raise AssertionError("it was read")

    page = signed_in(school_admin).generic(
        "POST",
        f"/handovers/{paper.pk}/scans/",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(scans.MOST_BYTES + 10**6),
        **{"wsgi.input": Unread()},
    )
    assert page.status_code == 413
    assert "lớn hơn 10 MB" in page.content.decode()


def test_a_form_of_another_site_attaches_nothing(paper, school_admin):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(school_admin)
    assert send(client, paper, make.photo()).status_code == 403
    assert not HandoverScan.objects.exists()


def test_the_other_school_finds_nothing(paper, signed_in, school_admin, other_school_admin, mr_pao, giang):
    scan = make.attach_scan(paper, by=school_admin)
    path = f"/handovers/{paper.pk}/scans/"
    for stranger in (other_school_admin, mr_pao):
        assert signed_in(stranger).get(f"{path}{scan.pk}/").status_code == 404
    assert send(signed_in(other_school_admin), paper, make.photo(size=(61, 80))).status_code == 404
    assert signed_in(other_school_admin).post(f"{path}{scan.pk}/strike/", {"reason": "x"}).status_code == 404
    assert signed_in(giang).get(f"{path}{scan.pk}/").status_code == 403
    assert scan.struck_at is None
    assert HandoverScan.objects.count() == 1


def test_a_scan_of_one_record_does_not_open_under_another(paper, hoa, muong_nha, signed_in, school_admin):
    scan = make.attach_scan(paper, by=school_admin)
    other = make.give(hoa, school_admin, make.make_device(muong_nha))
    assert signed_in(school_admin).get(f"/handovers/{other.pk}/scans/{scan.pk}/").status_code == 404


def test_the_file_lies_under_no_address_that_can_be_guessed(paper, school_admin, signed_in):
    scan = make.attach_scan(paper, by=school_admin)
    assert signed_in(school_admin).get(f"/media/{scan.file.name}").status_code == 404
    assert Path(scan.file.name).stem == str(scan.pk)


def test_what_was_attached_wrongly_goes_and_the_reason_stays(
    paper, signed_in, school_admin, django_capture_on_commit_callbacks
):
    scan = make.attach_scan(paper, by=school_admin)
    name = scan.file.name
    client = signed_in(school_admin)
    path = f"/handovers/{paper.pk}/scans/{scan.pk}/"
    assert client.post(f"{path}strike/", {"reason": ""}).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(f"{path}strike/", {"reason": "Ảnh của hộ khác"}).status_code == 302
    assert not default_storage.exists(name)
    assert client.get(path).status_code == 404
    assert "Ảnh của hộ khác" in client.get(f"/handovers/{paper.pk}/").content.decode()
    assert send(client, paper, make.photo()).status_code == 302


def test_the_database_keeps_what_was_attached(paper, school_admin):
    scan = make.attach_scan(paper, by=school_admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandoverScan.objects.filter(pk=scan.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        HandoverScan.objects.filter(pk=scan.pk).update(content_hash="x")
