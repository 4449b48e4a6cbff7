"""Another machine for a broken one, or only while it is being repaired."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from devices.due import OVERDUE, counts, due, extend, reminder
from devices.lend_while_repaired import lend_while_repaired
from devices.models import Assignment, Device, Handover, Incident, SimInsertion, Tenure
from devices.papers import handover_facts
from devices.refusal import Refused
from devices.still_out import lent_lines
from devices.swap import Swap, swap
from tests.devices import builders as make

TODAY = date(2026, 11, 24)


@pytest.fixture
def spare(muong_nha):
    return make.make_device(muong_nha, code="T8T8T8")


@pytest.fixture
def held(tablet, giang, school_admin):
    """Giàng's household was given the tablet."""
    make.make_household(giang)
    return make.give(giang, school_admin, tablet).lines.get()


def repair(tablet, school_admin, **more):
    Device.objects.filter(pk=tablet.pk).update(lifecycle="repair")
    return tablet.repairs.create(fault="Pin", sent_on="2026-11-20", opened_by=school_admin, **more)


# Exchanged for good


def test_a_broken_machine_is_exchanged_on_one_paper_and_its_sim_moves_along(
    tablet, sim, spare, giang, school_admin
):
    paper = make.lend(giang, school_admin, tablet, sims=[sim], due_on=date(2027, 5, 31))
    wanted = Swap(paper.lines.get(device=tablet), spare, school_admin, note="Vỡ màn hình")
    anew = swap(wanted)
    line = anew.lines.get()
    assert (line.device, line.pupil, line.due_on, line.tenure) == (
        spare,
        giang,
        date(2027, 5, 31),
        "school_loan",
    )
    assert line.instead_of.condition_in == "broken"
    assert SimInsertion.objects.get(removed_at=None).device == spare
    assert Assignment.objects.open().get(sim=sim).pupil == giang
    assert Incident.objects.get().device == tablet
    assert handover_facts(anew)["instead_of"][0]["condition"] == "hỏng"
    assert swap(wanted) == anew
    assert Handover.objects.count() == 2


def test_a_gift_to_the_household_is_exchanged_within_its_one_machine(held, spare, school_admin):
    line = swap(Swap(held, spare, school_admin)).lines.get()
    assert (line.holder, line.served_household) == (held.household, held.household)


def test_nothing_is_exchanged_half(held, tablet, spare, hoa, school_admin):
    make.lend(hoa, school_admin, spare)
    with pytest.raises(Refused, match="T8T8T8"):
        swap(Swap(held, spare, school_admin))
    assert Assignment.objects.open().get(device=tablet) == held


def test_a_machine_is_not_exchanged_for_itself(held, tablet, school_admin):
    with pytest.raises(Refused, match="chính là máy này"):
        swap(Swap(held, tablet, school_admin))


def test_a_clerk_exchanges_on_screen_and_the_other_school_finds_nothing(
    held, spare, school_admin, other_school_admin, signed_in
):
    told = {
        "device": "T8T8T8",
        "condition": "broken",
        "note": "",
        "receiver_name": "Giàng Thị Dua",
        "relation": "mother",
        "signed_how": "signed",
        "signed_on": "24/11/2026",
        "request_id": "0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa",
    }
    assert signed_in(other_school_admin).post("/devices/K7M3PX/swap/", told).status_code == 404
    client = signed_in(school_admin)
    assert client.get("/devices/K7M3PX/swap/").status_code == 200
    assert client.post("/devices/K7M3PX/swap/", {**told, "device": "Q4W8ZB"}).status_code == 400
    assert client.post("/devices/K7M3PX/swap/", told).status_code == 302
    assert Assignment.objects.open().get().device == spare


# Lent while the own one is repaired


def test_a_loaner_stands_beside_the_own_machine_until_the_repair_is_back(held, tablet, spare, school_admin):
    ticket = repair(tablet, school_admin)
    line = lend_while_repaired(ticket, spare, by=school_admin).lines.get()
    assert (line.tenure, line.instead_of, line.is_open) == (Tenure.LOANER, held, True)
    assert Assignment.objects.open().count() == 2
    lent = lent_lines([held.handover.school])
    assert reminder(lent, TODAY).loaners == 0
    tablet.repairs.update(back_on="2026-11-24")
    assert reminder(lent, TODAY).loaners == 1


def test_one_loaner_at_a_time(held, tablet, spare, muong_nha, school_admin):
    ticket = repair(tablet, school_admin)
    lend_while_repaired(ticket, spare, by=school_admin)
    with pytest.raises(Refused, match="T8T8T8"):
        lend_while_repaired(ticket, make.make_device(muong_nha), by=school_admin)


def test_a_machine_that_nobody_holds_needs_no_loaner(tablet, spare, school_admin):
    with pytest.raises(Refused, match="K7M3PX"):
        lend_while_repaired(repair(tablet, school_admin), spare, by=school_admin)


# Due


def test_loans_fall_into_their_windows_and_gifts_into_none(held, giang, hoa, muong_nha, school_admin):
    charger = make.make_charger()
    for days in (-1, 0, 7, 8, 14, 15, 30, 31):
        made = make.lend(hoa, school_admin, accessories={charger: 1}, due_on=TODAY + timedelta(days=days))
        assert made.lines.get().due_on
    lent = lent_lines([muong_nha])
    assert counts(lent, TODAY) == {OVERDUE: 1, "7": 2, "14": 2, "30": 2}
    assert len(due(lent, "7", TODAY)) == 2


def test_loans_are_made_longer_and_never_shorter(hoa, muong_nha, school_admin, signed_in):
    paper = make.lend(
        hoa, school_admin, make.make_device(muong_nha), due_on=timezone.localdate() - timedelta(days=1)
    )
    line = paper.lines.get()
    client = signed_in(school_admin)
    told = {"line": [line.pk], "due_on": "31/05/2027", "reason": "Em còn thi"}
    assert client.post("/handovers/due/", {**told, "due_on": "01/01/2020"}).status_code == 400
    assert client.post("/handovers/due/", told).status_code == 302
    line.refresh_from_db()
    assert line.due_on == date(2027, 5, 31)
    assert extend([line], date(2027, 1, 1), by=school_admin, reason="x") == []


def test_a_teacher_sees_due_loans_of_the_own_pupils_alone(
    giang, vang, na_hy, school_admin, other_school_admin, tablet, ms_lan, mr_pao, signed_in
):
    make.lend(giang, school_admin, tablet, due_on=TODAY)
    assert "K7M3PX" in signed_in(ms_lan).get("/handovers/due/?window=7").content.decode()
    assert "K7M3PX" not in signed_in(mr_pao).get("/handovers/due/?window=7").content.decode()
