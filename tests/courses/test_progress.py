"""How far a pupil is: told in any order and any number of times, it comes out the same."""

import json
import uuid
from itertools import permutations

import pytest

from courses.models import LectureProgress
from tests.courses import builders


@pytest.fixture
def lecture(db):
    return builders.make_lecture()


def tell(client, person, payload, **changes):
    event = {
        "id": str(uuid.uuid4()),
        "kind": "lecture.read",
        "stream": f"lecture:{payload.get('lecture')}",
        "install": "may-1",
        "seq": 1,
        "learner": learner_of(client),
        "payload": payload,
        "mono_ms": 5,
        **changes,
    }
    answer = client.post(
        "/sync/", json.dumps({"install": "may-1", "events": [event]}), content_type="application/json"
    )
    return answer.json()["results"][0]


def learner_of(client):
    client.get("/today/")
    return client.cookies["learner"].value


def test_reading_is_kept(lecture, signed_in, giang):
    client = signed_in(giang)
    payload = {"lecture": str(lecture.public_id), "furthest": 67, "blocks": ["a", "b"]}
    assert tell(client, giang, payload)["status"] == "stored"
    state = client.get(f"/lectures/{lecture.public_id}/state.json").json()
    assert (state["furthest"], state["blocks"], state["finished"]) == (67, ["a", "b"], False)


def test_any_order_and_any_repeat_give_the_same(lecture, giang):
    told = [
        {"furthest": 30, "blocks": ["a"]},
        {"furthest": 100, "blocks": ["c"], "finished": True},
        {"furthest": 60, "blocks": ["b", "a"]},
    ]
    for order in permutations(told):
        LectureProgress.objects.all().delete()
        for one in [*order, order[0]]:
            row = LectureProgress.objects.take_in(giang, lecture, **one)
        assert (row.furthest, row.blocks, bool(row.finished_at)) == (100, ["a", "b", "c"], True)


@pytest.mark.parametrize(
    "payload",
    [
        {"lecture": "x"},
        {},
        {"furthest": 101},
        {"furthest": "9"},
        {"furthest": True},
        {"blocks": "abc"},
        {"blocks": [1]},
        {"blocks": ["x" * 99]},
        {"blocks": ["x"] * 999},
        {"lecture": ["x"]},
        {"lecture": str(uuid.uuid4())},
    ],
)
def test_nonsense_is_rejected(lecture, signed_in, giang, payload):
    told = {"lecture": str(lecture.public_id), "furthest": 10, "blocks": [], **payload}
    if payload == {}:
        del told["lecture"]
    assert tell(signed_in(giang), giang, told, stream="lecture:x")["status"] == "rejected"
    assert not LectureProgress.objects.exists()


def test_a_lecture_of_another_school_is_rejected(muong_nha, signed_in, vang):
    lecture = builders.make_lecture(course=builders.make_course(school=muong_nha), audience="school")
    payload = {"lecture": str(lecture.public_id), "furthest": 10, "blocks": []}
    assert tell(signed_in(vang), vang, payload)["status"] == "rejected"


def test_what_was_read_before_it_was_taken_down_counts(lecture, signed_in, giang):
    lecture.unpublish()
    payload = {"lecture": str(lecture.public_id), "furthest": 10, "blocks": []}
    assert tell(signed_in(giang), giang, payload)["status"] == "stored"


def test_without_javascript_a_form_says_it(lecture, signed_in, giang):
    client = signed_in(giang)
    url = f"/lectures/{lecture.public_id}/read/"
    for _twice in range(2):
        assert client.post(url, headers={"Origin": "http://testserver"}).status_code == 302
    assert LectureProgress.objects.get().finished_at


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.vn"}, {"Origin": "null"}])
def test_the_form_of_another_site_is_refused(lecture, signed_in, giang, headers):
    answer = signed_in(giang).post(f"/lectures/{lecture.public_id}/read/", headers=headers)
    assert answer.status_code == 403
    assert not LectureProgress.objects.exists()


def test_a_stranger_learns_no_state(lecture, client, signed_in, ms_lan, muong_nha, vang):
    url = f"/lectures/{lecture.public_id}/state.json"
    assert client.get(url).json() == {}
    assert signed_in(ms_lan).get(url).json() == {}
    assert client.get(f"/lectures/{uuid.uuid4()}/state.json").status_code == 404
    own = builders.make_lecture("R", course=builders.make_course("C", school=muong_nha), audience="school")
    assert signed_in(vang).get(f"/lectures/{own.public_id}/state.json").status_code == 404
