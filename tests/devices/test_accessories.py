"""Chargers and cases, counted: what came, what is out, what lies in the school."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from devices.accessory_stock import stock_of
from devices.models import AccessoryReceipt, Condition
from devices.take_back import Back, take_back, take_back_on_paper
from tests.devices import builders as make


@pytest.fixture
def charger():
    return make.make_charger()


def receive(school, by, charger, quantity, **more):
    fields = {"received_on": date(2026, 9, 1), "recorded_by": by, **more}
    return AccessoryReceipt.objects.create(school=school, accessory=charger, quantity=quantity, **fields)


def test_what_lies_here_is_what_came_less_what_is_out(muong_nha, school_admin, charger, giang, hoa, tablet):
    receive(muong_nha, school_admin, charger, 10)
    first = make.lend(giang, school_admin, accessories={charger: 2})
    second = make.lend(hoa, school_admin, accessories={charger: 1})
    make.make_kit(school_admin, tablet, pieces=3)
    take_back(first.lines.all(), by=school_admin)
    take_back_on_paper([Back(line, Condition.LOST) for line in second.lines.all()], by=school_admin)
    [stock] = stock_of(muong_nha)
    assert (stock.received, stock.out, stock.back, stock.in_kits, stock.here) == (10, 1, 2, 3, 9)


def test_a_kit_that_is_out_lies_here_no_longer(muong_nha, school_admin, charger, giang, tablet):
    receive(muong_nha, school_admin, charger, 2)
    make.make_kit(school_admin, tablet)
    make.give(giang, school_admin, tablet)
    assert [stock.in_kits for stock in stock_of(muong_nha)] == [0]


def test_more_out_than_came_is_said(muong_nha, school_admin, charger, giang, signed_in):
    make.lend(giang, school_admin, accessories={charger: 2})
    page = signed_in(school_admin).get(f"/devices/accessories/{muong_nha.code}/").content.decode()
    assert "2 cái đã giao nhiều hơn" in page
    assert ">-2<" not in page


def test_a_receipt_is_written_on_the_screen_and_taken_off_with_a_reason(
    muong_nha, school_admin, charger, signed_in
):
    client, path = signed_in(school_admin), f"/devices/accessories/{muong_nha.code}/"
    told = {"accessory": charger.pk, "quantity": "12", "received_on": "01/09/2026"}
    assert client.post(path, told).status_code == 302
    for wrong in ({"quantity": "0"}, {"quantity": "-2"}, {"received_on": "01/09/2099"}):
        assert client.post(path, {**told, **wrong}).status_code == 400
    assert client.post(path, {**told, "quantity": "-2", "note": "Đếm nhầm"}).status_code == 302
    assert [stock.here for stock in stock_of(muong_nha)] == [10]


def test_a_receipt_never_changes(muong_nha, school_admin, charger):
    receive(muong_nha, school_admin, charger, 10)
    for act in (lambda rows: rows.update(quantity=11), lambda rows: rows._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act(AccessoryReceipt.objects.all())


def test_the_other_school_neither_sees_nor_writes(muong_nha, other_school_admin, charger, signed_in):
    client, path = signed_in(other_school_admin), f"/devices/accessories/{muong_nha.code}/"
    assert client.get(path).status_code == 404
    assert client.post(path, {"accessory": charger.pk, "quantity": 1}).status_code == 404
