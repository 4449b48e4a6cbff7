"""What comes back broken is a repair from that moment, whichever way it came back."""

from importlib import import_module

import pytest
from django.apps import apps

from devices.models import Condition, Device, Incident, RepairTicket
from devices.repair.steps import advance, open_repair
from devices.swap import Swap, swap
from devices.take_back import Back, take_back, take_back_on_paper
from tests.devices import builders as make

migration = import_module("devices.migrations.0045_repairs_of_broken_returns")


@pytest.fixture
def line(giang, school_admin, tablet):
    return make.lend(giang, school_admin, tablet).lines.get(device=tablet)


def alone(line, by, muong_nha):
    take_back([line], by, Condition.BROKEN, "Vỡ màn hình")


def on_a_paper(line, by, muong_nha):
    take_back_on_paper([Back(line, Condition.BROKEN, "Vỡ màn hình")], by)


def in_exchange(line, by, muong_nha):
    swap(Swap(line=line, device=make.make_device(muong_nha), by=by, note="Vỡ màn hình"))


@pytest.mark.parametrize("way", [alone, on_a_paper, in_exchange])
def test_what_comes_back_broken_is_a_repair(way, line, giang, school_admin, muong_nha, signed_in):
    way(line, school_admin, muong_nha)
    ticket = RepairTicket.objects.get()
    assert (ticket.state, ticket.fault, ticket.line) == ("reported", "Vỡ màn hình", line)
    assert ticket.class_name == "6A"
    assert ticket.incident == Incident.objects.get()
    client = signed_in(school_admin)
    assert "K7M3PX" in client.get("/repairs/").text
    assert client.get("/upkeep/").context["doors"][0].count == 1


def test_a_repair_that_is_open_already_stays_the_only_one(line, tablet, school_admin):
    ticket = open_repair(tablet, school_admin, fault="Pin")
    take_back([line], school_admin, Condition.BROKEN)
    assert RepairTicket.objects.get() == ticket


def test_what_was_given_up_while_it_was_held_is_not_repaired_again(line, tablet, school_admin):
    advance(open_repair(tablet, school_admin), "beyond", school_admin)
    take_back([line], school_admin, Condition.BROKEN)
    assert RepairTicket.objects.count() == 1
    tablet.refresh_from_db()
    assert tablet.lifecycle == "retired"


def test_the_report_counts_machines_without_a_repair_however_many_repairs_there_are(
    line, tablet, school_admin, muong_nha, signed_in
):
    for _more in range(2):
        open_repair(make.make_device(muong_nha), school_admin)
    Device.objects.filter(pk=make.make_device(muong_nha).pk).update(lifecycle="repair")
    client = signed_in(school_admin)
    answer = client.get("/devices/reports/repairs/").context["answer"]
    assert answer.unknown == 1
    assert "chưa có phiếu sửa" in client.get("/upkeep/").text


def test_those_of_before_get_their_repair_once(line, tablet, school_admin, monkeypatch):
    monkeypatch.setattr("devices.take_back.open_repair", lambda *told, **more: None)
    take_back([line], school_admin, Condition.BROKEN, "Vỡ màn hình")
    for _twice in range(2):
        migration.open_repairs(apps, None)
        ticket = RepairTicket.objects.get()
    assert (ticket.line, ticket.fault, ticket.class_name) == (line, "Vỡ màn hình", "6A")
    assert (ticket.incident, ticket.opened_by) == (Incident.objects.get(), school_admin)
    assert [step.state for step in ticket.standing_steps()] == ["reported"]
