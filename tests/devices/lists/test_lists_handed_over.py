"""The rows of a hand-over list become records in the ledger, once, and are struck out when it is undone."""

from datetime import date

import pytest

from devices.lists.undo import undo
from devices.models import DeviceList, Handover
from devices.take_back import take_back
from lms.uploaded_lists import CannotUndo
from tests.devices import builders as make

from . import sheets
from .conftest import ICCID, actions, codes


def test_rows_become_records_with_their_receiver_and_only_once(run, stock, giang, school_admin):
    content = sheets.handovers(
        sheets.row(serial="R9TX70A1234", phone="0912100001", receiver="Giàng Thị Dua (mẹ)", signed="điểm chỉ")
    )
    report = run(content, apply=True)
    assert (actions(report), codes(report)) == (["create"], [])
    paper = Handover.objects.get()
    assert (paper.pupil, paper.number, paper.signed_on) == (giang, "01/BBBG-2026", date(2026, 9, 5))
    assert (paper.receiver_name, paper.relation, paper.signed_how) == (
        "Giàng Thị Dua",
        "mother",
        "thumbprint",
    )
    assert paper.giver == school_admin
    assert {str(line.item) for line in paper.lines.all()} == {stock[0].code, "0912100001"}
    again = run(content, apply=True)
    assert actions(again) == ["unchanged"]
    assert Handover.objects.count() == DeviceList.objects.count() == 1


def test_what_came_back_since_is_not_handed_over_anew(run, stock, giang, school_admin):
    content = sheets.handovers(sheets.row(serial="R9TX70A1234"))
    run(content, apply=True)
    take_back(Handover.objects.get().lines.all(), by=school_admin)
    assert actions(run(content, apply=True)) == ["unchanged"]
    assert Handover.objects.count() == 1


def test_what_the_ledger_refuses_takes_nothing_else_with_it(run, stock, muong_nha, giang, hoa, school_admin):
    broken = make.make_device(muong_nha, serial="R9TX70A9999", lifecycle="repair")
    report = run(
        sheets.handovers(sheets.row(serial=broken.serial), sheets.row("Lò Thị Hoa", serial="R9TX70A1234")),
        apply=True,
    )
    assert actions(report) == ["skip", "create"]
    assert codes(report) == ["refused"]
    assert Handover.objects.get().pupil == hoa


def test_undone_lines_are_struck_out_and_the_list_can_go_in_anew(run, stock, giang, school_admin):
    content = sheets.handovers(sheets.row(serial="R9TX70A1234", iccid=ICCID))
    run(content, apply=True)
    undo(DeviceList.objects.get(), by=school_admin)
    assert all("ban-giao.xlsx" in line.void_reason for line in Handover.objects.get().lines.all())
    stock[0].refresh_from_db()
    assert stock[0].lifecycle == "in_stock"
    assert actions(run(content, apply=True)) == ["create"]
    assert Handover.objects.count() == 2


def test_a_list_of_which_something_came_back_is_not_undone(run, stock, giang, school_admin):
    run(sheets.handovers(sheets.row(serial="R9TX70A1234")), apply=True)
    take_back(Handover.objects.get().lines.all(), by=school_admin)
    with pytest.raises(CannotUndo, match=stock[0].code):
        undo(DeviceList.objects.get(), by=school_admin)


def test_without_anybody_to_sign_nothing_is_written(run, stock, giang):
    report = run(sheets.handovers(sheets.row(serial="R9TX70A1234")), apply=True)
    assert (report["status"], codes(report)) == (1, ["nobody_to_sign"])
    assert not Handover.objects.exists()


def test_a_machine_of_a_kit_takes_the_rest_along_and_the_row_says_so_first(
    run, stock, muong_nha, giang, school_admin
):
    tablet, sim = stock
    make.make_kit(school_admin, tablet, sim, pieces=2)
    content = sheets.handovers(sheets.row(serial=tablet.serial))
    report = run(content)
    assert codes(report, 7) == ["kit_goes_along"]
    said = next(one["message"] for one in report["issues"] if one["code"] == "kit_goes_along")
    assert str(sim) in said
    assert "Bộ sạc × 2" in said
    for _twice in range(2):
        run(content, apply=True)
    paper = Handover.objects.get()
    assert {str(line.item): line.quantity for line in paper.lines.all()} == {
        tablet.code: 1,
        str(sim): 1,
        "Bộ sạc": 2,
    }
    undo(DeviceList.objects.first(), by=school_admin)
    assert not paper.lines.filter(voided_at=None).exists()


def test_a_row_with_another_card_says_that_the_one_of_the_kit_stays(
    run, stock, muong_nha, giang, school_admin
):
    tablet, sim = stock
    own = make.make_sim(muong_nha)
    make.make_kit(school_admin, tablet, own)
    report = run(sheets.handovers(sheets.row(serial=tablet.serial, iccid=sim.iccid)))
    said = next(one["message"] for one in report["issues"] if one["code"] == "kit_goes_along")
    assert str(own) in said
    assert "không đi cùng" in said


def test_a_card_out_of_another_kit_keeps_its_row_out(run, stock, muong_nha, giang, school_admin):
    tablet, sim = stock
    other = make.make_kit(school_admin, make.make_device(muong_nha), sim)
    report = run(sheets.handovers(sheets.row(serial=tablet.serial, iccid=sim.iccid)))
    assert actions(report) == ["skip"]
    assert str(other) in report["issues"][-1]["message"]
