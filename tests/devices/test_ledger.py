"""What the database itself refuses, through whichever door: the invariants of the ledger."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from devices.models import Assignment, Device, DeviceInstall, Handover, SimInsertion, UsageDay
from devices.take_back import take_back
from lms import guards
from tests.devices import builders as make

NOON = timezone.make_aware(timezone.datetime(2026, 10, 1, 12))


@pytest.fixture
def paper(tablet, giang, school_admin):
    return make.give(giang, school_admin, tablet)


@pytest.fixture
def line(paper):
    return paper.lines.get()


def anew(line, **changes):
    """An unsaved copy of a line, with other values where the test says so."""
    fields = {
        field.attname: getattr(line, field.attname)
        for field in Assignment._meta.concrete_fields
        if field.name not in ("id", "request_id", "recorded_at")
    }
    return Assignment(**{**fields, **changes})


def refuses(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()
    return True


def test_every_guard_stands(db):
    assert guards.missing_guards() == []


def test_a_device_has_one_holder(line, hoa):
    assert refuses(anew(line, student_id=hoa.pk, pupil_id=hoa.pk).save)
    assert refuses(lambda: Assignment.objects.bulk_create([anew(line, student_id=hoa.pk, pupil_id=hoa.pk)]))


def test_periods_of_a_device_never_overlap_back_dated_ones_included(line, hoa, school_admin):
    take_back([line], by=school_admin)
    line.refresh_from_db()
    early = line.handed_over_at - timedelta(days=3)
    inside = {"handed_over_at": early, "returned_at": line.returned_at - timedelta(seconds=0.001)}
    assert refuses(anew(line, student_id=hoa.pk, pupil_id=hoa.pk, **inside).save)
    before = {"handed_over_at": early, "returned_at": line.handed_over_at}
    anew(line, student_id=hoa.pk, pupil_id=hoa.pk, **before).save()
    assert Assignment.objects.count() == 2


def test_a_voided_line_takes_no_time(line, hoa, school_admin):
    line.void(by=school_admin, reason="Ghi nhầm em")
    anew(line, student_id=hoa.pk, pupil_id=hoa.pk, voided_at=None, voided_by_id=None, void_reason="").save()
    assert Assignment.objects.open().get().student == hoa


def test_a_line_is_of_one_thing_and_one_holder(line, sim, muong_nha, other_tablet):
    assert refuses(anew(line, device_id=other_tablet.pk, sim_id=sim.pk).save)
    assert refuses(anew(line, device_id=None).save)
    assert refuses(anew(line, device_id=other_tablet.pk, school_id=muong_nha.pk).save)
    assert refuses(anew(line, device_id=other_tablet.pk, student_id=None, pupil_id=None).save)


def test_a_pupils_line_names_the_pupil(line, other_tablet):
    assert refuses(anew(line, device_id=other_tablet.pk, pupil_id=None, served_household_id=None).save)


def test_a_return_comes_after_the_hand_over(line):
    assert refuses(lambda: Assignment.objects.update(returned_at=line.handed_over_at))


def test_nothing_is_deleted(paper, line):
    assert refuses(line.delete)
    assert refuses(lambda: Assignment.objects.all().delete())
    assert refuses(lambda: _sql("DELETE FROM devices_assignment"))
    assert refuses(lambda: _sql("DELETE FROM devices_handover"))


def test_what_was_signed_does_not_change(paper, line, hoa, other_tablet):
    assert refuses(lambda: Assignment.objects.update(student=hoa, pupil=hoa))
    assert refuses(lambda: Assignment.objects.update(device=other_tablet))
    assert refuses(lambda: Assignment.objects.update(handed_over_at=NOON))
    assert refuses(lambda: _sql("UPDATE devices_handover SET receiver_name = 'x'"))


def test_a_line_is_returned_once_and_voided_once(line, school_admin):
    take_back([line], by=school_admin)
    assert refuses(lambda: Assignment.objects.update(returned_at=None))
    assert refuses(lambda: Assignment.objects.update(returned_at=timezone.now() + timedelta(days=1)))
    Assignment.objects.update(voided_at=timezone.now(), void_reason="nhầm")
    assert refuses(lambda: Assignment.objects.update(voided_at=None))


def test_a_void_has_a_reason(line):
    assert refuses(lambda: Assignment.objects.update(voided_at=timezone.now()))


def test_a_request_is_written_once(paper, line, other_tablet):
    assert refuses(anew(line, device_id=other_tablet.pk, request_id=line.request_id).save)
    twin = Handover(**{f.attname: getattr(paper, f.attname) for f in Handover._meta.concrete_fields})
    twin.pk, twin.sequence = uuid.uuid4(), 99
    assert refuses(lambda: twin.save(force_insert=True))


def test_numbers_are_one_whatever_their_spelling(tablet, muong_nha):
    assert refuses(lambda: make.make_device(muong_nha, serial="r9tx-701234"))
    assert refuses(lambda: make.make_device(muong_nha, imei1=tablet.imei1))


def test_an_imei_stands_on_one_device_in_whichever_column(tablet, muong_nha):
    assert refuses(lambda: make.make_device(muong_nha, imei2=tablet.imei1))
    other = make.make_device(muong_nha)
    assert refuses(lambda: Device.objects.filter(pk=other.pk).update(imei2=tablet.imei1))
    assert refuses(lambda: make.make_device(muong_nha, imei1="490154203237518", imei2="490154203237518"))


def test_a_retired_devices_numbers_are_never_given_out_anew(tablet, muong_nha, school_admin):
    make.write_off(tablet, by=school_admin)
    assert refuses(lambda: make.make_device(muong_nha, serial=tablet.serial))


def test_a_phone_number_may_come_back_after_it_was_cancelled(sim, muong_nha):
    assert refuses(lambda: make.make_sim(muong_nha, number="+84 912 345 678"))
    sim.status = "cancelled"
    sim.save()
    assert make.make_sim(muong_nha, number="912345678").number == sim.number


def test_a_household_receives_one_programme_device(giang, hoa, muong_nha, school_admin, tablet):
    household = make.make_household(giang, hoa)
    line = make.give(giang, school_admin, tablet).lines.get()
    second = make.make_device(muong_nha)
    for holder in ({"household_id": household.pk}, {"student_id": hoa.pk, "household_id": None}):
        assert refuses(anew(line, device_id=second.pk, pupil_id=hoa.pk, **holder).save)


def test_a_pupils_device_cannot_be_written_past_the_household(giang, hoa, muong_nha, school_admin, tablet):
    make.make_household(giang, hoa)
    line = make.give(giang, school_admin, tablet).lines.get()
    second = make.make_device(muong_nha)
    past = {"student_id": hoa.pk, "household_id": None, "pupil_id": hoa.pk, "served_household_id": None}
    assert refuses(anew(line, device_id=second.pk, **past).save)


@pytest.mark.parametrize("state", ["lost", "stolen", "disposed", "retired"])
def test_what_is_gone_has_no_holder(line, tablet, state, school_admin):
    assert refuses(lambda: Device.objects.filter(pk=tablet.pk).update(lifecycle=state))
    take_back([line], by=school_admin)
    make.bring_into(tablet, state, school_admin)
    later = {"handed_over_at": timezone.now() + timedelta(days=1), "returned_at": None}
    assert refuses(anew(line, **later).save)


def test_a_sim_has_one_plan_and_sits_in_one_device_at_a_time(sim, tablet, other_tablet):
    make.make_plan(sim, date(2026, 9, 1), date(2026, 11, 30))
    assert refuses(lambda: make.make_plan(sim, date(2026, 11, 30), date(2026, 12, 30)))
    make.make_plan(sim, date(2026, 12, 1), date(2026, 12, 30))
    SimInsertion.objects.create(sim=sim, device=tablet, inserted_at=NOON)
    again = {"sim": sim, "device": other_tablet, "inserted_at": NOON + timedelta(days=1)}
    assert refuses(lambda: SimInsertion.objects.create(**again))
    past = {"inserted_at": NOON - timedelta(days=1), "removed_at": NOON + timedelta(hours=1)}
    assert refuses(lambda: SimInsertion.objects.create(**{**again, **past}))


@pytest.mark.parametrize(
    ("learn", "active", "offline"), [(61, 60, 0), (0, 86_401, 0), (0, 10, 11), (-1, 10, 0)]
)
def test_counted_seconds_fit_into_a_day(tablet, learn, active, offline):
    install = DeviceInstall.objects.create(device=tablet, token_hash="a" * 64)
    seconds = {"learn_s": learn, "active_s": active, "offline_s": offline}
    where = {"device": tablet, "school": tablet.school, "who": "nobody", "day": date(2026, 11, 2)}
    assert refuses(lambda: UsageDay.objects.create(install=install, **where, **seconds))


def test_a_token_is_one_browsers(tablet):
    DeviceInstall.objects.create(device=tablet, token_hash="a" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeviceInstall.objects.create(device=tablet, token_hash="a" * 64)


def _sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
