"""Numbers, decisions, plans, minutes and tokens: what the database refuses of them, whichever way they
are written. `test_invariants.py` does the same for the lines of the ledger."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from devices.models import (
    Device,
    DeviceInstall,
    PlanSubscription,
    ProgrammeOverride,
    Sim,
    SimInsertion,
    UsageDay,
)
from devices.numbers import with_check_digit
from devices.take_back import take_back
from tests.devices import builders as make
from tests.devices.test_invariants import anew
from tests.devices.ways_to_write import DELETES, INSERTS, UPDATES

NOON = timezone.make_aware(timezone.datetime(2026, 10, 1, 12))
# A model's own `save` brings numbers to their spelling; the others write what they are given.
AS_GIVEN = [name for name in INSERTS if name != "save"]
# What no transaction lets through, whoever writes: for each column, the wrong and the right.
NUMBERS = {
    "serial_norm": ["r9tx701234", "R9TX-701234", "R9TX 701234", "R9TX701235", ""],
    "imei1": ["3567891200000", "35678912000000a", "356789120000009", "35-678912-00000", ""],
    "imei2": ["356789120000009", "３５６７８９１２０００００００"],
}
CARDS = {
    "iccid": ["8984021234567890129", "12345678901234567897", "898402", "8984 0212 3456 7890 12", ""],
    "number": ["0912 345 679", "+84912345679", "84912345679", "912345679"],
}


def refused(write, *told):
    with pytest.raises(DatabaseError), transaction.atomic():
        write(*told)
    return True


def refused_by_every(ways, *told, but=()):
    """Whether none of the ways to write gets it past the database; `told` may be called for each anew."""
    for name, way in ways.items():
        if name not in but:
            assert refused(way, *(one() if callable(one) else one for one in told)), name
    return True


# 7 Numbers: one spelling, right by their check digit, never given out anew


@pytest.mark.parametrize(("column", "wrong"), [(name, one) for name in NUMBERS for one in NUMBERS[name]])
def test_numbers_of_a_machine_are_kept_in_their_one_spelling(column, wrong, tablet, muong_nha):
    others = {"imei1": None, "imei2": None, "serial": "R9TX 70 1236", "serial_norm": "R9TX701236"}
    row = anew(tablet, **{**others, "code": "M4W8ZB", column: wrong})
    for name in AS_GIVEN:
        assert refused(INSERTS[name], row), name
    for name in UPDATES:
        if name != "save":
            assert refused(UPDATES[name], Device.objects.filter(pk=tablet.pk), {column: wrong}), name


@pytest.mark.parametrize(("column", "wrong"), [(name, one) for name in CARDS for one in CARDS[name]])
def test_numbers_of_a_sim_are_kept_in_their_one_spelling(column, wrong, sim):
    row = anew(sim, **{"iccid": with_check_digit("898402999999999999"), "number": "", column: wrong})
    for name in AS_GIVEN:
        assert refused(INSERTS[name], row), name
    for name in UPDATES:
        if name != "save":
            assert refused(UPDATES[name], Sim.objects.filter(pk=sim.pk), {column: wrong}), name


@pytest.mark.parametrize("serial", ["sê-ri 5", "R9'TX/70_1236.b"])
def test_the_spelling_that_is_kept_is_the_one_that_devices_numbers_makes(serial, muong_nha):
    for n, (name, insert) in enumerate(INSERTS.items()):
        row = Device(
            serial=f"{serial}{n}",
            code=f"CODE{n}",
            school=muong_nha,
            batch=make.make_batch(),
            model=make.make_model(),
        )
        row.set_number_columns()
        insert(row)
        assert Device.objects.get(serial=row.serial).serial_norm.endswith(str(n)), name


def test_a_right_number_goes_in_whichever_way_it_comes(tablet, sim):
    for n, (name, update) in enumerate(UPDATES.items()):
        imei, iccid = with_check_digit(f"3567891299900{n}"), with_check_digit(f"8984029999999999{n:03d}")
        update(Device.objects.filter(pk=tablet.pk), {"imei2": imei})
        update(Sim.objects.filter(pk=sim.pk), {"iccid": iccid, "number": f"098765432{n}"})
        assert Device.objects.filter(imei2=imei).exists(), name
        assert Sim.objects.filter(iccid=iccid).exists(), name


def test_a_number_stands_on_one_machine_and_one_card(tablet, sim, muong_nha):
    fresh = {"code": "M4W8ZB", "serial": "R1", "serial_norm": "R1", "imei1": None, "imei2": None}
    for taken in (
        {"serial": tablet.serial, "serial_norm": tablet.serial_norm},
        {"imei1": tablet.imei1},
        {"imei2": tablet.imei1},
        {"code": tablet.code},
    ):
        assert refused_by_every(INSERTS, anew(tablet, **{**fresh, **taken}), but=["REPLACE"])
        other = make.make_device(muong_nha)
        assert refused_by_every(UPDATES, Device.objects.filter(pk=other.pk), taken)
    assert refused_by_every(INSERTS, anew(sim, number=""), but=["REPLACE"])
    assert refused_by_every(INSERTS, anew(sim, iccid=with_check_digit("898402999999999999")), but=["REPLACE"])
    assert refused_by_every(
        UPDATES, Sim.objects.filter(pk=make.make_sim(muong_nha).pk), {"number": sim.number}
    )


def test_what_was_written_off_keeps_its_numbers_and_its_place_in_the_book(tablet, sim, school_admin):
    make.write_off(tablet, by=school_admin)
    Sim.objects.filter(pk=sim.pk).update(status="cancelled")
    machine, card = Device.objects.filter(pk=tablet.pk), Sim.objects.filter(pk=sim.pk)
    assert refused_by_every(UPDATES, machine, {"serial": "R9TX1", "serial_norm": "R9TX1"})
    assert refused_by_every(UPDATES, machine, {"imei1": None})
    assert refused_by_every(UPDATES, card, {"iccid": with_check_digit("898402999999999999")})
    assert refused_by_every(DELETES, machine)
    assert refused_by_every(DELETES, card)


# 8 A second machine stands on a decision


def test_a_second_machine_needs_a_decision_about_this_household(
    giang, hoa, muong_nha, school_admin, tablet, class_6a
):
    ours, theirs = make.make_household(giang), make.make_household(hoa, head="Lò Văn Ún")
    line = make.give(giang, school_admin, tablet).lines.get()
    second = {"device_id": make.make_device(muong_nha).pk}
    assert refused_by_every(INSERTS, lambda: anew(line, **second))
    other = ProgrammeOverride.objects.create(household=theirs, decision_number="9/QĐ-UBND")
    assert refused_by_every(INSERTS, lambda: anew(line, **second, override_id=other.pk))
    for n, (name, insert) in enumerate(INSERTS.items()):
        own = ProgrammeOverride.objects.create(household=ours, decision_number=f"{n}/QĐ-UBND")
        insert(anew(line, device_id=make.make_device(muong_nha).pk, override_id=own.pk))
        assert own.assignments.count() == 1, name
    assert refused_by_every(UPDATES, ProgrammeOverride.objects.filter(pk=own.pk), {"decision_number": "1"})
    assert refused_by_every(UPDATES, ProgrammeOverride.objects.filter(pk=own.pk), {"household": theirs})
    assert refused_by_every(DELETES, ProgrammeOverride.objects.filter(pk=own.pk))


def test_a_decision_has_a_number_and_speaks_of_one(giang):
    household = make.make_household(giang)
    good = ProgrammeOverride(household=household, decision_number="9/QĐ-UBND")
    assert refused_by_every(INSERTS, lambda: anew(good, decision_number=""))
    assert refused_by_every(INSERTS, lambda: anew(good, household_id=None))
    assert refused_by_every(INSERTS, lambda: anew(good, student_id=giang.pk))


# 9 What is gone has no holder


@pytest.mark.parametrize("state", ["lost", "stolen", "disposed", "retired"])
def test_what_is_gone_has_no_holder_whoever_writes(state, giang, tablet, school_admin):
    line = make.give(giang, school_admin, tablet).lines.get()
    held = Device.objects.filter(pk=tablet.pk)
    assert refused_by_every(UPDATES, held, {"lifecycle": state})
    if "REPLACE" in INSERTS:
        gone = held.get()
        gone.lifecycle = state
        assert refused(INSERTS["REPLACE"], gone)
    take_back([line], by=school_admin)
    make.bring_into(tablet, state, school_admin)
    later = {"handed_over_at": timezone.now() + timedelta(days=1), "returned_at": None}
    line.refresh_from_db()
    again = {**later, "returned_to_id": None, "condition_in": "", "return_note": ""}
    assert refused_by_every(INSERTS, lambda: anew(line, **again))


# 10 A card has one plan and sits in one machine at a time


def test_a_card_has_one_plan_at_a_time_whoever_writes(sim):
    plan = make.make_plan(sim, date(2026, 9, 1), date(2026, 11, 30))
    assert refused_by_every(
        INSERTS, lambda: anew(plan, starts_on=date(2026, 11, 30), ends_on=date(2027, 1, 1))
    )
    assert refused_by_every(INSERTS, lambda: anew(plan, starts_on=date(2027, 2, 1), ends_on=date(2027, 1, 1)))
    later = make.make_plan(sim, date(2026, 12, 1), date(2026, 12, 30))
    lasting = PlanSubscription.objects.filter(pk=later.pk)
    assert refused_by_every(UPDATES, lasting, {"starts_on": date(2026, 11, 30)})
    lasting.update(voided_at=NOON)
    lasting.update(starts_on=date(2026, 11, 30))
    assert refused_by_every(UPDATES, lasting, {"voided_at": None})


def test_a_card_sits_in_one_machine_at_a_time_whoever_writes(sim, tablet, other_tablet):
    first = SimInsertion.objects.create(sim=sim, device=tablet, inserted_at=NOON)
    later = {"inserted_at": NOON + timedelta(days=1)}
    assert refused_by_every(INSERTS, lambda: anew(first, **later), but=["REPLACE"])
    early = {"inserted_at": NOON - timedelta(days=1), "removed_at": NOON + timedelta(hours=1)}
    assert refused_by_every(INSERTS, lambda: anew(first, **early))
    assert refused_by_every(INSERTS, lambda: anew(first, inserted_at=NOON, removed_at=NOON))
    before = anew(first, inserted_at=NOON - timedelta(days=2), removed_at=NOON - timedelta(days=1))
    before.save()
    sat = SimInsertion.objects.filter(pk=before.pk)
    assert refused_by_every(UPDATES, sat, {"removed_at": None})
    assert refused_by_every(UPDATES, sat, {"removed_at": NOON + timedelta(seconds=1)})


# 11 Counted seconds fit into a day


def test_counted_seconds_fit_into_a_day_whoever_writes(tablet):
    install = DeviceInstall.objects.create(device=tablet, token_hash="a" * 64)
    where = {"device": tablet, "school": tablet.school, "who": "nobody", "heard_at": timezone.now()}
    kept = UsageDay.objects.create(install=install, day=date(2026, 11, 2), active_s=60, **where)
    for wrong in (
        {"learn_s": 61},
        {"offline_s": 61},
        {"active_s": 86_401},
        {"learn_s": -1},
        {"active_s": 5, "learn_s": 6},
    ):
        assert refused_by_every(UPDATES, UsageDay.objects.filter(pk=kept.pk), wrong)
        assert refused_by_every(INSERTS, lambda wrong=wrong: anew(kept, day=date(2026, 11, 3), **wrong))
    assert refused_by_every(INSERTS, lambda: anew(kept), but=["REPLACE"])


# 12 A token is one browser's


def test_a_token_is_one_browsers_whoever_writes(tablet, other_tablet):
    install = DeviceInstall.objects.create(device=tablet, token_hash="a" * 64)
    other = DeviceInstall.objects.create(device=other_tablet, token_hash="b" * 64)
    assert refused_by_every(INSERTS, lambda: anew(install, device_id=other_tablet.pk), but=["REPLACE"])
    assert refused_by_every(UPDATES, DeviceInstall.objects.filter(pk=other.pk), {"token_hash": "a" * 64})
