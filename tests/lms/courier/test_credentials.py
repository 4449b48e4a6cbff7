"""The key of a browser, by which the school knows whose work others bring: whose it is, and when it ends."""

import json
from datetime import timedelta

import pytest

from lms.courier import credentials
from lms.models import Credential
from lms.school_keys import base64url
from students import accounts

from .tablet import Tablet, jwk_of


def register(client, tablet, **changed):
    told = {"install": "tablet-1", "key": jwk_of(tablet.private), **changed}
    return client.post("/sync/credential/", json.dumps(told), content_type="application/json")


def test_the_same_key_is_one_credential(tablet, giang, signed_in):
    answer = register(signed_in(giang), tablet)
    assert answer.json() == {
        "id": str(tablet.credential.pk),
        "learner": str(giang.pk),
        "revoked": False,
    }
    assert giang.user.credentials.count() == 1


def test_a_revoked_one_stays_revoked_and_says_so(tablet, giang, signed_in):
    tablet.revoke()
    assert register(signed_in(giang), tablet).json()["revoked"] is True


def test_the_same_key_of_another_pupil_is_another_credential(tablet, hoa, signed_in):
    answer = register(signed_in(hoa), tablet)
    assert answer.json()["id"] != str(tablet.credential.pk)


def test_only_a_pupil_who_is_signed_in_has_one(tablet, client, ms_lan, signed_in):
    assert register(client, tablet).status_code == 401
    assert register(signed_in(ms_lan), tablet).status_code == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"install": None},
        {"install": "x" * 41},
        {"install": "a b"},
        {"key": None},
        {"key": {"kty": "EC", "crv": "P-256", "x": base64url(b"1" * 32), "y": base64url(b"2" * 32)}},
        {"key": {"kty": "RSA"}},
    ],
)
def test_what_is_no_key_is_refused_in_words(tablet, giang, signed_in, changed):
    response = register(signed_in(giang), tablet, **changed)
    assert response.status_code == 400
    assert response.json()["error"]
    assert Credential.objects.count() == 1


def test_the_one_used_longest_ago_goes_when_there_are_too_many(giang, monkeypatch):
    monkeypatch.setattr("lms.courier.credentials.MOST", 2)
    first, second, third = (Tablet(giang, install=f"t{number}").credential for number in range(3))
    standing = set(giang.user.credentials.in_force().values_list("pk", flat=True))
    assert standing == {second.pk, third.pk} != {first.pk}


def test_cards_that_are_revoked_take_the_keys_along(tablet, giang, school_admin):
    accounts.revoke_cards(giang, by=school_admin)
    assert not giang.user.credentials.in_force().exists()


def test_who_registers_without_end_is_told_so_and_the_known_ones_go_on(
    tablet, giang, hoa, signed_in, monkeypatch, time_machine
):
    monkeypatch.setattr("lms.courier.credentials.A_DAY", 2)
    Tablet(giang, install="t2")
    other = Tablet(hoa)
    refused = register(signed_in(giang), other)
    assert (refused.status_code, giang.user.credentials.count()) == (429, 2)
    assert "rất nhiều máy" in refused.json()["error"]
    assert register(signed_in(giang), tablet).status_code == 200
    time_machine.shift(timedelta(days=1))
    assert register(signed_in(giang), other).status_code == 200


def test_a_revoked_key_that_brought_nothing_is_gone_once_nothing_of_it_is_on_its_way(giang, time_machine):
    used, unused, standing = (Tablet(giang, install=f"t{number}").credential for number in range(3))
    credentials.used(used)
    credentials.revoke(giang.user.credentials.exclude(pk=standing.pk))
    time_machine.shift(credentials.ON_THE_WAY - timedelta(hours=1))
    Tablet(giang, install="t4")
    assert giang.user.credentials.filter(pk=unused.pk).exists()
    time_machine.shift(timedelta(hours=2))
    Tablet(giang, install="t5")
    left = set(giang.user.credentials.values_list("pk", flat=True))
    assert unused.pk not in left
    assert {used.pk, standing.pk} < left
