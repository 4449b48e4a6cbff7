"""Words about a child go with its record wherever staff wrote them, through doors no wider than that."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from devices.correct import void
from devices.loss import losing, writing_off
from devices.models import (
    Assignment,
    CarrierRequest,
    HandoverScan,
    Loss,
    LossScan,
    RepairPhoto,
    RepairStep,
    Stocktake,
    StocktakeFollowUp,
    StocktakeScan,
    WriteOff,
    WriteOffLine,
)
from devices.repair import steps as repairs
from devices.stocktake import begin, closing, scanning
from devices.take_back import take_back
from lms import guards, scans
from lms.models import Change
from students import dossier, erasing
from students.movement import pupils
from tests.devices import builders as make
from tests.devices.ways_to_write import DELETES, UPDATES
from tests.students.erasing.filled import everything_told

MONDAY = date(2026, 11, 23)
TODAY = date(2026, 11, 24)
NAME = "Giàng A Sùng"
# Told in words that name nobody, and yet of nobody else.
STORY = "Ngủ quên trên xe từ bản Huổi Lếch"
# Model: the column with free words, and what stands there when they are gone.
WORDED = {
    RepairStep: ("note", ""),
    Loss: ("found_note", ""),
    StocktakeScan: ("note", ""),
    StocktakeFollowUp: ("note", ""),
    Stocktake: ("closing_note", ""),
    WriteOffLine: ("reason", "–"),
    LossScan: ("struck_reason", "–"),
    RepairPhoto: ("struck_reason", "–"),
    HandoverScan: ("struck_reason", "–"),
}


def _attach(kept, by, school, kind="ảnh"):
    file = SimpleUploadedFile("a.jpg", make.photo(size=(60, len(kind) + 60)))
    return scans.attach(kept, file, by=by, school_id=school.pk)


@pytest.fixture
def told(giang, class_6a, school_admin, muong_nha):
    """Sùng's tablet broke, was counted, got lost and found, and left the books; all of it in words."""
    giang.village = "Huổi Lếch"
    giang.save()
    tablet, sim = make.make_device(muong_nha, code="K7M3PX", note=f"Máy của {NAME}"), make.make_sim(muong_nha)
    wrong = make.give(giang, school_admin, make.make_device(muong_nha))
    scan = make.attach_scan(wrong, school_admin)
    scans.strike_out(scan, by=school_admin, reason=f"Không phải giấy của {NAME}", school_id=muong_nha.pk)
    void(wrong.lines.get(), by=school_admin, reason=f"({NAME}) nhận máy khác")
    paper = make.give(giang, school_admin, tablet, sims=[sim])
    _repaired(tablet, school_admin)
    _counted(muong_nha, tablet, school_admin)
    asked = make.ask_carrier(sim, school_admin)
    CarrierRequest.objects.filter(pk=asked.pk).update(answer=f"Số của {NAME} đã khóa")
    _lost(tablet, school_admin)
    take_back(paper.lines.open(), by=school_admin, note=f"{NAME} trả")
    write_off = WriteOff.objects.create(school=muong_nha, proposed_by=school_admin)
    writing_off.propose(write_off, tablet, f"{NAME}: hỏng", 0, by=school_admin)
    writing_off.decide(write_off, "45/QĐ", TODAY, by=school_admin)
    pupils.drop_out(giang, MONDAY, by=school_admin)
    giang.refresh_from_db()
    return giang


def _repaired(tablet, by):
    ticket = repairs.open_repair(tablet, by, fault="Nứt kính", on=MONDAY)
    repairs.advance(ticket, "looked", by, note=STORY)
    _attach(ticket.photos, by, tablet.school)
    other = _attach(ticket.photos, by, tablet.school, "hóa đơn")
    scans.strike_out(other, by=by, reason=f"Ảnh có mặt {NAME}", school_id=tablet.school_id)
    for state in ("repaired", "back"):
        repairs.advance(ticket, state, by)


def _counted(school, tablet, by):
    count = begin.begin(Stocktake(school=school, scope="school"), by=by)
    scanning.keep(count, scanning.Seen(tablet.code, note=f"{NAME} cầm"), by, uuid4())
    closing.close(count, by=by, note=f"Còn thiếu của {NAME}, lớp 6A")
    known = {"outcome": "known", "note": f"Ở nhà {NAME}"}
    StocktakeFollowUp.objects.create(stocktake=count, device=tablet, told_by=by, **known)


def _lost(tablet, by):
    told = {"kind": "lost", "happened_on": TODAY, "place": "Bản Huổi Lếch", "circumstances": STORY}
    loss = losing.lose(Loss(device=tablet, **told), by)
    wrong = make.attach_scan(loss, by)
    scans.strike_out(wrong, by=by, reason=f"Giấy khai sinh của {NAME}", school_id=loss.school_id)
    _attach(loss.scans, by, tablet.school, "công an")
    losing.find(loss, by, note=STORY)


def tells(sign):
    return {label for label, row in everything_told() if sign in row}


def test_no_word_about_an_erased_child_is_left(told, school_admin):
    for sign in (NAME, STORY, "Huổi Lếch"):
        assert tells(sign)
    erasing.erase(told, by=school_admin)
    for sign in (NAME, STORY, "Huổi Lếch"):
        assert tells(sign) == set()
    assert not RepairPhoto.objects.standing().exists()
    assert not LossScan.objects.standing().exists()


def test_the_family_reads_the_stories_as_long_as_they_are_kept(told, school_admin):
    _part, tables = next(found for found in dossier.of(told) if found[0].key == "devices")
    said = {one.key: str(one.rows) for one in tables}
    assert said["losses"].count(STORY) >= 2
    assert "Nứt kính" in said["repairs"]
    assert STORY in said["repair_steps"]


def test_what_happened_to_the_machine_stays(told, school_admin):
    erasing.erase(told, by=school_admin)
    assert list(RepairStep.objects.values_list("state", flat=True)) == [
        "reported",
        "looked",
        "repaired",
        "back",
    ]
    loss = Loss.objects.get()
    assert (loss.kind, loss.happened_on, loss.found_on) == ("lost", TODAY, TODAY)
    assert Stocktake.objects.get().summary["found"] == 1
    assert WriteOffLine.objects.get().write_off.decision_number == "45/QĐ"
    assert Assignment.objects.filter(pupil=told, returned_at__isnull=False).exists()
    assert Change.objects.filter(act="lead repair").count() == 3


def test_words_about_another_child_stay(told, hoa, school_admin):
    other = make.make_device(told.school)
    make.give(hoa, school_admin, other)
    ticket = repairs.open_repair(other, school_admin, fault="Rơi ở bản")
    repairs.advance(ticket, "looked", school_admin, note="Hoa làm rơi")
    erasing.erase(told, by=school_admin)
    ticket.refresh_from_db()
    assert (ticket.fault, ticket.steps.last().note) == ("Rơi ở bản", "Hoa làm rơi")


@pytest.mark.parametrize("way", UPDATES)
@pytest.mark.parametrize("model", WORDED, ids=lambda model: model.__name__)
def test_words_are_emptied_and_never_rewritten(model, way, told):
    column, empty = WORDED[model]
    rows = model.objects.exclude(**{column: ""}).order_by()
    assert rows.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        UPDATES[way](rows, {column: "Anh khác"})
    UPDATES[way](rows, {column: empty})
    assert set(model.objects.values_list(column, flat=True)) <= {empty, ""}


@pytest.mark.parametrize("model", [RepairStep, StocktakeScan, StocktakeFollowUp])
def test_nothing_else_changes_with_it(model, told, province_admin):
    """Every other column, so that a new one is asked about too."""
    moved = {"state": "sent", "rank": 2, "on": date(2026, 1, 1), "outcome": "seen", "code": "ZZZZZZ"}
    moved |= {"seen_as": "worn", "takes_back": uuid4(), "told_at": "2026-01-01T00:00:00Z"}
    moved |= {"scanned_at": "2026-01-01T00:00:00Z", "told_by": province_admin, "scanned_by": province_admin}
    moved["device"] = make.make_device(told.school)
    moved["stocktake"] = begin.begin(Stocktake(school=told.school, scope="store"), by=province_admin)
    moved["ticket"] = repairs.open_repair(moved["device"], province_admin)
    row = model.objects.exclude(note="").first()
    moved["corrects"] = RepairStep.objects.exclude(pk=row.pk).first()
    columns = [field.name for field in model._meta.fields if field.name not in ("id", "note")]
    for column in columns:
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(pk=row.pk).update(note="", **{column: moved[column]})


@pytest.mark.parametrize("way", DELETES)
@pytest.mark.parametrize("model", [RepairPhoto, LossScan])
def test_pictures_of_repairs_and_losses_are_struck_out_and_never_deleted(model, way, told):
    with pytest.raises(DatabaseError), transaction.atomic():
        DELETES[way](model.objects.all())
    assert model.objects.count() == 2


def test_what_was_said_at_a_return_stays_with_whoever_is_not_erased(told):
    lines = Assignment.objects.exclude(return_note="")
    with pytest.raises(DatabaseError), transaction.atomic():
        lines.update(return_note="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.exclude(voided_at=None).update(void_reason="–")


def test_no_door_is_missing_in_the_database(db):
    assert guards.missing_guards() == []
