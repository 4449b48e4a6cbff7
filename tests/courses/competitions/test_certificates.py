"""Certificates: printed, the own one, checked by whoever holds it."""

import pytest
from django.utils import timezone

from courses.competitions import certificates, publishing
from courses.models import Award
from lms.models import Look
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
