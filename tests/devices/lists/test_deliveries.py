"""A delivery goes into stock once; what cannot be read or is known already is said row by row."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from devices.lists.said import SAID
from devices.lists.undo import undo
from devices.models import Device, DeviceList, Sim
from devices.numbers import with_check_digit
from lms.models import Change
from lms.uploaded_lists import CannotUndo
from tests.devices import builders as make

from . import sheets
from .conftest import actions, codes

IMEI, OTHER_IMEI = with_check_digit("35678912000001"), with_check_digit("35678912000002")
ICCID = with_check_digit("898402000000000001")


def test_devices_and_sims_come_in_once(take_in, muong_nha):
    content = sheets.delivery(
        sheets.machine(
            "R9TX 70 0001", int(IMEI), OTHER_IMEI, iccid=ICCID, phone=912100001, carrier="VinaPhone"
        ),
        sheets.machine("R9TX700002"),
    )
    report = take_in(content)
    assert (actions(report), codes(report)) == (["create", "create"], [])
    assert not Device.objects.exists()
    assert not DeviceList.objects.exists()
    report = take_in(content, apply=True)
    tablet = Device.objects.get(serial_norm="R9TX700001")
    assert (tablet.imei1, tablet.imei2, tablet.school, tablet.batch.code) == (
        IMEI,
        OTHER_IMEI,
        muong_nha,
        "dot-1",
    )
    assert (tablet.lifecycle, str(tablet.model)) == ("in_stock", "Samsung Galaxy Tab A9")
    sim = Sim.objects.get()
    assert (sim.iccid, sim.number, sim.carrier, sim.school) == (ICCID, "0912100001", "vnpt", muong_nha)
    assert [insertion.sim for insertion in tablet.insertions.filter(removed_at=None)] == [sim]
    assert Change.objects.filter(act="import list of devices").count() == 4
    again = take_in(content, apply=True)
    assert actions(again) == ["unchanged", "unchanged"]
    assert DeviceList.objects.count() == 1
    assert Device.objects.count() == 2


def test_what_excel_destroyed_is_left_empty_and_filled_in_later(take_in):
    report = take_in(sheets.delivery(sheets.machine("R9TX700001", "3.56E+14")), apply=True)
    assert (actions(report), codes(report)) == (["create"], ["imei_destroyed"])
    assert Device.objects.get().imei1 is None
    report = take_in(sheets.delivery(sheets.machine("R9TX700001", IMEI)), apply=True)
    assert actions(report) == ["update"]
    assert Device.objects.get().imei1 == IMEI
    report = take_in(sheets.delivery(sheets.machine("R9TX700001", OTHER_IMEI, IMEI)), apply=True)
    assert Device.objects.get().imei1 == IMEI


def test_rows_that_cannot_be_told_are_left_out(take_in, na_hy):
    report = take_in(
        sheets.delivery(
            sheets.machine("", IMEI),
            sheets.machine("R9TX700001", iccid=8984020000000000000.0, phone="0912100001"),
            sheets.machine("R9TX700002", model="Máy lạ X1"),
            sheets.machine("R9TX700003", school="Trường THCS Không Có"),
            sheets.machine("R9TX700004", school="Tiểu học Nà Hỳ"),
        )
    )
    assert report["unknown_models"] == ["Máy lạ X1"]
    assert [codes(report, row)[-1:] for row in range(4, 8)] == [
        ["serial_missing"],
        ["iccid_missing"],
        ["model_unknown"],
        ["stock_school_unknown"],
    ]
    assert actions(report) == ["skip", "skip", "skip", "skip", "create"]
    assert report["devices"][4]["school_code"] == na_hy.code


def test_a_machine_without_its_number_is_missed_where_only_its_sim_can_be_taken_in(take_in):
    report = take_in(sheets.delivery(sheets.machine("", iccid=ICCID, phone="0912100001")))
    assert (actions(report), codes(report)) == (["create"], ["only_the_sim"])


def test_columns_that_were_swapped_are_found_by_their_cells(take_in):
    report = take_in(sheets.delivery(sheets.machine(IMEI, "R9TX700001", iccid="0912100001", phone=ICCID)))
    row = report["devices"][0]
    assert (row["serial"], row["imei1"], row["iccid"], row["sim_phone"]) == (
        "R9TX700001",
        IMEI,
        ICCID,
        "0912100001",
    )
    # The issuer stands in the number of the card.
    assert (row["carrier"], row["action"]) == ("vnpt", "create")
    assert codes(report) == ["column_moved"] * 3


def test_a_number_in_two_rows_keeps_both_out(take_in):
    report = take_in(
        sheets.delivery(
            sheets.machine("R9TX700001", IMEI),
            sheets.machine("R9TX700002", IMEI),
            sheets.machine("R9TX700003"),
            sheets.machine("r9tx-700003"),
        )
    )
    assert actions(report) == ["skip", "skip", "create", "skip"]
    assert codes(report) == ["number_twice", "number_twice", "stock_row_again"]


def test_what_another_school_has_is_refused_without_a_word_whose(take_in, na_hy):
    make.make_device(na_hy, serial="R9TX700001", imei1=IMEI)
    report = take_in(
        sheets.delivery(sheets.machine("R9TX700001"), sheets.machine("R9TX700002", IMEI)), apply=True
    )
    assert actions(report) == ["skip", "skip"]
    assert codes(report) == ["number_taken", "number_taken"]
    assert "Nà Hỳ" not in str(report)
    assert Device.objects.count() == 1


def test_headings_in_two_rows_and_sims_alone(take_in):
    content = sheets.workbook(
        (
            "SIM",
            [
                ["TT", "Thẻ SIM", "", "Trường"],
                ["", "Số seri", "Số thuê bao", ""],
                [1, ICCID, "912100001", "PTDTBT THCS Mường Nhà"],
            ],
            "B1:C1",
        )
    )
    report = take_in(content, apply=True)
    assert (actions(report), codes(report)) == (["create"], [])
    assert Sim.objects.get().number == "0912100001"


def test_columns_of_the_database_are_refused(take_in):
    report = take_in(
        sheets.delivery([*sheets.machine("R9TX700001"), "1"], heading=[*sheets.STOCK, "school_id"])
    )
    assert actions(report) == ["skip"]
    assert codes(report, 4) == ["forbidden_column"]


def test_a_delivery_is_taken_out_again_exactly(take_in, school_admin):
    known = make.make_device(make.make_batch().school, serial="R9TX700009", imei1=None)
    take_in(
        sheets.delivery(sheets.machine("R9TX700001", iccid=ICCID), sheets.machine("R9TX700009", IMEI)),
        apply=True,
    )
    kept = DeviceList.objects.get()
    undo(kept, by=school_admin)
    with pytest.raises(CannotUndo):
        undo(kept, by=school_admin)
    known.refresh_from_db()
    assert known.imei1 is None
    assert (Device.objects.count(), Sim.objects.count()) == (1, 0)


def test_an_unknown_batch_is_refused_in_the_same_shape(take_in):
    report = take_in(sheets.delivery(sheets.machine("R9TX700001")), batch="khong-co")
    assert (report["status"], codes(report)) == (1, ["batch_unknown"])


def test_each_code_stands_in_the_docs_with_its_sentence():
    told = Path("docs/device-lists.md").read_text()
    table = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", told, re.MULTILINE))
    assert table == {code: level for code, (level, _sentence) in SAID.items()}
    with translation.override("en"):
        for code, (_level, sentence) in SAID.items():
            assert (
                code in ("refused", "kit_goes_along")
                or re.sub(r"%\((\w+)\)s", r"‹\1›", str(sentence)) in told
            )
