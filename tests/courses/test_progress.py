"""How far a pupil is: told in any order and any number of times, it comes out the same."""

import json
import uuid
from datetime import date, timedelta
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import opening
from courses.models import LecturePage, LectureProgress, ReadingTime
from students import consents
from tests.courses import builders


@pytest.fixture
def lecture(db):
    return builders.make_lecture()


def event_of(client, payload, **changes):
    return {
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


def tell_all(client, events):
    answer = client.post(
        "/sync/", json.dumps({"install": "may-1", "events": events}), content_type="application/json"
    )
    return answer.json()["results"]


def tell(client, person, payload, **changes):
    return tell_all(client, [event_of(client, payload, **changes)])[0]


def learner_of(client):
    client.get("/today/")
    return client.cookies["learner"].value


def test_reading_is_kept(lecture, signed_in, giang):
    client = signed_in(giang)
    first, second, _third = lecture.outline["blocks"]
    payload = {"lecture": str(lecture.public_id), "furthest": 67, "blocks": [first, second]}
    assert tell(client, giang, payload)["status"] == "stored"
    state = client.get(f"/lectures/{lecture.public_id}/state.json").json()
    assert (state["furthest"], state["blocks"], state["finished"]) == (67, sorted([first, second]), False)


def test_what_is_no_part_of_the_lecture_is_left_out(lecture, signed_in, giang):
    first, *_others = lecture.outline["blocks"]
    told = {"blocks": ["made-up", first], "done": [{"block": one, "what": "ticked"} for one in ("no", first)]}
    assert tell(signed_in(giang), giang, {"lecture": str(lecture.public_id), **told})["status"] == "stored"
    row = LectureProgress.objects.get()
    assert (row.blocks, row.done) == ([first], {first: ["ticked"]})


def test_a_part_that_was_taken_out_since_still_counts(lecture, signed_in, giang):
    lecture.save_revision().publish()
    gone, *_others = lecture.outline["blocks"]
    del lecture.body[0]
    lecture.save_revision().publish()
    lecture.refresh_from_db()
    assert gone not in lecture.outline["blocks"]
    tell(signed_in(giang), giang, {"lecture": str(lecture.public_id), "blocks": [gone]})
    assert LectureProgress.objects.get().blocks == [gone]


def test_a_row_does_not_grow_without_end(lecture, giang):
    parts = lecture.outline["blocks"]
    LectureProgress.objects.take_in(giang, lecture, blocks=[f"!{n}" for n in range(400)])
    row = LectureProgress.objects.take_in(giang, lecture, blocks=parts)
    assert len(row.blocks) == 300
    assert set(parts) <= set(row.blocks)


def test_before_its_day_a_lecture_cannot_be_read(lecture, signed_in, giang, class_6a, ms_lan):
    tomorrow = timezone.localdate() + timedelta(days=1)
    LecturePage.objects.filter(pk=lecture.pk).update(opens_on=tomorrow)
    client = signed_in(giang)
    payload = {"lecture": str(lecture.public_id), "furthest": 100, "blocks": [], "finished": True}
    answer = tell(client, giang, payload)
    assert (answer["status"], answer["reason"]) == ("rejected", "forbidden")
    assert not LectureProgress.objects.exists()
    # Its class was given an earlier day.
    opening.set_for_class(lecture, class_6a, timezone.localdate(), by=ms_lan)
    assert tell(client, giang, payload, seq=2)["status"] == "stored"


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


@pytest.fixture
def a_week(lecture, muong_nha, signed_in, hoa, ms_lan):
    """(client, events): what one browser of Hoa tells in one stream of two lectures, and what is none."""
    other = builders.make_lecture(course=builders.make_course())
    unread = builders.make_lecture(course=builders.make_course(), slug="chua-dang")
    LecturePage.objects.filter(pk=unread.pk).update(first_published_at=None)
    consents.give(hoa, "usage", by=ms_lan, given_by="Lò Văn Sơ", how="signed", on=date(2026, 9, 5))
    first, second, _third = lecture.outline["blocks"]
    here = {"lecture": str(lecture.public_id)}
    evening, morning = ({"session": str(uuid.uuid4())} for _each in range(2))
    told = [
        here | {"furthest": 34, "blocks": [first], "time": evening | {"day": "2026-11-09", "seconds": 60}},
        {"lecture": "x"},
        {"lecture": str(other.public_id), "furthest": 20, "finished": True},
        here | {"furthest": 67, "blocks": [second], "time": evening | {"day": "2026-11-09", "seconds": 90}},
        {"lecture": str(unread.public_id), "furthest": 20},
        here
        | {
            "done": [{"block": first, "what": "ticked"}],
            "time": morning | {"day": "2026-11-10", "seconds": 30},
        },
        # Before the family said yes.
        here | {"time": {"session": str(uuid.uuid4()), "day": "2026-09-04", "seconds": 900}},
    ]
    client = signed_in(hoa)
    return client, [event_of(client, one, seq=seq, stream="lecture:week") for seq, one in enumerate(told)]


def kept():
    rows = LectureProgress.objects.order_by("lecture_id")
    times = sorted(ReadingTime.objects.values_list("day", "seconds"))
    return [(row.furthest, row.blocks, row.done, bool(row.said_at)) for row in rows], times


def test_of_many_readings_each_gets_its_own_answer_and_all_are_kept(a_week, lecture):
    client, events = a_week
    first, second, _third = lecture.outline["blocks"]
    answers = [(one["status"], one["reason"]) for one in tell_all(client, events)]
    stored, refused = ("stored", ""), [("rejected", "malformed"), ("rejected", "forbidden")]
    assert answers == [stored, refused[0], stored, stored, refused[1], stored, stored]
    assert kept() == (
        [(67, sorted([first, second]), {first: ["ticked"]}, False), (20, [], {}, True)],
        [(date(2026, 11, 9), 90), (date(2026, 11, 10), 30)],
    )


def test_readings_told_together_twice_or_one_by_one_come_out_the_same(a_week):
    client, events = a_week
    tell_all(client, events)
    together = kept()
    statuses = {one["status"] for one in tell_all(client, events)}
    assert statuses == {"duplicate", "rejected"}
    assert kept() == together
    LectureProgress.objects.all().delete()
    ReadingTime.objects.all().delete()
    for event in reversed(events):
        tell_all(client, [event | {"id": str(uuid.uuid4())}])
    assert kept() == together


def test_many_readings_of_a_lecture_cost_no_more_statements_than_one(
    lecture, signed_in, giang, django_assert_max_num_queries
):
    client = signed_in(giang)
    first, second, third = lecture.outline["blocks"]
    told = [{"lecture": str(lecture.public_id), "blocks": [block]} for block in (first, second, third) * 5]
    events = [event_of(client, payload, seq=seq) for seq, payload in enumerate(told)]
    tell_all(client, events[:1])
    with CaptureQueriesContext(connection) as one:
        tell_all(client, events[1:2])
        count = len(one)
    with django_assert_max_num_queries(count):
        tell_all(client, events[2:])


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
