"""Support points, the Wi-Fi of schools, and who is given a connection."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from devices.models import ConnectivityGrant, SupportPoint
from students.models import Place
from students.models.places import Scheme, Succession
from tests.devices import builders as make


def test_a_point_told_by_its_old_commune_lies_in_the_new_one(commune_officer, muong_nha, signed_in):
    client = signed_in(commune_officer)
    old = Succession.objects.filter(new=muong_nha.commune).first().old
    told = {
        "name": "Điểm CNTT xã",
        "old_commune": old.pk,
        "hours": "Thứ Hai đến thứ Sáu",
        "keeper": "Lò Văn Ín",
    }
    assert client.post("/points/add/", told).status_code == 302
    point = SupportPoint.objects.get()
    assert (point.commune, point.old_commune.scheme) == (muong_nha.commune, Scheme.BEFORE_2025)
    twin = client.post("/points/add/", {**told, "name": "điểm cntt xã"})
    assert "đã có trong danh mục" in twin.content.decode()
    told = {"operator": "vnpt", "level": "good", "method": "measured", "on": "24/11/2026"}
    assert client.post(f"/points/{point.pk}/signal/", told).status_code == 302
    assert client.get(f"/points/{point.pk}/").context["signal"] == [point.signal_reports.get()]


def test_families_find_the_point_of_their_commune_without_signing_in(muong_nha, client):
    make.make_point(muong_nha, hours="Thứ Hai", phone="0912000111")
    make.make_point(muong_nha, name="Điểm đã đóng", closed_on=date(2026, 10, 1))
    page = client.get(f"/support-points/?commune={muong_nha.commune.code}").content.decode()
    assert "Nhà văn hóa xã" in page
    for hidden in ("Lò Thị Mai", "0912000111", "Điểm đã đóng"):
        assert hidden not in page


def test_the_other_commune_keeps_no_point_here(
    muong_nha, na_hy, commune_officer, signed_in, other_school_admin
):
    far = make.make_point(na_hy)
    client = signed_in(commune_officer)
    assert client.get(f"/points/{far.pk}/edit/").status_code == 404
    elsewhere = client.post("/points/add/", {"name": "X", "commune": na_hy.commune_id})
    assert elsewhere.status_code == 400
    near = make.make_point(muong_nha)
    assert signed_in(other_school_admin).get(f"/points/{near.pk}/").status_code == 404


def test_what_is_paid_for_stands_beside_what_arrives(muong_nha, signed_in, school_admin):
    client = signed_in(school_admin)
    contract = {"provider": "VNPT", "mbits": "100", "starts_on": "01/09/2026", "payer": "school"}
    assert client.post("/wifi/contracts/add/", contract).status_code == 302
    (line,) = client.get("/wifi/").context["lines"]
    assert (line.contracted, line.share) == (100, None)
    told = {"on": "24/11/2026", "method": "speed_test", "down": "38,5", "up": "9"}
    assert client.post("/wifi/measures/add/", told).status_code == 302
    (line,) = client.get("/wifi/").context["lines"]
    assert (line.share, line.is_slow) == (38, True)
    ahead = client.post("/wifi/measures/add/", {**told, "on": "30/11/2026"})
    assert ahead.status_code == 400
    wrong = client.post("/wifi/contracts/add/", {**contract, "ends_on": "01/08/2026"})
    assert "Ngày cuối đứng trước ngày đầu" in wrong.content.decode()


def test_the_other_school_changes_no_contract(muong_nha, signed_in, other_school_admin):
    contract = make.make_wifi(muong_nha)
    assert signed_in(other_school_admin).get(f"/wifi/contracts/{contract.pk}/").status_code == 404


def grant(client, path="/grants/add/", **more):
    told = {"kind": "voucher", "source": "Quỹ Hoa Ban", "starts_on": "01/11/2026", "request_id": str(uuid4())}
    return client.post(path, told | more)


def test_a_household_is_given_a_connection_and_it_ends_with_a_reason(giang, signed_in, school_admin):
    make.make_household(giang)
    client, token = signed_in(school_admin), str(uuid4())
    for _ in range(2):
        answer = grant(client, f"/grants/add/?pupil={giang.pk}", to="household", request_id=token)
        assert answer.status_code == 302
    given = ConnectivityGrant.objects.get()
    assert given.household == giang.household
    assert grant(client, f"/grants/add/?pupil={giang.pk}", to="household").status_code == 400
    client.post(f"/grants/{given.pk}/end/", {"reason": "Gia đình chuyển đi"})
    assert "Gia đình chuyển đi" in client.get("/grants/?state=over").content.decode()
    assert not client.get("/grants/?state=running").context["page_obj"].object_list


def test_a_stranger_finds_no_grant_and_a_broken_address_nobody(giang, signed_in, other_school_admin):
    given, client = make.grant_to(student=giang), signed_in(other_school_admin)
    assert client.get(f"/grants/{given.pk}/end/").status_code == 404
    assert client.get(f"/grants/add/?pupil={giang.pk}").status_code == 404
    assert client.get("/grants/add/?pupil=khong-co").status_code == 404
    assert "Quỹ Hoa Ban" not in client.get("/grants/").content.decode()


def test_a_grant_has_exactly_one_grantee_and_is_never_rewritten(giang, muong_nha):
    for wrong in (
        {},
        {"student": giang, "school": muong_nha},
        {"school": muong_nha, "ends_on": date(2026, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.grant_to(**wrong)
    given = make.grant_to(school=muong_nha)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConnectivityGrant.objects.update(source="Ai khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        ConnectivityGrant.objects.filter(pk=given.pk).delete()


def test_every_old_commune_leads_to_a_new_one(db):
    old = Place.objects.communes().filter(scheme=Scheme.BEFORE_2025)
    assert old.filter(successions=None).count() == 0
