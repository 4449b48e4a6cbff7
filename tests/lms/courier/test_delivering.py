"""Bundles that others bring: taken once, as whoever signed them; whatever is wrong is refused in words."""

import json
import secrets
import uuid
import zlib
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.core.cache import cache
from django.test import Client

from lms import outbox
from lms.courier import bundles
from lms.models import Receipt
from students.models import SignInTries

from .tablet import Tablet, deliver


@pytest.fixture(autouse=True)
def taken(monkeypatch):
    """A kind that only notes what it was given, and from whom."""
    cache.clear()
    monkeypatch.setattr(outbox, "_takers", {})
    seen = []

    def take(event, sender):
        seen.append((event.payload.get("text"), sender))
        return outbox.Outcome("stored", "", "Đã tới trường")

    outbox.register("note", take)
    return seen


@pytest.fixture
def stranger():
    """Somebody's browser, in which nobody is signed in."""
    return Client(enforce_csrf_checks=True)


def test_a_bundle_is_taken_as_the_pupil_who_signed_it(tablet, giang, stranger, taken):
    data = tablet.bundle(tablet.event(text="một"), tablet.event(2, text="hai"))
    (answer,) = deliver(stranger, data)
    assert answer["status"] == "taken"
    assert tablet.read(data, answer["receipt"]) == [["stored", "", "Đã tới trường"]] * 2
    assert {text for text, _sender in taken} == {"một", "hai"}
    assert {sender.user for _text, sender in taken} == {giang.user}
    tablet.credential.refresh_from_db()
    assert tablet.credential.last_used_on is not None


def test_a_browser_that_cannot_pack_is_answered_as_it_sent(tablet, stranger):
    plain = tablet.bundle(packed=json.dumps({"events": [tablet.event()]}).encode())
    (answer,) = deliver(stranger, plain)
    assert tablet.read(plain, answer["receipt"]) == [["stored", "", "Đã tới trường"]]


def test_a_sibling_who_is_signed_in_brings_it_and_it_stays_the_first_ones(tablet, hoa, signed_in, taken):
    (answer,) = deliver(signed_in(hoa), tablet.bundle(tablet.event()))
    assert answer["status"] == "taken"
    assert set(Receipt.objects.values_list("sender", flat=True)) == {str(tablet.student.pk)}


def test_what_comes_a_hundred_times_is_taken_once(tablet, stranger, taken):
    data = tablet.bundle(tablet.event())
    for _time in range(4):
        answers = deliver(stranger, *[data] * 25)
        assert {answer["status"] for answer in answers} == {"taken"}
    assert tablet.read(data, answers[-1]["receipt"]) == ["duplicate"]
    assert len(taken) == Receipt.objects.count() == 1


def test_what_came_by_the_own_session_first_is_a_duplicate(tablet, giang, stranger, signed_in, taken):
    event = tablet.event()
    body = json.dumps({"events": [event]})
    signed_in(giang).post("/sync/", body, content_type="application/json")
    data = tablet.bundle(event)
    assert tablet.read(data, deliver(stranger, data)[0]["receipt"]) == ["duplicate"]
    assert len(taken) == 1


def test_each_byte_that_changes_on_the_way_is_noticed(tablet, stranger, taken):
    data = tablet.bundle(tablet.event(text="bí mật"))
    places = [*range(0, len(data), 9), len(data) - 1]
    changed = [data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :] for place in places]
    answers = deliver(stranger, *changed, data[:-1], data + b"\0", data[:40], b"")
    assert {answer["status"] for answer in answers} == {"refused"}
    assert all(answer["told"] and "receipt" not in answer for answer in answers)
    assert not taken


def test_nobody_signs_for_another_pupil(tablet, hoa, stranger, taken):
    others = Tablet(hoa)
    stolen = others.bundle(others.event(), credential=tablet.credential.pk)
    foreign = tablet.bundle({**tablet.event(), "learner": str(hoa.pk)})
    first, second = deliver(stranger, stolen, foreign)
    assert first["reason"] == "altered"
    assert tablet.read(foreign, second["receipt"]) == [["rejected", "forbidden", ""]]
    assert not taken


def test_an_unknown_tablet_an_unknown_key_and_a_closed_account_are_told_in_words(tablet, stranger, taken):
    unknown = tablet.bundle(tablet.event(), credential=uuid.uuid4())
    other_key = tablet.bundle(tablet.event(), kid=b"123456")
    first, second = deliver(stranger, unknown, other_key)
    assert (first["reason"], second["reason"]) == ("unknown_tablet", "unknown_key")
    good = tablet.bundle(tablet.event())
    tablet.student.user.is_active = False
    tablet.student.user.save()
    (closed,) = deliver(stranger, good)
    assert closed["reason"] == "closed_account"
    assert all(answer["told"].endswith((".", "?")) for answer in (first, second, closed))
    assert not taken


def test_bombs_and_nonsense_inside_a_good_seal_are_refused(tablet, stranger, taken):
    bomb = zlib.compress(b" " * 30_000_000, 9, wbits=31)
    nested = b'{"events": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    wrong = [
        tablet.bundle(packed=bomb),
        tablet.bundle(packed=b"no gzip"),
        tablet.bundle(text=b"\xff\xfe"),
        tablet.bundle(text=b'{"events": 5}'),
        tablet.bundle(text=b"[1, 2]"),
        tablet.bundle(*[{}] * 201),
        b"SB\x01" + bytes(bundles.MOST_BYTES),
    ]
    answers = deliver(stranger, *wrong)
    assert {answer["status"] for answer in answers} == {"refused"}
    # One event that is nonsense holds up none of the others.
    odd = tablet.bundle(tablet.event(kind="none"), {"id": "x"}, None, tablet.event(text="tốt"))
    deep = tablet.bundle(text=nested)
    results = tablet.read(odd, deliver(stranger, odd, deep)[0]["receipt"])
    assert [one if isinstance(one, str) else one[0] for one in results] == [
        *["rejected"] * 3,
        "stored",
    ]
    assert [text for text, _sender in taken] == ["tốt"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 400),
        ("[]", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ('{"bundles": "x"}', "application/json", 400),
        ('{"bundles": []}', "text/plain", 415),
        (json.dumps({"bundles": ["x"] * 101}), "application/json", 413),
        ('{"bundles": ["' + "A" * 1_100_000 + '"]}', "application/json", 413),
        (b"\xff", "application/json", 400),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_in_words(stranger, db, body, kind, status):
    response = stranger.post("/courier/", body, content_type=kind)
    assert response.status_code == status
    assert response.json()["error"]


def test_bundles_that_are_no_text_are_each_refused(stranger, db):
    body = json.dumps({"bundles": [None, 5, {}, "é", "A", "!!!!"]})
    response = stranger.post("/courier/", body, content_type="application/json")
    assert {answer["status"] for answer in response.json()["bundles"]} == {"refused"}


def test_nothing_of_it_can_be_read_on_the_way(tablet, stranger, giang):
    data = tablet.bundle(tablet.event(text="Giàng A Sùng"))
    answer = deliver(stranger, data)[0]
    carried = data + answer["receipt"].encode()
    for secret in (giang.full_name, str(giang.pk), giang.code, "Giàng", "stored", tablet.install):
        assert secret.encode() not in carried
    assert giang.pk.bytes not in data


def test_a_receipt_opens_for_the_browser_alone_that_sealed(tablet, hoa, stranger):
    data, other = tablet.bundle(tablet.event()), Tablet(hoa)
    others = other.bundle(other.event())
    first, second = deliver(stranger, data, others)
    with pytest.raises(InvalidTag):
        other.read(others, first["receipt"])
    assert other.read(others, second["receipt"]) == [["stored", "", "Đã tới trường"]]


def test_after_a_new_secret_the_receipt_is_signed_with_the_key_that_the_tablet_knows(
    tablet, stranger, settings
):
    data = tablet.bundle(tablet.event())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "c" * 50
    assert tablet.read(data, deliver(stranger, data)[0]["receipt"])


def test_a_revoked_key_brings_nothing_in_but_what_a_teacher_decides_about(tablet, stranger, taken):
    data = tablet.bundle(tablet.event())
    tablet.revoke()
    ((status, reason, told),) = tablet.read(data, deliver(stranger, data)[0]["receipt"])
    assert (status, reason) == ("rejected", "revoked")
    assert told
    assert not taken


def made_up(count):
    return [b"SB\x01" + secrets.token_bytes(200) for _one in range(count)]


def test_behind_a_flood_of_made_up_bundles_good_ones_of_the_same_line_are_taken(tablet, stranger, taken):
    for _time in range(2):
        deliver(stranger, *made_up(100))
    *flood, good = deliver(stranger, *made_up(50), tablet.bundle(tablet.event()))
    assert good["status"] == "taken"
    # Of the flood so much is looked at as shows that it is one; the rest comes again.
    assert [answer["status"] for answer in flood] == ["refused"] + ["retry"] * 49
    assert all(answer["told"] for answer in flood)
    elsewhere = deliver(stranger, *made_up(2), address="10.0.0.2")
    assert [answer["status"] for answer in elsewhere] == ["refused"] * 2
    assert not SignInTries.objects.filter(key__contains="10.0.0").exists()


def test_a_flood_after_a_quiet_while_counts_whole_and_is_told_in_the_log(stranger, db, time_machine, caplog):
    deliver(stranger, *made_up(1))
    time_machine.shift(timedelta(minutes=11))
    deliver(stranger, *made_up(100))
    refused = SignInTries.objects.get(key__startswith="courier:refused")
    assert refused.count == 100
    deliver(stranger, *made_up(100))
    (warning,) = [one for one in caplog.records if one.name == "students.courier_gates"]
    assert warning.getMessage().endswith("shut after 200 in a short time")


def test_more_bundles_than_a_school_has_wait_and_are_told_how_long(tablet, taken, stranger, monkeypatch):
    monkeypatch.setattr("students.courier_gates.BUNDLES", 2)
    deliver(stranger, *[tablet.bundle(tablet.event(seq)) for seq in (1, 2)])
    response = stranger.post(
        "/courier/", '{"bundles": []}', content_type="application/json", REMOTE_ADDR="10.0.0.1"
    )
    assert response.status_code == 429
    assert int(response["Retry-After"]) >= 60
    assert deliver(stranger, address="10.0.0.2") == []


def test_who_delivers_nothing_or_nonsense_again_and_again_shuts_nobody_out(
    tablet, taken, stranger, monkeypatch
):
    monkeypatch.setattr("students.courier_gates.BUNDLES", 3)
    monkeypatch.setattr("lms.sync.QUOTA", 2)
    for _time in range(4):
        deliver(stranger)
        deliver(stranger, *made_up(2))
    # Good ones without anything in them, as many as one pupil may.
    assert [one["status"] for one in deliver(stranger, *[tablet.bundle()] * 4)] == ["taken"] * 2 + [
        "retry"
    ] * 2
    assert deliver(stranger) == []


def test_a_bundle_over_which_the_school_stumbles_holds_up_none_beside_it(
    tablet, stranger, taken, monkeypatch
):
    bad, good = tablet.bundle(tablet.event()), tablet.bundle(tablet.event(2))
    read = bundles.read

    def stumble(data):
        if data == bad:
            raise RuntimeError("a bug")
        return read(data)

    monkeypatch.setattr("lms.courier.bundles.read", stumble)
    first, second = deliver(stranger, bad, good)
    assert (first["status"], second["status"]) == ("retry", "taken")


def test_too_much_of_one_pupil_waits_and_is_not_refused(tablet, stranger, monkeypatch):
    monkeypatch.setattr("lms.sync.QUOTA", 1)
    first, second = deliver(stranger, tablet.bundle(tablet.event()), tablet.bundle(tablet.event(2)))
    assert (first["status"], second["status"]) == ("taken", "retry")


def test_who_delivers_again_and_again_does_not_shut_the_own_way_of_the_pupil(
    tablet, giang, stranger, signed_in, monkeypatch
):
    monkeypatch.setattr("lms.sync.QUOTA", 2)
    answers = deliver(stranger, *[tablet.bundle(tablet.event())] * 5)
    assert answers[-1]["status"] == "retry"
    own = json.dumps({"events": [tablet.event(2)]})
    assert signed_in(giang).post("/sync/", own, content_type="application/json").status_code == 200
