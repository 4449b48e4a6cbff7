"""Certificates: printed, the own one, checked by whoever holds it."""

from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from courses.competitions import certificate_files, certificates, kept, publishing
from courses.models import Award, AwardFile
from lms import pdf_joining
from lms.models import Job, Look
from lms.tasks import Explained, Later
from students.models import Student
from tests.courses import contests


def test_certificates_are_printed_noted_and_can_be_checked(
    both_sat, round, giang, province_admin, signed_in, client
):
    out = publishing.publish(round, province_admin)
    admin = signed_in(province_admin)
    for _twice in range(2):
        answer = admin.post(f"/competitions/rounds/{round.pk}/certificates.pdf")
        assert answer.content.startswith(b"%PDF")
    assert Award.objects.count() == 2
    assert Look.objects.filter(what="certificate of a competition").exists()
    award = Award.objects.get(student=giang)
    assert signed_in(giang).get(f"/competitions/certificates/{award.code}.pdf").content.startswith(b"%PDF")
    client.logout()
    told = contests.words_of(client.get("/certificates/", {"code": certificates.spaced(award.code).lower()}))
    assert "G. A. Sùng" in told
    assert "Giàng" not in told
    assert "Hạng 1" in told
    out.withdrawn_at = timezone.now()
    out.save()
    told = contests.words_of(client.get("/certificates/", {"code": award.code}))
    assert "không còn" in told
    assert "Hạng 1" not in told


@pytest.mark.parametrize("code", ["x", "A" * 12, "A" * 5000, "' OR 1=1"])
def test_a_code_that_is_none_is_told_so(db, client, code):
    answer = client.get("/certificates/", {"code": code})
    assert answer.status_code == 404
    assert "12" in contests.words_of(answer)


def test_another_pupils_certificate_is_not_found(both_sat, round, hoa, giang, province_admin, signed_in):
    out = publishing.publish(round, province_admin)
    award = contests.certify(out, province_admin)
    other = hoa if award.student == giang else giang
    assert signed_in(other).get(f"/competitions/certificates/{award.code}.pdf").status_code == 404


def test_those_of_many_are_one_file_made_in_the_background_for_who_asked(
    both_sat, round, giang, province_admin, school_admin, signed_in, monkeypatch
):
    monkeypatch.setattr(certificates, "AT_ONCE", 1)
    out = publishing.publish(round, province_admin)
    admin = signed_in(province_admin)
    answer = admin.post(f"/competitions/rounds/{round.pk}/certificates.pdf")
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert admin.post(f"/competitions/rounds/{round.pk}/certificates.pdf")["Location"] == f"/jobs/{job.pk}/"
    assert certificate_files.make(job, str(out.pk)) == {"pages": 2}
    # Begun again after a crash: no second file, no second certificate.
    certificate_files.make(job, str(out.pk))
    made = AwardFile.objects.get()
    assert Award.objects.count() == 2
    assert len(pdfium.PdfDocument(made.file.path)) == 2
    assert f"/competitions/certificates/files/{made.pk}.pdf" in contests.words_of(
        admin.get(f"/competitions/rounds/{round.pk}/")
    )
    path = f"/competitions/certificates/files/{made.pk}.pdf"
    printed = Look.objects.filter(what="certificate of a competition", object_id=str(giang.pk))
    before = printed.count()
    assert admin.get(path).content.startswith(b"%PDF")
    assert printed.count() == before + 1
    assert signed_in(school_admin).get(path).status_code == 404
    assert printed.count() == before + 1


@pytest.fixture
def out(both_sat, round, province_admin):
    return publishing.publish(round, province_admin)


@pytest.fixture
def made_by(province_admin):
    return Job.objects.create(kind="x", title="x", owner=province_admin)


def test_with_a_pupil_who_is_erased_the_files_of_certificates_go(
    out, made_by, giang, django_capture_on_commit_callbacks
):
    certificate_files.make(made_by, str(out.pk))
    path = Path(AwardFile.objects.get().file.path)
    with transaction.atomic():
        kept.forget_told(giang)
        transaction.set_rollback(True)
    # What was not carried through left the file where it was.
    assert AwardFile.objects.get().file.path == str(path)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        kept.forget_told(giang)
    assert not AwardFile.objects.exists()
    assert not path.exists()


def test_who_is_erased_while_the_file_is_made_does_not_stand_in_it(out, made_by, giang, monkeypatch):
    join = pdf_joining.join

    def erased_meanwhile(parts, whole):
        join(parts, whole)
        kept.forget_told(giang)
        Student.objects.filter(pk=giang.pk).update(erased_at=timezone.now())

    monkeypatch.setattr(pdf_joining, "join", erased_meanwhile)
    before = _on_the_disk()
    with pytest.raises(Later):
        certificate_files.make(made_by, str(out.pk))
    assert not AwardFile.objects.exists()
    assert _on_the_disk() == before
    # Begun again, it is made of the others.
    assert certificate_files.make(made_by, str(out.pk)) == {"pages": 1}


def test_a_file_whose_row_was_not_written_does_not_stay(out, made_by, monkeypatch):
    def fails(self, **told):
        raise ZeroDivisionError

    monkeypatch.setattr(AwardFile, "save", fails)
    before = _on_the_disk()
    with pytest.raises(ZeroDivisionError):
        certificate_files.make(made_by, str(out.pk))
    assert _on_the_disk() == before


def test_files_that_no_row_knows_go_at_night(out, made_by):
    certificate_files.make(made_by, str(out.pk))
    known = AwardFile.objects.get().file
    name = known.storage.save("certificates/left.pdf", ContentFile(b"%PDF-1.7"))
    # The clock of the disk is not that of the test.
    written = known.storage.get_modified_time(name)
    # A young one may still be waiting for its row.
    assert name not in certificate_files.loose(written - timedelta(hours=1))
    found = certificate_files.loose(written + timedelta(hours=1))
    assert name in found
    assert known.name not in found
    certificate_files.forget_loose(found)
    assert not known.storage.exists(name)
    assert known.storage.exists(known.name)


def _on_the_disk():
    folder = Path(AwardFile._meta.get_field("file").storage.path("certificates"))
    return set(folder.iterdir()) if folder.exists() else set()


def test_results_that_were_taken_from_sight_are_not_certified(both_sat, round, province_admin):
    out = publishing.publish(round, province_admin)
    publishing.withdraw(round, province_admin)
    with pytest.raises(Explained):
        certificate_files.make(Job.objects.create(kind="x", title="x", owner=province_admin), str(out.pk))


def test_codes_of_certificates_are_not_guessed(both_sat, round, province_admin, client):
    award = contests.certify(publishing.publish(round, province_admin), province_admin)
    answers = [client.get("/certificates/", {"code": f"A{n:011}"}).status_code for n in range(61)]
    assert (answers[0], answers[-1]) == (404, 429)
    # The right one is not looked at either, wherever the cookie of the device went.
    client.cookies.clear()
    assert client.get("/certificates/", {"code": award.code}).status_code == 429
