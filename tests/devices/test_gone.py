"""What left the books did so by a decision, and whatever is gone has its loss, whichever way it went."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from devices import swap
from devices.loss import losing, writing_off
from devices.models import Device, Incident, Loss, WriteOff
from devices.refusal import Refused
from devices.take_back import Back, take_back, take_back_on_paper
from tests.devices import builders as make
from tests.devices.ways_to_write import INSERTS, UPDATES

TODAY = date(2026, 11, 24)
TOLD = {"kind": "stolen", "happened_on": TODAY, "place": "Bến xe", "circumstances": "Mất ba lô"}
MIGRATION = import_module("devices.migrations.0031_losses_of_what_is_gone")


# Written off


@pytest.mark.parametrize("way", UPDATES)
def test_no_machine_is_written_off_without_a_decision(way, tablet):
    with pytest.raises(DatabaseError), transaction.atomic():
        UPDATES[way](Device.objects.filter(pk=tablet.pk), {"lifecycle": "disposed"})


@pytest.mark.parametrize("way", UPDATES)
def test_a_list_that_is_not_decided_or_a_line_struck_out_is_none(way, tablet, muong_nha, school_admin):
    kept = WriteOff.objects.create(school=muong_nha, proposed_by=school_admin)
    line = writing_off.propose(kept, tablet, "Cháy", 0, by=school_admin)
    device = Device.objects.filter(pk=tablet.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        UPDATES[way](device, {"lifecycle": "disposed"})
    writing_off.strike(line, by=school_admin)
    writing_off.propose(kept, make.make_device(muong_nha), "Cháy", 0, by=school_admin)
    writing_off.decide(kept, "45/QĐ", TODAY, by=school_admin)
    with pytest.raises(DatabaseError), transaction.atomic():
        UPDATES[way](device, {"lifecycle": "disposed"})


@pytest.mark.parametrize("way", INSERTS)
def test_no_machine_comes_into_the_books_as_written_off(way, tablet, muong_nha):
    twin = Device.objects.get(pk=tablet.pk)
    twin.lifecycle = "disposed"
    if way != "REPLACE":
        twin.pk, twin.code, twin.serial, twin.imei1 = None, "NEWONE", "R9TXNEW", None
    with pytest.raises(IntegrityError), transaction.atomic():
        INSERTS[way](twin)
    assert not Device.objects.filter(lifecycle="disposed").exists()


def test_by_a_decision_it_is(tablet, school_admin):
    make.write_off(tablet, by=school_admin)
    tablet.refresh_from_db()
    assert tablet.lifecycle == "disposed"
    tablet.note = "Tủ 3"
    tablet.save()


# Lost


def test_what_does_not_come_back_has_its_loss_at_once(paper, tablet, school_admin):
    take_back(paper.lines.all(), by=school_admin, condition="lost")
    loss = Loss.objects.get()
    assert (loss.device, loss.kind, loss.happened_on, loss.is_told) == (tablet, "lost", TODAY, False)
    assert (loss.line.pupil.full_name, loss.class_name) == ("Giàng A Sùng", "6A")


def test_so_it_has_on_the_paper_of_a_class_and_in_a_swap(paper, tablet, muong_nha, hoa, school_admin):
    other = make.give(hoa, school_admin, make.make_device(muong_nha, code="H8H8H8"))
    take_back_on_paper([Back(line, "lost") for line in other.lines.all()], by=school_admin)
    wanted = swap.Swap(
        paper.lines.get(device=tablet), make.make_device(muong_nha), by=school_admin, condition="lost"
    )
    swap.swap(wanted)
    assert set(Loss.objects.values_list("device__code", flat=True)) == {"H8H8H8", tablet.code}


def test_its_story_is_told_afterwards_and_once(paper, tablet, school_admin, signed_in):
    take_back(paper.lines.all(), by=school_admin, condition="lost")
    client, loss = signed_in(school_admin), Loss.objects.get()
    page = client.get(f"/losses/{loss.pk}/").text
    assert "chưa ghi mất ở đâu" in page
    assert "chưa kể" in client.get("/losses/").text
    path = reverse("devices:lose", args=[tablet.code])
    assert path in page
    form = {**TOLD, "happened_on": "24/11/2026", "revoke": "on", "block": "on"}
    assert client.post(path, form).status_code == 302
    loss.refresh_from_db()
    assert (loss.kind, loss.place, loss.circumstances) == ("stolen", "Bến xe", "Mất ba lô")
    tablet.refresh_from_db()
    assert tablet.lifecycle == "stolen"
    client.post(path, {**form, "place": "Chợ"})
    assert Loss.objects.get().place == "Bến xe"


@pytest.mark.parametrize("way", UPDATES)
@pytest.mark.parametrize("name", ["kind", "happened_on", "place", "circumstances", "told_by"])
def test_what_was_told_of_a_loss_is_not_told_anew(name, way, tablet, school_admin, province_admin):
    losing.lose(Loss(device=tablet, **TOLD), school_admin)
    anew = {"kind": "lost", "happened_on": date(2026, 11, 1), "place": "Chợ", "circumstances": "Rơi"}
    anew["told_by"] = province_admin
    with pytest.raises(DatabaseError), transaction.atomic():
        UPDATES[way](Loss.objects.all(), {name: anew[name]})


def test_older_books_get_the_losses_they_lack_and_once(paper, tablet, muong_nha, school_admin):
    returned = paper.lines.get(device=tablet)
    at = returned.handed_over_at + timedelta(hours=1)
    ended = {"returned_at": at, "returned_to": school_admin, "condition_in": "lost"}
    paper.lines.filter(pk=returned.pk).update(**ended)
    Device.objects.filter(pk=tablet.pk).update(lifecycle="lost")
    reported = make.make_device(muong_nha, lifecycle="stolen")
    Incident.objects.create(
        device=reported, kind="stolen", words="Mất", reported_by=school_admin, school=muong_nha
    )
    unknown = make.make_device(muong_nha, lifecycle="lost")
    kept = losing.lose(Loss(device=make.make_device(muong_nha), **TOLD), school_admin)
    for _ in range(2):
        MIGRATION.write_down(apps, None)
    assert Loss.objects.count() == 4
    assert Loss.objects.get(device=tablet).line == returned
    loss = Loss.objects.get(device=reported)
    assert (loss.kind, loss.told_by, loss.is_told) == ("stolen", school_admin, False)
    loss = Loss.objects.get(device=unknown)
    assert (loss.kind, loss.told_by, loss.school) == ("lost", None, muong_nha)
    kept.refresh_from_db()
    assert kept.place == "Bến xe"


def test_a_loss_that_nobody_told_of_is_shown(muong_nha, school_admin, signed_in, other_school_admin):
    make.make_device(muong_nha, lifecycle="lost")
    MIGRATION.write_down(apps, None)
    path = f"/losses/{Loss.objects.get().pk}/"
    assert signed_in(school_admin).get(path).status_code == 200
    assert signed_in(other_school_admin).get(path).status_code == 404


def test_a_list_writes_off_no_machine_that_went_to_another_school(tablet, muong_nha, na_hy, school_admin):
    """Proposed here, and given to the other school before the decision came."""
    kept = WriteOff.objects.create(school=muong_nha, proposed_by=school_admin)
    writing_off.propose(kept, tablet, "Cháy", 0, by=school_admin)
    Device.objects.filter(pk=tablet.pk).update(school=na_hy)
    with pytest.raises(Refused, match="K7M3PX nay thuộc trường khác"):
        writing_off.decide(kept, "45/QĐ", TODAY, by=school_admin)
    kept.refresh_from_db()
    tablet.refresh_from_db()
    assert (kept.is_decided, tablet.lifecycle) == (False, "in_stock")
    with pytest.raises(Refused):
        writing_off.propose(kept, make.make_device(na_hy), "Cháy", 0, by=school_admin)
