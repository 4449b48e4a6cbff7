"""Whatever a browser, a broken disk or an attacker puts into events of an attempt: each is judged alone."""

import gzip
import json
import uuid

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import papers
from courses.models import Attempt
from courses.questions import KINDS
from lms import outbox
from tests.courses import quizzes

STATUSES = {"stored", "late", "rejected", "duplicate", "conflict"}
NASTY_TEXT = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff",
    "\u202e",
    "👩‍🌾" * 50,
    "1:" * 500,
    "=1+1",
    "a" * 30_000,
]
NASTY_NUMBERS = [-1, 0, 2**31, 2**53, 2**63, -(2**63), 1e308, 0.1, True, False]
# Members of what is sent that JSON itself cannot say in Python's words: put in as text.
RAW = [
    "1e309",
    "-1e309",
    "NaN",
    "Infinity",
    "[" * 10_000 + "]" * 10_000,
    '{"a":' * 200 + "1" + "}" * 200,
    "9" * 4000,
]

texts = st.sampled_from(NASTY_TEXT) | st.text(max_size=20)
scalars = st.none() | texts | st.sampled_from(NASTY_NUMBERS) | st.floats() | st.integers()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)
# Nearly right: what each kind's own form posts, with parts exchanged.
parts = st.sampled_from(
    ["a", "b", "1", "2", "3", "99", "-1", "a:true", "b:", "1:2", "1:", ":", ":1", "2,5", "1e9"]
)
nearly = st.lists(parts | texts, max_size=6) | st.dictionaries(parts, parts | values, max_size=4) | parts


@pytest.fixture
def sat(giang, signed_in, db):
    bank = quizzes.make_bank()
    page = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank, kind) for kind in KINDS])
    return Attempt.objects.begin(giang, page), signed_in(giang)


def event(attempt, kind="answer.saved", stream=None, **payload):
    return {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "stream": stream or str(attempt.pk),
        "install": "tablet-1",
        "seq": 1,
        "learner": str(attempt.student_id),
        "payload": payload,
    }


def send(client, events):
    """The statuses; a batch in which nobody may fail with «retry», which is what a bug becomes."""
    cache.clear()
    body = gzip.compress(json.dumps({"events": events}).encode(), 1)
    answer = client.post(
        "/sync/", body, content_type="application/json", headers={"Content-Encoding": "gzip"}
    )
    assert answer.status_code == 200
    statuses = [result["status"] for result in answer.json()["results"]]
    assert len(statuses) == len(events)
    assert set(statuses) <= STATUSES
    return statuses


FUZZ = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(data=st.data())
def test_any_response_to_any_kind_is_stored_or_refused_by_itself(sat, data):
    attempt, client = sat
    batch = []
    for place in range(1, len(KINDS) + 1):
        more = data.draw(st.dictionaries(st.sampled_from(["elapsed_ms", "paper", "x"]), values, max_size=2))
        batch.append(event(attempt, place=place, response=data.draw(nearly | values), **more))
    good = event(attempt, place=1, response=["b"])
    assert send(client, [*batch, good])[-1] == "stored"


@FUZZ
@given(change=st.dictionaries(st.sampled_from(sorted(outbox.EVENT_KEYS)), values, min_size=1, max_size=3))
def test_any_member_of_an_event_may_be_nonsense(sat, change):
    attempt, client = sat
    for kind in ("answer.saved", "attempt.submitted", "answer.piece"):
        stream = f"files:{attempt.pk}" if kind == "answer.piece" else None
        bad = event(attempt, kind, stream, place=2, response=["a"]) | change
        status = send(client, [bad, event(attempt, place=1, response=["b"])])[-1]
        # A submit that is whole but for an earlier number ends the attempt: what follows is kept as late.
        attempt.refresh_from_db()
        assert status == "stored" or (status == "late" and attempt.submitted_at)


@FUZZ
@given(
    told=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("place", "file", "number", "of", "name", "content"), values),
    )
)
def test_any_piece_of_a_file_may_be_nonsense(sat, told):
    attempt, client = sat
    places = {kind: place for place, kind in enumerate(KINDS, start=1)}
    # One file throughout: no question takes more than some.
    right = {"place": places["photo"], "file": str(attempt.pk), "number": 1, "of": 2, "content": "YWJj"}
    pieces = [
        event(attempt, "answer.piece", f"files:{attempt.pk}", **(right | told)),
        event(attempt, "answer.piece", f"files:{attempt.pk}", **right),
    ]
    assert send(client, pieces)[-1] == "stored"


@pytest.mark.parametrize("raw", RAW)
def test_numbers_that_are_none_and_endless_nesting_spare_the_others(sat, raw):
    attempt, client = sat
    places = ["response", "place", "elapsed_ms", "payload", "seq", "id", "stream"]
    batch = []
    for where in places:
        bad = event(attempt, place=1, response=["a"])
        (bad if where in bad else bad["payload"])[where] = "HERE"
        batch.append(json.dumps(bad).replace('"HERE"', raw))
    batch.append(json.dumps(event(attempt, place=1, response=["b"])))
    cache.clear()
    body = gzip.compress(f'{{"events": [{", ".join(batch)}]}}'.encode())
    headers = {"Content-Encoding": "gzip"}
    answer = client.post("/sync/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    statuses = [result["status"] for result in answer.json()["results"]]
    assert statuses == ["rejected"] * len(places) + ["stored"]


def test_ten_megabytes_are_refused_whole_and_in_words(sat):
    attempt, client = sat
    batch = {"events": [event(attempt, place=1, response="a" * 10 * 1024 * 1024)]}
    answer = client.post("/sync/", json.dumps(batch), content_type="application/json")
    assert (answer.status_code, bool(answer.json()["error"])) == (413, True)
    packed = gzip.compress(json.dumps(batch).encode())
    headers = {"Content-Encoding": "gzip"}
    answer = client.post("/sync/", packed, content_type="application/json", headers=headers)
    assert answer.status_code == 413


@FUZZ
@given(data=st.data())
def test_whatever_was_stored_can_be_shown_and_marked(sat, ms_lan, signed_in, data):
    attempt, client = sat
    send(client, [event(attempt, place=n, response=data.draw(nearly)) for n in range(1, len(KINDS) + 1)])
    found = Attempt.objects.get(pk=attempt.pk)
    found.refresh()
    json.dumps(papers.own_of(found), allow_nan=False)
    papers.sheet_of(found)


def test_a_teacher_reads_what_came_of_nonsense(sat, ms_lan, signed_in):
    attempt, client = sat
    for seq, told in enumerate([*NASTY_TEXT, *NASTY_NUMBERS, {"1": "2"}, ["1:2", "2:1"]], start=1):
        answers = [event(attempt, place=n, response=told) | {"seq": seq} for n in range(1, len(KINDS) + 1)]
        send(client, answers)
    # The same id with another content is kept beside it, unread.
    first = event(attempt, place=1, response=["a"]) | {"seq": 900}
    others = [first | {"payload": {"place": place, "response": []}} for place in (None, [], {}, "1", 99, 2)]
    assert send(client, [first, *others]) == ["stored"] + ["conflict"] * 6
    send(client, [event(attempt, "attempt.submitted") | {"seq": 999}])
    assert signed_in(ms_lan).get(f"/attempts/{attempt.pk}/").status_code == 200
