"""Events that browsers hand in: taken once each, one bad one never holds up the others."""

import gzip
import json
import time
import uuid
from contextlib import suppress

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms import outbox
from lms.models import Conflict, Receipt
from lms.sync import Refused, raw_events


@pytest.fixture(autouse=True)
def _note_kind(monkeypatch):
    """A kind that only notes what it was given; `fail` in the payload breaks it."""
    cache.clear()
    monkeypatch.setattr(outbox, "_takers", {})
    taken = []

    def take(event, sender):
        if event.payload.get("fail"):
            raise RuntimeError("broken")
        taken.append(event)
        return outbox.STORED

    outbox.register("note", take)
    return taken


@pytest.fixture
def taken(_note_kind):
    return _note_kind


def event(student, **overrides):
    return {
        "id": str(uuid.uuid4()),
        "kind": "note",
        "stream": "s1",
        "install": "tablet-1",
        "seq": 1,
        "learner": str(student.pk),
        "payload": {"text": "ghi"},
        "mono_ms": 12,
        "wall": 1_700_000_000_000,
        **overrides,
    }


def send(client, *events, **headers):
    body = json.dumps({"install": "tablet-1", "events": events})
    return client.post("/sync/", body, content_type="application/json", headers=headers)


def statuses(response):
    return [result["status"] for result in response.json()["results"]]


def test_an_event_is_taken_and_acknowledged(giang, signed_in, taken):
    response = send(signed_in(giang), event(giang))
    assert statuses(response) == ["stored"]
    assert response.json()["learner"] == str(giang.pk)
    assert len(taken) == 1


def test_a_repeat_is_a_duplicate(giang, signed_in, taken):
    same = event(giang)
    assert statuses(send(signed_in(giang), same)) == ["stored"]
    assert statuses(send(signed_in(giang), same)) == ["duplicate"]
    assert len(taken) == 1


def test_other_content_under_a_known_id_is_a_conflict_and_both_are_kept(giang, signed_in, taken):
    first = event(giang)
    other = {**first, "payload": {"text": "khác"}}
    send(signed_in(giang), first)
    assert statuses(send(signed_in(giang), other)) == ["conflict"]
    assert statuses(send(signed_in(giang), other)) == ["conflict"]
    assert taken[0].payload == {"text": "ghi"}
    assert Conflict.objects.get().payload["text"] == "khác"


def test_the_same_id_twice_in_one_batch(giang, signed_in, taken):
    first = event(giang)
    batch = [first, first, {**first, "seq": 9}]
    assert statuses(send(signed_in(giang), *batch)) == ["stored", "duplicate", "conflict"]
    assert len(taken) == 1


def test_events_of_another_pupil_are_refused_and_the_own_ones_taken(giang, hoa, signed_in, taken):
    response = send(signed_in(giang), event(giang), event(hoa))
    assert statuses(response) == ["stored", "rejected"]
    assert response.json()["results"][1]["reason"] == "forbidden"
    assert [one.learner for one in taken] == [str(giang.pk)]


def test_an_id_used_by_another_pupil_tells_nothing(giang, hoa, signed_in):
    first = event(giang)
    send(signed_in(giang), first)
    assert statuses(send(signed_in(hoa), {**first, "learner": str(hoa.pk)})) == ["stored"]


def test_a_failing_event_is_sent_again_and_harms_no_other(giang, signed_in, taken):
    response = send(signed_in(giang), event(giang, payload={"fail": 1}), event(giang))
    assert statuses(response) == ["retry", "stored"]
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"payload": {"text": "a\x00b"}}, "bad_text"),
        ({"payload": {"text": "\ud800"}}, "bad_text"),
        ({"payload": {"\ud800": 1}}, "bad_text"),
        ({"payload": []}, "malformed"),
        ({"kind": "nobody.knows"}, "unknown_kind"),
        ({"kind": "x" * 41}, "malformed"),
        ({"seq": -1}, "bad_number"),
        ({"seq": 2**31}, "bad_number"),
        ({"seq": 2**63}, "bad_number"),
        ({"seq": True}, "bad_number"),
        ({"seq": "1"}, "bad_number"),
        ({"mono_ms": 10**30}, "bad_number"),
        ({"id": "no uuid"}, "bad_id"),
        ({"id": 7}, "bad_id"),
        ({"stream": ""}, "malformed"),
        ({"learner": None}, "malformed"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_itself(change, reason, giang, signed_in, taken):
    response = send(signed_in(giang), event(giang, **change), event(giang))
    assert statuses(response) == ["rejected", "stored"]
    assert response.json()["results"][0]["reason"] == reason


@pytest.mark.parametrize(
    "value", ["1e309", "NaN", "-Infinity", "[" * 10_000 + "]" * 10_000, "9" * 5000, "tru"]
)
def test_json_that_is_none_spares_the_others(value, giang, signed_in, taken):
    bad = json.dumps(event(giang, payload={"x": "HERE"})).replace('"HERE"', value)
    body = f'{{"install": "t", "events": [{bad}, {json.dumps(event(giang))}]}}'
    response = signed_in(giang).post("/sync/", body, content_type="application/json")
    assert response.status_code == 200
    assert statuses(response) == ["rejected", "stored"]


@pytest.mark.parametrize("start", ['{"events": ["', '{"events": ['])
@pytest.mark.parametrize("piece", ['\\"', "x,", "[", '"id'])
def test_broken_json_takes_no_longer_than_its_length(start, piece):
    begun = time.thread_time()
    with suppress(Refused):
        raw_events(start + piece * 30_000)
    assert time.thread_time() - begun < 1


def test_a_nonsense_clock_decides_nothing(giang, signed_in, taken):
    walls = ["9999-99-99", -(10**15), 10**15, None, "2026-11-24T09:00:00Z", []]
    events = [event(giang, wall=wall, seq=seq) for seq, wall in enumerate(walls)]
    assert set(statuses(send(signed_in(giang), *events))) == {"stored"}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b" ", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"events": 3}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"events": [' + b"1," * 200 + b"1]}", "application/json", 413),
        (b" " * (64 * 1024 + 1), "application/json", 413),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
    ],
)
def test_a_body_that_is_no_batch_is_refused_in_words(body, content_type, status, giang, signed_in):
    response = signed_in(giang).post("/sync/", body, content_type=content_type)
    assert response.status_code == status
    assert response.json()["error"]


def test_a_gzipped_batch_is_taken_and_a_bomb_is_not(giang, signed_in, taken):
    client = signed_in(giang)
    small = gzip.compress(json.dumps({"events": [event(giang)]}).encode())
    bomb = gzip.compress(b" " * (30 * 1024 * 1024))
    zipped = {"content_type": "application/json", "headers": {"Content-Encoding": "gzip"}}
    assert statuses(client.post("/sync/", small, **zipped)) == ["stored"]
    assert client.post("/sync/", bomb, **zipped).status_code == 413
    assert client.post("/sync/", b"no gzip", **zipped).status_code == 400


def test_who_is_signed_out_is_told_so(client, db):
    assert send(client).status_code == 401


def test_a_batch_from_elsewhere_is_refused(giang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(giang.user)
    assert send(client, event(giang)).status_code == 403
    client.get("/sync/")
    token = client.cookies["csrftoken"].value
    assert send(client, event(giang), **{"X-CSRFToken": token, "Origin": "null"}).status_code == 403
    foreign = {"X-CSRFToken": token, "Origin": "https://evil.example"}
    assert send(client, event(giang), **foreign).status_code == 403
    assert statuses(send(client, event(giang), **{"X-CSRFToken": token})) == ["stored"]


def test_a_flood_is_slowed_down(giang, signed_in, monkeypatch):
    monkeypatch.setattr("lms.sync.QUOTA", 2)
    client = signed_in(giang)
    assert send(client, event(giang), event(giang)).status_code == 200
    flood = send(client, event(giang))
    assert flood.status_code == 429
    assert flood["Retry-After"]


def test_a_megabyte_that_travels_as_a_kilobyte_counts_for_many_events(giang, signed_in, monkeypatch):
    monkeypatch.setattr("lms.sync.QUOTA", 100)
    client, first = signed_in(giang), event(giang)
    assert statuses(send(client, first)) == ["stored"]
    headers = {"Content-Encoding": "gzip"}
    answers = []
    for sign in "abc":
        body = json.dumps({"events": [first | {"payload": {"text": sign * 120_000}}]})
        packed = gzip.compress(body.encode())
        assert len(packed) < 1000
        answers.append(client.post("/sync/", packed, content_type="application/json", headers=headers))
    assert [answer.status_code for answer in answers] == [200, 429, 429]
    assert Conflict.objects.count() == 1


def test_a_batch_needs_few_queries(giang, signed_in, taken, django_assert_max_num_queries):
    client = signed_in(giang)
    events = [event(giang, seq=seq) for seq in range(5)]
    client.get("/sync/")
    outbox.register_stream("note", lambda events, sender: [outbox.STORED] * len(events))
    with django_assert_max_num_queries(9):
        assert statuses(send(client, *events)) == ["stored"] * 5


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bad=json_values, key=st.sampled_from(sorted(outbox.EVENT_KEYS)), value=json_values)
def test_nothing_that_can_be_sent_breaks_the_intake(bad, key, value, giang, client):
    cache.clear()
    client.force_login(giang.user)
    response = send(client, bad, event(giang, **{key: value}), event(giang))
    assert response.status_code == 200
    assert statuses(response)[2] == "stored"


def test_scripts_learn_who_is_signed_in_by_a_cookie(giang, signed_in):
    client = signed_in(giang)
    assert client.get("/sync/").cookies["learner"].value == str(giang.pk)
    assert "learner" not in client.get("/sync/").cookies
    client.logout()
    client.cookies["learner"] = str(giang.pk)
    assert client.get("/sync/").cookies["learner"].value == ""


def test_a_worker_without_cookies_is_greeted_with_a_token_that_holds(giang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(giang.user)
    token = client.get("/sync/").json()["csrf"]
    assert statuses(send(client, event(giang), **{"X-CSRFToken": token})) == ["stored"]
    assert send(client, event(giang), **{"X-CSRFToken": "x" * 64}).status_code == 403
    assert "csrf" not in Client().get("/sync/").json()
