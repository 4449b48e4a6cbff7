"""Kits: things that belong together, put together, taken apart and given out as one."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from devices import kitting
from devices.handover import Request, hand_over
from devices.lend_while_repaired import lend_while_repaired
from devices.models import Kit, KitItem
from devices.morning import pairs
from devices.morning.known import known
from devices.refusal import Refused
from devices.swap import Swap, swap
from devices.take_back import take_back
from tests.devices import builders as make


@pytest.fixture
def kit(tablet, sim, school_admin):
    return make.make_kit(school_admin, tablet, sim, pieces=2)


def given(paper):
    return sorted((str(line.item), line.quantity) for line in paper.lines.all())


def test_a_kit_is_made_on_the_screen(signed_in, school_admin, tablet, sim):
    told = {"school": "MN", "device": tablet.code, "sim": sim.number, "accessories": [make.make_charger().pk]}
    told["school"] = tablet.school.code
    assert signed_in(school_admin).post("/devices/kits/new/", told).status_code == 302
    kit = Kit.objects.get()
    assert {str(item.thing) for item in kit.items.all()} == {tablet.code, str(sim), "Bộ sạc"}
    client = signed_in(school_admin)
    for page in ("/devices/kits/", f"/devices/{tablet.code}/", "/devices/"):
        assert kit.name in client.get(page).content.decode()


def test_many_at_once_each_line_by_itself(signed_in, school_admin, muong_nha, other_tablet):
    first, second = make.make_device(muong_nha), make.make_device(muong_nha)
    sims = [make.make_sim(muong_nha), make.make_sim(muong_nha)]
    lines = [
        f"{first.code}, {sims[0].number}",
        f"{second.code}\t{sims[1].iccid}",
        other_tablet.code,
        second.code,
    ]
    told = {"school": muong_nha.code, "lines": "\n".join(lines)}
    answer = signed_in(school_admin).post("/devices/kits/many/", told)
    assert answer.status_code == 400
    assert Kit.objects.count() == 2
    page = answer.content.decode()
    assert "2 bộ" in page
    assert other_tablet.code in page


def test_a_thing_lies_in_one_kit_only(kit, tablet, sim, muong_nha, school_admin):
    with pytest.raises(Refused, match=str(kit)):
        make.make_kit(school_admin, tablet)
    with pytest.raises(Refused, match=str(kit)):
        make.make_kit(school_admin, make.make_device(muong_nha), sim)
    other = make.make_kit(school_admin, make.make_device(muong_nha))
    for thing in ({"device": tablet}, {"sim": sim}):
        with pytest.raises(IntegrityError), transaction.atomic():
            KitItem.objects.bulk_create([KitItem(kit=other, **thing)])


def test_what_cannot_be_given_out_goes_into_no_kit(tablet, other_tablet, giang, school_admin, muong_nha):
    alone = kitting.Wanted(muong_nha, school_admin, device=tablet)
    with pytest.raises(Refused, match="hai thứ"):
        kitting.make(alone)
    charger = {make.make_charger(): 1}
    with pytest.raises(Refused, match="Nà Hỳ"):
        kitting.make(kitting.Wanted(muong_nha, school_admin, device=other_tablet, accessories=charger))
    make.give(giang, school_admin, tablet)
    with pytest.raises(Refused, match="Thu lại"):
        make.make_kit(school_admin, tablet)


def test_a_kit_taken_apart_stays_readable_and_its_things_are_free(kit, tablet, signed_in, school_admin):
    client = signed_in(school_admin)
    for _twice in range(2):
        assert client.post(f"/devices/kits/{kit.pk}/apart/").status_code == 302
    kit.refresh_from_db()
    assert kit.apart_by == school_admin
    assert kit.items.count() == 3
    assert make.make_kit(school_admin, tablet).pk != kit.pk


def test_the_database_keeps_what_lay_in_a_kit(kit, school_admin):
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        kit.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        kit.items.update(quantity=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kit.objects.update(apart_at=kit.made_at)
    kitting.take_apart(kit, school_admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        KitItem.objects.create(kit=kit, device=make.make_device(kit.school))
    with pytest.raises(IntegrityError), transaction.atomic():
        kit.items.update(out_at=None)


def test_the_paper_takes_the_kit_along(kit, tablet, sim, giang, signed_in, school_admin):
    client = signed_in(school_admin)
    assert str(kit) in client.get(f"/handovers/new/?student={giang.pk}&device={tablet.code}").content.decode()
    told = {
        "device": tablet.code,
        "receiver_name": "Giàng Thị Dua",
        "relation": "mother",
        "signed_how": "signed",
        "signed_on": "2026-11-24",
        "request_id": str(uuid4()),
        "accessories": [make.make_charger().pk],
    }
    assert client.post(f"/handovers/new/?student={giang.pk}", told).status_code == 302
    assert given(tablet.open_line().handover) == sorted([(tablet.code, 1), (str(sim), 1), ("Bộ sạc", 2)])


def test_a_scanned_pair_takes_the_kit_along_and_it_stays_a_kit(
    kit, tablet, sim, giang, class_6a, school_admin
):
    row = next(row for row in known(class_6a, school_admin)["devices"] if row[0] == tablet.code)
    assert row[-1] == sim.iccid
    pair = pairs.Pair(id=uuid4(), pupil=giang.pk, device=tablet.code)
    paper = pairs.hand(pair, school_admin)
    assert given(paper) == sorted([(tablet.code, 1), (str(sim), 1), ("Bộ sạc", 2)])
    assert pairs.hand(pair, school_admin) == paper
    take_back(paper.lines.all(), by=school_admin)
    assert kitting.kit_of(tablet) == kit


def test_another_card_goes_instead_and_one_of_another_kit_does_not(
    kit, tablet, giang, muong_nha, school_admin
):
    foreign = make.make_sim(muong_nha)
    other = make.make_kit(school_admin, make.make_device(muong_nha), foreign)
    pair = {"pupil": giang.pk, "device": tablet.code}
    with pytest.raises(Refused, match=str(other)):
        pairs.hand(pairs.Pair(id=uuid4(), sim=foreign.iccid, **pair), school_admin)
    loose = make.make_sim(muong_nha)
    paper = pairs.hand(pairs.Pair(id=uuid4(), sim=loose.iccid, **pair), school_admin)
    assert given(paper) == sorted([(tablet.code, 1), (str(loose), 1), ("Bộ sạc", 2)])


def test_the_other_school_sees_no_kit(kit, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    assert kit.name not in client.get("/devices/kits/").content.decode()
    assert client.get(f"/devices/kits/{kit.pk}/apart/").status_code == 404


def test_a_machine_that_moved_to_another_school_takes_no_card_of_the_old_one_along(
    kit, tablet, sim, vang, other_school_admin
):
    tablet.school = vang.school
    tablet.save(update_fields=["school"])
    paper = pairs.hand(pairs.Pair(uuid4(), vang.pk, tablet.code), other_school_admin)
    assert str(sim) not in dict(given(paper))
    sim.refresh_from_db()
    assert (sim.school, sim.status) == (kit.school, "stock")


# Exchanged, lent, and out of a hand-over list


@pytest.fixture
def held(giang, muong_nha, school_admin):
    """Giàng's own machine, with a SIM card in it."""
    own = make.make_device(muong_nha, code="H2J4K6")
    return make.lend(giang, school_admin, own, sims=[make.make_sim(muong_nha)]).lines.get(device=own)


def exchange(client, held, told):
    words = {
        "receiver_name": "Giàng Thị Dua",
        "relation": "mother",
        "signed_how": "signed",
        "signed_on": "24/11/2026",
        "condition": "broken",
        "request_id": str(uuid4()),
    }
    return client.post(f"/devices/{held.device.code}/swap/", {**words, **told})


def test_an_exchange_asks_first_and_takes_the_kit_along_on_the_same_paper(
    kit, tablet, sim, held, signed_in, school_admin
):
    client = signed_in(school_admin)
    page = exchange(client, held, {"device": tablet.code})
    assert page.status_code == 400
    assert f"«{kit}»" in page.text
    assert "Bộ sạc × 2" in page.text
    assert "không đi cùng" in page.text, "the own card moves into the new machine"
    assert tablet.open_line() is None
    # Said of a kit that lies no longer with this machine.
    assert exchange(client, held, {"device": tablet.code, "with_kit": f"all {uuid4()}"}).status_code == 400
    assert exchange(client, held, {"device": tablet.code, "with_kit": f"all {kit.pk}"}).status_code == 302
    assert given(tablet.open_line().handover) == sorted([(tablet.code, 1), ("Bộ sạc", 2)])
    sim.refresh_from_db()
    assert sim.status == "stock"


def test_only_the_machine_goes_out_when_the_clerk_says_so(kit, tablet, held, signed_in, school_admin):
    told = {"device": tablet.code, "with_kit": f"one {kit.pk}"}
    assert exchange(signed_in(school_admin), held, told).status_code == 302
    assert given(tablet.open_line().handover) == [(tablet.code, 1)]


def test_the_card_of_the_kit_goes_where_the_own_one_is_lost(kit, tablet, sim, held, school_admin):
    paper = swap(Swap(held, tablet, school_admin, condition="lost"))
    assert (str(sim), 1) in given(paper)


def test_a_loaner_takes_its_kit_along(kit, tablet, sim, held, school_admin):
    ticket = held.device.repairs.create(fault="Pin", sent_on="2026-11-20", opened_by=school_admin)
    assert len(given(lend_while_repaired(ticket, tablet, by=school_admin))) == 3


def test_a_card_that_stayed_with_a_family_keeps_its_machine_from_nobody(
    kit, tablet, sim, giang, hoa, school_admin, signed_in
):
    paper = make.give(giang, school_admin, tablet, sims=[sim])
    take_back([paper.lines.get(device=tablet)], by=school_admin)
    page = signed_in(school_admin).get(f"/handovers/new/?student={hoa.pk}&device={tablet.code}")
    assert "không đi cùng" in page.text
    again = pairs.hand(pairs.Pair(uuid4(), hoa.pk, tablet.code), school_admin)
    assert given(again) == sorted([(tablet.code, 1), ("Bộ sạc", 2)])


def test_the_card_of_a_kit_may_follow_its_machine_into_the_same_hands(kit, tablet, sim, giang, school_admin):
    make.give(giang, school_admin, tablet)
    told = Request(to=giang, by=school_admin, sims=[sim])
    assert given(hand_over(kitting.with_kits(told))) == [(str(sim), 1)]
