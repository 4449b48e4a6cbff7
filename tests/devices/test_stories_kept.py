"""Words and pictures about things have their time, each table its own line in the list of what is kept."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from devices import stories_kept, suggesting
from devices.allocating import editing, proposing
from devices.loss import losing
from devices.models import (
    Allocation,
    AllocationStep,
    BindingSuggestion,
    CarrierRequest,
    ConnectivityGrant,
    ExternalUsage,
    Incident,
    IncidentPhoto,
    Loss,
    LossScan,
    ProgrammeOverride,
    RepairPhoto,
    RepairStep,
    RepairTicket,
    SignalReport,
    SimEvent,
    Stocktake,
    StocktakeScan,
)
from devices.repair import steps as repairs
from devices.stocktake import begin, closing, scanning
from lms import retention
from students.models import PovertyRecord
from tests.devices import builders as make
from tests.devices.allocating import builders as plans

WORDS = "Em làm rơi ở suối"
TODAY = date(2026, 11, 24)
# Each table of `devices`: the line of the list (Kind) by which what it tells of people goes.
COVERED = {
    "usage": "UsageDay PutAside",
    "usage hours": "HoursMonth",
    "external usage": "ExternalUsage",
    "suggestions": "BindingSuggestion",
    "papers": "Handover HandoverScan Assignment Dispute ReturnPaper ReturnScan MachinePhoto",
    "device lists": "DeviceList DeviceListBlock DeviceListWrite ListedPaper",
    "losses": "Loss LossScan",
    "overrides": "ProgrammeOverride",
    "damage": "Incident IncidentPhoto",
    "repairs": "RepairTicket RepairStep RepairPhoto",
    "counts": "Stocktake StocktakeScan StocktakeFollowUp",
    "SIM cards": "Sim SimEvent CarrierRequest",
    "allocations": "Allocation",
    "allocation steps": "AllocationStep",
    "grants": "ConnectivityGrant",
    "signal at home": "SignalReport",
    "visits": "PointVisit",
}
# They tell of things, places and sums, or of nobody by name.
OF_THINGS = """
Programme DeviceModel Batch Accessory AccessoryReceipt BatchQuota BatchPaper AllocationList PriorityOrder
PriorityRule DeviceInstall EnrolmentCode PlanType PlanSubscription SimInsertion CarrierReason SupportPoint
SchoolFigures Inspection InspectionMark CheckPoint Device DevicePhoto Kit KitItem WriteOff WriteOffLine
WriteOffScan FaultCode RepairPart CustodyRound Sighting StocktakeExpected StocktakeUnexpected UsageMonth
Warranty WifiContract WifiMeasure ClaimStep ScannedReturn SchoolMonth GradeMonth HoursForgotten
VisitPurpose
"""


def forget():
    """{key: how many went}; asked before, the table says the same."""
    day = timezone.localdate()
    keys = {kind.key for kind in stories_kept.kinds(lambda today: today)}
    asked = {kind.key: count for kind, _before, count in retention.table(day) if count and kind.key in keys}
    done = {kind.key: count for kind, count in retention.forget(day) if count and kind.key in keys}
    assert asked == done
    return done


def test_every_table_has_its_line_in_the_list():
    """A new table of `devices`: say here by which kind it is forgotten, or that it tells of nobody."""
    tables = {model.__name__ for model in apps.get_app_config("devices").get_models()}
    told, others = set(" ".join(COVERED.values()).split()), set(OF_THINGS.split())
    assert tables == told | others
    assert not told & others
    kinds = {kind.key: kind for kind in retention.kinds()}
    assert all(kinds[key].forget for key in COVERED)


@pytest.fixture
def repaired(tablet, giang, school_admin, paper):
    """Reported with a photo and repaired with another, on 24 November 2026."""
    incident = Incident.objects.create(
        device=tablet,
        words=WORDS,
        reported_by=school_admin,
        school=tablet.school,
        line=tablet.open_line(),
        holder_name="Giàng A Sùng",
    )
    ticket = repairs.open_repair(tablet, school_admin, fault=WORDS, incident=incident)
    for pictures in (incident.photos, ticket.photos):
        make.attach_to(pictures, school_admin, tablet.school)
    repairs.advance(ticket, "looked", school_admin, note=WORDS)
    return ticket


def finish(ticket, by):
    for state in ("repaired", "back"):
        repairs.advance(ticket, state, by)


def test_a_repair_loses_its_words_and_photos_three_years_after_it_ended(repaired, school_admin, time_machine):
    finish(repaired, school_admin)
    time_machine.move_to("2029-11-24T02:00:00+07:00")
    assert forget() == {}
    time_machine.move_to("2029-11-25T02:00:00+07:00")
    assert forget() == {"damage": 1, "repairs": 1}
    assert forget() == {}
    ticket, incident = RepairTicket.objects.get(), Incident.objects.get()
    assert (ticket.fault, incident.words, incident.holder_name) == ("hỏng", "", "")
    assert set(RepairStep.objects.values_list("note", flat=True)) == {""}
    assert not RepairPhoto.objects.standing().exists()
    assert not IncidentPhoto.objects.standing().exists()
    assert (ticket.outcome, ticket.back_on) == ("fixed", TODAY)


def test_a_repair_that_goes_on_keeps_them(repaired, time_machine):
    time_machine.move_to("2030-11-25T02:00:00+07:00")
    assert forget() == {}
    assert RepairPhoto.objects.standing().exists()


def test_the_pages_of_emptied_repairs_and_losses_still_open(
    repaired, muong_nha, school_admin, signed_in, time_machine
):
    finish(repaired, school_admin)
    loss = lost(muong_nha, school_admin)
    time_machine.move_to("2037-11-25T09:00:00+07:00")
    assert forget() == {"damage": 2, "repairs": 1, "losses": 1}
    client = signed_in(school_admin)
    for path in (
        "/repairs/",
        f"/repairs/{repaired.pk}/",
        "/losses/",
        f"/losses/{loss.pk}/",
        "/devices/K7M3PX/",
    ):
        assert client.get(path).status_code == 200, path


def lost(school, by):
    told = {"kind": "stolen", "happened_on": TODAY, "place": "Kho", "circumstances": WORDS}
    loss = losing.lose(Loss(device=make.make_device(school), **told), by)
    make.attach_scan(loss, by)
    return loss


def test_a_loss_of_what_nobody_held_is_told_of_for_ten_years(muong_nha, school_admin, time_machine):
    loss = lost(muong_nha, school_admin)
    time_machine.move_to("2036-11-24T02:00:00+07:00")
    assert forget() == {}
    time_machine.move_to("2036-11-25T02:00:00+07:00")
    assert forget() == {"losses": 1, "damage": 1}
    loss.refresh_from_db()
    assert (loss.circumstances, loss.place) == ("–", "Kho")
    assert not LossScan.objects.standing().exists()


def test_notes_of_a_count_go_three_years_after_it_was_closed(tablet, school_admin, time_machine):
    count = begin.begin(Stocktake(school=tablet.school, scope="school"), by=school_admin)
    scanning.keep(count, scanning.Seen(tablet.code, note=WORDS), school_admin, uuid4())
    closing.close(count, by=school_admin, note=WORDS)
    time_machine.move_to("2029-11-25T02:00:00+07:00")
    assert forget() == {"counts": 1}
    assert (Stocktake.objects.get().closing_note, StocktakeScan.objects.get().note) == ("", "")
    assert Stocktake.objects.get().summary["found"] == 1


def test_words_about_sim_cards_go_after_three_years(sim, school_admin, time_machine):
    asked = make.ask_carrier(sim, school_admin)
    told = {"status": "complete", "answer": WORDS, "answered_at": timezone.now()}
    CarrierRequest.objects.filter(pk=asked.pk).update(**told)
    event = {"kind": "cancelled", "on": TODAY, "after": "cancelled", "recorded_by": school_admin}
    SimEvent.objects.create(sim=sim, reason=WORDS, **event)
    type(sim).objects.filter(pk=sim.pk).update(status="cancelled", registered_to="Sùng Thị Mỷ")
    time_machine.move_to("2029-11-24T02:00:00+07:00")
    assert forget() == {}
    time_machine.move_to("2029-11-26T02:00:00+07:00")
    assert forget() == {"SIM cards": 1}
    sim.refresh_from_db()
    assert (sim.registered_to, SimEvent.objects.get().reason) == ("", "")
    assert CarrierRequest.objects.get().answer == ""


def test_why_a_family_was_chosen_goes_after_five_years(giang, school_admin, muong_nha, time_machine):
    plans.make_order()
    household = make.make_household(giang)
    told = {"poverty_class": "poor", "certificate": "012/GCN-HN", "starts_on": date(2026, 1, 1)}
    PovertyRecord.objects.create(household=household, **told)
    batch = plans.give_quota(muong_nha, batch=make.make_batch("dot-9"))
    line = proposing.propose(batch, muong_nha, by=school_admin).lines.get(pupil=giang)
    others = Allocation.objects.exclude(pk=line.pk).exclude(state__in=Allocation.LIVE)
    assert not others.exists()
    time_machine.move_to("2031-11-26T02:00:00+07:00")
    assert "allocations" not in forget()
    editing.take_out(line, by=school_admin, words=WORDS)
    assert forget()["allocations"] == 1
    line.refresh_from_db()
    assert (line.reason, line.evidence, line.state) == ("", {}, "taken_out")
    time_machine.move_to("2036-11-27T02:00:00+07:00")
    assert forget()["allocation steps"] == 1
    assert not AllocationStep.objects.exclude(words="").exists()


@pytest.fixture
def of_a_family(giang, muong_nha, tablet):
    """What hangs on Giàng and his household, and the same of the school."""
    household = make.make_household(giang)
    for grantee in ({"student": giang}, {"household": household}, {"school": muong_nha}):
        make.grant_to(**grantee, ends_on=date(2026, 12, 31))
    told = {"operator": "vnpt", "level": "weak", "on": TODAY}
    SignalReport.objects.create(household=household, method="family", **told)
    SignalReport.objects.create(school=muong_nha, method="staff", **told)
    suggesting.suggest(tablet, giang)
    usage = {"source": "vnpt", "used_bytes": 1, "device": tablet, "row_hash": "x"}
    ExternalUsage.objects.create(starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31), **usage)
    ProgrammeOverride.objects.create(student=giang, decision_number="12/QĐ", reason=WORDS)


GONE = {
    "2026-12-01": {},
    "2027-02-23": {"suggestions": 1},
    "2027-10-31": {},
    "2027-11-01": {"external usage": 1},
    "2029-11-25": {"signal at home": 1},
    "2032-01-01": {"grants": 2},
    "2036-11-26": {"overrides": 1},
}


def test_what_hangs_on_a_family_goes_and_what_is_a_schools_stays(of_a_family, muong_nha, time_machine):
    gone = {}
    for day in GONE:
        time_machine.move_to(f"{day}T02:00:00+07:00")
        gone[day] = forget()
    assert gone == GONE
    assert ConnectivityGrant.objects.get().school == SignalReport.objects.get().school == muong_nha
    assert not BindingSuggestion.objects.exists()
    assert not ExternalUsage.objects.exists()


def test_who_reports_damage_reads_how_long_it_is_kept(paper, giang, signed_in):
    words = f"{stories_kept.STORIES_KEPT} năm sau khi"
    page = signed_in(giang.user).get("/devices/K7M3PX/report/")
    assert words in page.text
    kinds = {kind.key: str(kind.period) for kind in retention.kinds()}
    assert kinds["damage"].startswith(words)
    assert f"{stories_kept.CHOICES_KEPT} năm" in kinds["allocations"]
