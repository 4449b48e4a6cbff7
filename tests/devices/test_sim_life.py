"""A SIM card from the drawer to its end: each change stays readable, and none happens twice."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from devices import sim_life
from devices.models import PlanSubscription, Sim, SimEvent
from devices.numbers import with_check_digit
from devices.refusal import Refused
from tests.devices import builders as make

NEW_CARD = with_check_digit("898402998877665544")


def step(client, sim, kind, **more):
    told = {"kind": kind, "on": "24/11/2026", "request_id": str(uuid4()), **more}
    return client.post(f"/sims/{sim.iccid}/state/", told)


def state_of(sim):
    return Sim.objects.get(pk=sim.pk).status


def test_a_card_is_activated_blocked_and_opened_again_and_all_of_it_stays(sim, signed_in, school_admin):
    client = signed_in(school_admin)
    assert step(client, sim, "activated").status_code == 302
    assert step(client, sim, "blocked", reason="Tạm khóa một chiều").status_code == 302
    assert step(client, sim, "unblocked").status_code == 302
    assert state_of(sim) == "active"
    assert [event.kind for event in sim.events.all()] == ["unblocked", "blocked", "activated"]
    assert "Tạm khóa một chiều" in client.get(f"/sims/{sim.iccid}/").content.decode()


def test_whoever_blocks_or_cancels_says_why_and_only_what_can_happen_happens(sim, signed_in, school_admin):
    client = signed_in(school_admin)
    page = step(client, sim, "cancelled")
    assert page.status_code == 400
    assert "Hãy ghi lí do" in page.content.decode()
    page = step(client, sim, "unblocked")
    assert "SIM này hiện «trong kho»" in page.content.decode()
    assert "Ngày này chưa tới" in step(client, sim, "activated", on="25/11/2026").content.decode()
    assert not sim.events.exists()


def test_sent_twice_a_change_is_one(sim, signed_in, school_admin):
    client, token = signed_in(school_admin), str(uuid4())
    for _ in range(2):
        assert step(client, sim, "lost", reason="Rơi ở chợ", request_id=token).status_code == 302
    assert sim.events.count() == 1
    assert state_of(sim) == "blocked"


def test_what_somebody_holds_is_not_put_into_stock(sim, giang, school_admin):
    make.give(giang, school_admin, sims=[sim])
    with pytest.raises(Refused, match="Giàng A Sùng"):
        sim_life.step(sim, SimEvent.Kind.STORED, by=school_admin)


def test_a_lost_card_gives_its_number_plan_and_device_to_a_new_one(
    sim, tablet, giang, signed_in, school_admin
):
    make.give(giang, school_admin, tablet, sims=[sim], signed_on=date(2026, 9, 5))
    make.make_plan(sim)
    told = {"iccid": NEW_CARD, "on": "24/11/2026", "reason": "Mất SIM", "request_id": str(uuid4())}
    client = signed_in(school_admin)
    for _ in range(2):
        assert client.post(f"/sims/{sim.iccid}/replace/", told)["Location"] == f"/sims/{NEW_CARD}/"
    new = Sim.objects.get(iccid=NEW_CARD)
    assert (new.number, new.status, new.plan_ends_on) == ("0912345678", "active", date(2026, 11, 30))
    assert state_of(sim) == "cancelled"
    assert sim.subscriptions.standing().get().ends_on == date(2026, 11, 23)
    assert new.insertions.get(removed_at=None).device == tablet
    assert not sim.insertions.filter(removed_at=None).exists()


def test_a_card_of_another_carrier_or_in_use_takes_no_number_over(sim, muong_nha, signed_in, school_admin):
    make.make_sim(muong_nha, iccid=NEW_CARD, carrier="viettel", number="")
    client = signed_in(school_admin)
    told = {"iccid": NEW_CARD, "on": "24/11/2026", "reason": "Mất SIM", "request_id": str(uuid4())}
    assert "SIM mới là của Viettel" in client.post(f"/sims/{sim.iccid}/replace/", told).content.decode()
    Sim.objects.update(carrier="vnpt", status="active")
    assert "đã được dùng rồi" in client.post(f"/sims/{sim.iccid}/replace/", told).content.decode()
    assert not SimEvent.objects.exists()


def test_a_card_is_put_into_a_device_and_taken_out(sim, tablet, other_tablet, signed_in, school_admin):
    client, path = signed_in(school_admin), f"/sims/{sim.iccid}/device/"
    for _ in range(2):
        assert client.post(path, {"device": "k7m-3px", "on": "24/11/2026"}).status_code == 302
    assert sim.insertions.get().device == tablet
    assert "không có máy mang số này" in client.post(path, {"device": "Q4W8ZB"}).content.decode()
    assert client.post(path, {"device": "", "on": "24/11/2026"}).status_code == 302
    assert sim.insertions.get().removed_at


@pytest.mark.parametrize(
    "write", ["DELETE FROM devices_simevent", "UPDATE devices_simevent SET reason = 'khác'"]
)
def test_what_became_of_a_card_is_never_rewritten(write, sim, school_admin):
    sim_life.step(sim, SimEvent.Kind.LOST, by=school_admin, reason="Rơi ở chợ")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(write)


def test_the_end_of_the_last_plan_stands_on_the_card_whoever_writes(sim):
    def ends_on():
        return Sim.objects.get(pk=sim.pk).plan_ends_on

    stale = Sim.objects.get(pk=sim.pk)
    make.make_plan(sim)
    assert ends_on() == date(2026, 11, 30)
    stale.save()  # read before the plan was noted
    assert ends_on() == date(2026, 11, 30)
    PlanSubscription.objects.update(ends_on=date(2026, 12, 5))
    assert ends_on() == date(2026, 12, 5)
    PlanSubscription.objects.update(voided_at="2026-11-24T09:00:00Z")
    assert ends_on() is None
