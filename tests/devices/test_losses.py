"""Machines that go: lost or stolen, found again, written off by a decision."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from devices import binding
from devices.loss import losing, writing_off
from devices.models import Loss, SimInsertion, WriteOff
from devices.refusal import Refused
from lms.models import Look
from tests.devices import builders as make
from tests.devices.ways_to_write import sql

TOLD = {"kind": "stolen", "happened_on": date(2026, 11, 24), "place": "Bến xe", "circumstances": "Mất ba lô"}


@pytest.fixture
def loss(paper, tablet, school_admin):
    """Giàng's tablet was stolen, with the SIM in it."""
    return losing.lose(Loss(device=tablet, **TOLD), school_admin)


@pytest.fixture
def listed(muong_nha, school_admin):
    """A list with one machine that nobody holds."""
    write_off = WriteOff.objects.create(school=muong_nha, proposed_by=school_admin)
    device = make.make_device(muong_nha, code="OLDONE")
    writing_off.propose(write_off, device, "Cháy bo mạch", 0, by=school_admin)
    return write_off


def test_a_loss_ends_the_line_unbinds_and_blocks(paper, tablet, sim, school_admin):
    _install, token = binding.bind(binding.new_code(tablet, by=school_admin))
    assert SimInsertion.objects.filter(device=tablet, removed_at=None).exists()
    loss = losing.lose(Loss(device=tablet, **TOLD), school_admin)
    tablet.refresh_from_db()
    sim.refresh_from_db()
    assert (tablet.lifecycle, tablet.open_line(), sim.status) == ("stolen", None, "blocked")
    assert binding.install_of(token) is None
    assert (loss.line.pupil.full_name, loss.class_name) == ("Giàng A Sùng", "6A")


def test_one_loss_is_open_however_often_it_is_told(loss, tablet, school_admin):
    assert losing.lose(Loss(device=tablet, **TOLD), school_admin) == loss
    with pytest.raises(IntegrityError), transaction.atomic():
        Loss.objects.create(device=tablet, school=loss.school, told_by=school_admin, **TOLD)


def test_what_was_found_is_in_stock_and_can_be_lost_again(loss, tablet, school_admin):
    with pytest.raises(Refused):
        losing.find(loss, school_admin, on=date(2026, 11, 1))
    losing.find(loss, school_admin, note="Trong kho")
    tablet.refresh_from_db()
    assert tablet.lifecycle == "in_stock"
    assert not tablet.incidents.filter(closed_at=None).exists()
    assert losing.lose(Loss(device=tablet, **TOLD), school_admin).pk != loss.pk


def test_the_clerk_writes_a_loss_and_the_paper_of_the_police_down(paper, signed_in, school_admin):
    client = signed_in(school_admin)
    told = {**TOLD, "happened_on": "20/11/2026"}
    assert "không thể mất trước" in client.post("/devices/K7M3PX/lost/", told).content.decode()
    told["happened_on"] = "24/11/2026"
    there = client.post("/devices/K7M3PX/lost/", told)["Location"]
    assert (
        client.post(f"{there}police/", {"police_number": "12/BB", "police_on": "24/11/2026"}).status_code
        == 302
    )
    assert "12/BB" in client.get(there).content.decode()
    assert (
        client.post(f"{there}found/", {"found_on": "24/11/2026", "found_note": "Ở quán"}).status_code == 302
    )
    assert "tìm thấy ngày 24/11/2026" in client.get("/losses/").content.decode()


def test_who_reads_of_a_loss_or_its_paper_is_noted(loss, giang, signed_in, school_admin):
    scan = make.attach_scan(loss, school_admin)
    client = signed_in(school_admin)
    for _ in range(2):
        assert client.get(f"/losses/{loss.pk}/").status_code == 200
        assert client.get(f"/losses/{loss.pk}/scans/{scan.pk}/").status_code == 200
    looks = Look.objects.filter(object_id=str(giang.pk)).values_list("what", flat=True)
    assert sorted(looks) == ["loss", "paper of the police"]


def test_the_other_school_sees_no_loss_and_no_list(loss, listed, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    for path in (f"/losses/{loss.pk}/", f"/write-offs/{listed.pk}/"):
        assert client.get(path).status_code == 404
    assert "K7M3PX" not in client.get("/losses/").content.decode()


def test_a_decision_writes_off_what_nobody_holds(listed, signed_in, school_admin):
    client = signed_in(school_admin)
    there = f"/write-offs/{listed.pk}/"
    decision = {"decision_number": "45/QĐ-UBND", "decided_on": "24/11/2026"}
    for _ in range(2):
        assert client.post(f"{there}decide/", decision).status_code == 302
    assert listed.lines.get().device.lifecycle == "disposed"
    assert client.get(f"{there}paper/").content[:5] == b"%PDF-"


def test_what_somebody_holds_is_refused_with_the_holder(paper, listed, signed_in, school_admin):
    told = {"code": "K7M3PX", "reason": "Hỏng", "value": "0"}
    page = signed_in(school_admin).post(f"/write-offs/{listed.pk}/", told).content.decode()
    assert "đang do hộ Giàng A Chu (em Giàng A Sùng) giữ từ ngày 24/11/2026" in page
    make.give(paper.pupil, school_admin, listed.lines.get().device, override_decision="1/QĐ")
    with pytest.raises(Refused, match="Giàng A Sùng"):
        writing_off.decide(listed, "45/QĐ", date(2026, 11, 24), by=school_admin)
    assert not WriteOff.objects.exclude(decided_on=None).exists()


def test_a_machine_stands_on_one_list_and_can_be_taken_off(listed, muong_nha, school_admin):
    line = listed.lines.get()
    other = WriteOff.objects.create(school=muong_nha, proposed_by=school_admin)
    with pytest.raises(Refused):
        writing_off.propose(other, line.device, "Hỏng", 0, by=school_admin)
    writing_off.strike(line, by=school_admin)
    assert writing_off.propose(other, line.device, "Hỏng", 0, by=school_admin)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM devices_loss",
        "UPDATE devices_loss SET happened_on = '2026-01-01'",
        "DELETE FROM devices_writeoff",
        "DELETE FROM devices_writeoffline",
        "UPDATE devices_writeoffline SET value = 5",
        "UPDATE devices_writeoff SET decision_number = 'x'",
        "UPDATE devices_writeoff SET decided_on = '2026-11-23'",
    ],
)
def test_the_database_keeps_losses_and_decisions(statement, loss, listed, school_admin):
    writing_off.decide(listed, "45/QĐ", date(2026, 11, 24), by=school_admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement)
