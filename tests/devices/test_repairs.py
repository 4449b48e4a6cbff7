"""A broken machine, from the report until it is back in the same hands."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from devices.models import ClaimStep, FaultCode, Incident, RepairStep, RepairTicket, Warranty, warranty_until
from devices.refusal import Refused
from devices.repair import told
from devices.repair.claims import lead_claim, next_claims
from devices.repair.steps import advance, correct, open_repair
from tests.devices import builders as make
from tests.devices.ways_to_write import sql


@pytest.fixture
def ticket(paper, tablet, school_admin):
    """Giàng's tablet was reported broken ten days ago."""
    return open_repair(tablet, school_admin, FaultCode.objects.get(code="screen"), on=date(2026, 11, 14))


def state_of(tablet):
    tablet.refresh_from_db()
    return tablet.lifecycle


# The way of a repair


def test_a_claim_that_is_over_says_that_the_repair_waits(ticket, tablet, school_admin, signed_in):
    advance(ticket, "waiting", school_admin)
    client, page = signed_in(school_admin), f"/repairs/{ticket.pk}/"
    assert "Hãng đã trả máy" not in client.get(page).text
    RepairTicket.objects.filter(pk=ticket.pk).update(claim_state="returned", claim_on=date(2026, 11, 20))
    assert "Hãng đã trả máy" in client.get(page).text
    advance(ticket, "repaired", school_admin)
    assert "Hãng đã trả máy" not in client.get(page).text


def test_a_repair_comes_back_to_the_same_hands(ticket, tablet, school_admin):
    for state, day in (("looked", 15), ("sent", 16), ("waiting", 18), ("repaired", 22)):
        ticket = advance(ticket, state, school_admin, on=date(2026, 11, day))
    assert (state_of(tablet), ticket.is_open) == ("repair", True)
    ticket = advance(ticket, "back", school_admin)
    assert (state_of(tablet), ticket.outcome) == ("in_service", "fixed")
    assert tablet.open_line().pupil.full_name == "Giàng A Sùng"
    assert [stay.days for stay in told.stays(ticket)] == [1, 1, 2, 4, 2, 0]


def test_where_and_from_whom_it_came_stays_when_the_pupil_moves(ticket, giang, na_hy):
    giang.school = na_hy
    giang.save()
    ticket.refresh_from_db()
    assert (str(ticket.school), ticket.line.pupil, ticket.class_name) == (
        "PTDTBT THCS Mường Nhà",
        giang,
        "6A",
    )


def test_a_state_never_goes_back_and_says_so(ticket, school_admin):
    ticket = advance(ticket, "sent", school_admin)
    with pytest.raises(Refused, match="không thể quay lại"):
        advance(ticket, "looked", school_admin)
    with pytest.raises(Refused, match="không thể trước ngày"):
        advance(ticket, "repaired", school_admin, on=date(2026, 11, 1))


def test_a_step_written_wrongly_is_corrected_by_another_row(ticket, tablet, school_admin):
    ticket = advance(ticket, "sent", school_admin)
    ticket = correct(ticket, "looked", school_admin, note="Chưa gửi đi")
    assert (ticket.state, ticket.sent_on, state_of(tablet)) == ("looked", None, "in_service")
    assert [step.state for step in ticket.standing_steps()] == ["reported", "looked"]
    assert RepairStep.objects.count() == 3
    assert advance(ticket, "sent", school_admin).state == "sent"


def test_a_device_has_one_open_repair_however_often_it_is_reported(ticket, tablet, school_admin):
    assert open_repair(tablet, school_admin) == ticket
    with pytest.raises(IntegrityError), transaction.atomic():
        RepairTicket.objects.create(device=tablet, opened_by=school_admin)


def test_what_breaks_again_within_ninety_days_is_flagged(muong_nha, school_admin, time_machine):
    spare = make.make_device(muong_nha)
    first = advance(open_repair(spare, school_admin), "repaired", school_admin)
    assert first.back_on == timezone.localdate()
    assert state_of(spare) == "in_stock"
    time_machine.shift(timedelta(days=90))
    again = advance(open_repair(spare, school_admin), "sound", school_admin)
    assert again.repeat_of == first
    time_machine.shift(timedelta(days=91))
    assert open_repair(spare, school_admin).repeat_of is None


def test_what_cannot_be_repaired_stays_broken_while_somebody_holds_it(ticket, tablet, school_admin):
    ticket = advance(ticket, "beyond", school_admin)
    assert (ticket.is_open, state_of(tablet)) == (False, "repair")


# The screens


def test_the_pupil_reads_where_the_machine_is(paper, giang, signed_in, school_admin):
    told_by_pupil = {"kind": "broken", "fault_code": "screen", "words": "Rơi xuống đất"}
    assert signed_in(giang).post("/devices/K7M3PX/report/", told_by_pupil).status_code == 302
    ticket = RepairTicket.objects.get()
    assert ticket.words == "Màn hình vỡ, sọc hoặc tối: Rơi xuống đất"
    advance(ticket, "sent", school_admin)
    assert "Máy đang ở chỗ sửa từ ngày 24/11/2026" in signed_in(giang).get("/devices/mine/").content.decode()
    advance(ticket, "repaired", school_admin)
    advance(ticket, "back", school_admin)
    assert not Incident.objects.filter(closed_at=None).exists()


def test_the_clerk_leads_a_repair_by_forms(paper, tablet, signed_in, school_admin):
    client = signed_in(school_admin)
    told_first = {"fault_code": "battery", "fault": "phồng pin", "reported_on": "20/11/2026"}
    there = client.post("/devices/K7M3PX/repair/", told_first)["Location"]
    assert client.get("/devices/K7M3PX/repair/")["Location"] == there
    next_step = {"state": "sent", "on": "21/11/2026", "workshop": "Tiệm Hà", "cost": "100000"}
    assert client.post(f"{there}step/", next_step).status_code == 302
    part = {"part-name": "Pin", "part-quantity": "1", "part-price": "250000"}
    for _ in range(2):
        client.post(f"{there}parts/", part)
    client.post(f"{there}parts/", {"strike": str(RepairTicket.objects.get().parts.first().pk)})
    page = client.get(there).content.decode()
    assert "Tất cả 350.000 đồng" in page
    listed = client.get("/repairs/?age=30").content.decode()
    assert "K7M3PX" not in listed
    assert "K7M3PX" in client.get("/repairs/").content.decode()


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "²"])
def test_no_part_has_such_a_number(number, ticket, signed_in, school_admin):
    parts = f"/repairs/{ticket.pk}/parts/"
    assert signed_in(school_admin).post(parts, {"strike": number}).status_code == 404


def test_the_sheet_for_the_workshop_is_a_pdf(ticket, signed_in, school_admin):
    assert signed_in(school_admin).get(f"/repairs/{ticket.pk}/paper/").content[:5] == b"%PDF-"


def test_the_other_school_sees_no_repair(ticket, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    assert client.get(f"/repairs/{ticket.pk}/").status_code == 404
    assert "K7M3PX" not in client.get("/repairs/").content.decode()


# Warranty


def test_the_warranty_of_the_model_goes_before_that_of_the_batch(tablet):
    batch = tablet.batch
    assert warranty_until(tablet) is None
    Warranty.objects.create(batch=batch, months=12)
    assert warranty_until(tablet) is None
    batch.received_on = date(2026, 1, 31)
    batch.save()
    assert warranty_until(tablet) == date(2027, 1, 31)
    Warranty.objects.create(batch=batch, model=tablet.model, months=25)
    assert warranty_until(tablet) == date(2028, 2, 29)


def test_the_province_writes_down_for_how_long_a_batch_is_under_warranty(
    tablet, signed_in, province_admin, school_admin
):
    told = {"batch": str(tablet.batch.pk), "model": "", "months": "24", "terms": "Trung tâm bảo hành"}
    path = "/devices/registers/warranties/add/"
    assert signed_in(school_admin).post(path, told).status_code == 403
    client = signed_in(province_admin)
    assert client.post(path, told).status_code == 302
    assert client.post(path, told).status_code == 400
    assert Warranty.objects.get().months == 24
    assert client.get("/devices/registers/faults/").status_code == 200


# What the database refuses


def step_sql(state, rank, after):
    """A step as somebody with a shell would write it, copied from the one of rank `after`."""
    names = 'ticket_id, state, rank, "on", note, told_by_id, told_at'
    kept = f"ticket_id, '{state}', {rank}, \"on\", '', told_by_id, told_at"
    table = "devices_repairstep"
    return f"INSERT INTO {table} ({names}) SELECT {kept} FROM {table} WHERE rank = {after}"  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        step_sql("looked", 1, after=2),
        step_sql("looked", 5, after=2),
        "UPDATE devices_repairstep SET note = 'x'",
        "DELETE FROM devices_repairstep",
        "UPDATE devices_repairticket SET class_name = '9Z'",
        "DELETE FROM devices_repairticket",
    ],
)
def test_the_database_keeps_repairs_as_they_were(statement, ticket, school_admin):
    advance(ticket, "sent", school_admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement)


def test_a_closed_repair_takes_no_step_and_is_not_opened_again(ticket, school_admin):
    advance(ticket, "beyond", school_admin)
    for statement in ("UPDATE devices_repairticket SET back_on = NULL", step_sql("back", 5, after=4)):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(statement)


# The claim against the maker


def states_of(ticket):
    return list(ticket.claim_steps.values_list("state", flat=True))


@pytest.fixture
def warranty(ticket):
    return Warranty.objects.create(batch=ticket.device.batch, months=12)


def test_a_machine_without_a_warranty_is_not_claimed(ticket, school_admin, signed_in):
    told = {"claim-state": "claimed", "claim-on": "15/11/2026"}
    answer = signed_in(school_admin).post(f"/repairs/{ticket.pk}/claim/", told)
    assert answer.status_code == 400
    assert "chưa ghi bảo hành" in answer.text
    assert states_of(ticket) == []


def test_the_number_of_a_claim_is_mended_with_the_same_step(ticket, warranty, school_admin):
    for number in ("BH-7", "BH-8", ""):
        lead_claim(ticket, "claimed", school_admin, on=date(2026, 11, 15), number=number)
    ticket.refresh_from_db()
    assert (states_of(ticket), ticket.claim_number) == (["claimed"], "BH-8")


def test_a_claim_before_the_report_says_when_it_was_reported(ticket, warranty, school_admin):
    with pytest.raises(Refused, match="báo hỏng ngày 14/11/2026"):
        lead_claim(ticket, "claimed", school_admin, on=date(2026, 11, 13))


def test_a_claim_goes_from_state_to_state_each_with_its_day(ticket, warranty, school_admin):
    for state, day in (("claimed", 15), ("accepted", 17), ("replaced", 20), ("returned", 22)):
        for _twice in range(2):
            ticket = lead_claim(ticket, state, school_admin, on=date(2026, 11, day), number="BH-7")
    assert states_of(ticket) == ["claimed", "accepted", "replaced", "returned"]
    assert (ticket.claim_state, ticket.claim_on, ticket.claim_number) == (
        "returned",
        date(2026, 11, 22),
        "BH-7",
    )
    assert next_claims(ticket) == []


def test_a_claim_is_refused_a_leap_an_earlier_day_and_a_warranty_that_ended(
    ticket, warranty, tablet, school_admin
):
    with pytest.raises(Refused, match="chưa yêu cầu"):
        lead_claim(ticket, "replaced", school_admin)
    lead_claim(ticket, "claimed", school_admin, on=date(2026, 11, 20))
    with pytest.raises(Refused, match="20/11/2026"):
        lead_claim(ticket, "accepted", school_admin, on=date(2026, 11, 19))
    lead_claim(ticket, "refused", school_admin)
    tablet.batch.received_on = date(2025, 1, 1)
    tablet.batch.save()
    ticket.device.batch.refresh_from_db()
    with pytest.raises(Refused, match="01/01/2026"):
        lead_claim(ticket, "claimed", school_admin)


def test_steps_of_a_claim_are_never_changed(ticket, warranty, school_admin):
    lead_claim(ticket, "claimed", school_admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimStep.objects.update(state="replaced")
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("DELETE FROM devices_claimstep")


def test_a_clerk_leads_the_claim_on_screen_and_reports_count_it(
    ticket, school_admin, signed_in, other_school_admin, province_admin
):
    Warranty.objects.create(batch=ticket.device.batch, months=12)
    type(ticket.device.batch).objects.update(received_on="2026-09-01")
    path = f"/repairs/{ticket.pk}/claim/"
    told = {"claim-state": "claimed", "claim-on": "15/11/2026", "claim-number": "BH-7"}
    assert signed_in(other_school_admin).post(path, told).status_code == 404
    client = signed_in(school_admin)
    assert client.post(path, {**told, "claim-state": "returned"}).status_code == 400
    assert client.post(path, told).status_code == 302
    page = client.get(f"/repairs/{ticket.pk}/").text
    assert "BH-7" in page
    assert "chờ hãng trả lời" in page
    assert str(ticket.device) in client.get("/repairs/?state=claims").text
    answer = signed_in(province_admin).get("/devices/reports/warranty-claims/", {"as": "json"}).json()
    assert any(row[1] == 1 for row in answer["rows"])


@pytest.mark.parametrize(
    ("ticked", "outcome", "states"),
    [
        (True, "fixed", ["claimed", "repaired", "returned"]),
        (True, "replaced", ["claimed", "replaced", "returned"]),
        # A number alone does not tell that the maker repaired it.
        (False, "fixed", ["claimed", "returned"]),
        (True, "beyond", ["claimed", "returned"]),
    ],
)
def test_a_claim_of_a_repair_that_was_over_before_claims_had_steps_waits_for_nobody(
    ticked, outcome, states, ticket
):
    steps_of = import_module("devices.migrations.0038_claims_that_were_ticked").steps_of
    ticket.under_warranty, ticket.outcome, ticket.reported_on = ticked, outcome, date(2025, 3, 1)
    assert steps_of(ticket) == [("claimed", date(2025, 3, 1))]
    ticket.back_on = date(2025, 3, 9)
    told = [date(2025, 3, 1)] + [date(2025, 3, 9)] * (len(states) - 1)
    assert steps_of(ticket) == list(zip(states, told, strict=True))
