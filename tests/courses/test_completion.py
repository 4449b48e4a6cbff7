"""When a lecture is done: judged from facts that come late, in any order, any number of times."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import completing, saying_done
from courses.completion import PRACTICE, READ, SHARE, TASK, TEACHER, Facts, Rule, is_done
from courses.models import LecturePage, LectureProgress, ReadingTime
from students import consents
from tests.courses import builders, quizzes
from tests.courses.test_progress import tell


@pytest.mark.parametrize(
    ("rule", "facts", "done"),
    [
        (Rule(READ), Facts(seen=2, blocks=3), False),
        (Rule(READ), Facts(seen=3, blocks=3), True),
        (Rule(READ), Facts(blocks=3, said=True), True),
        (Rule(READ), Facts(), False),
        (Rule(SHARE, 60), Facts(seen=1, blocks=2, said=True), False),
        (Rule(SHARE, 50), Facts(seen=1, blocks=2), True),
        # A browser without scripts measures no part: there the pupil's word counts.
        (Rule(SHARE, 50), Facts(blocks=2, said=True), True),
        (Rule(PRACTICE, 80), Facts(seen=3, blocks=3, said=True, practice=79), False),
        (Rule(PRACTICE, 80), Facts(practice=80), True),
        # The practice was taken out of the lecture: nobody can be asked for it any more.
        (Rule(PRACTICE, 80), Facts(seen=3, blocks=3, practice=None), True),
        (Rule(TASK), Facts(said=True, tasks=2, handed_in=1), False),
        (Rule(TASK), Facts(tasks=1, handed_in=1), True),
        (Rule(TEACHER), Facts(seen=3, blocks=3, said=True), False),
        (Rule(TEACHER), Facts(confirmed=True), True),
        (Rule(PRACTICE, 80), Facts(practice=0, confirmed=True), True),
    ],
)
def test_the_rules(rule, facts, done):
    assert is_done(rule, facts) is done


@pytest.fixture
def agreed(giang, ms_lan):
    consents.give(giang, "usage", by=ms_lan, given_by="Giàng A Páo", how="signed", on=date(2026, 9, 5))
    return giang


def blocks_of(lecture):
    return lecture.outline["blocks"]


TOLD = st.builds(
    dict,
    blocks=st.lists(st.sampled_from("abc"), max_size=3),
    done=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["1", "2"])), max_size=3),
    finished=st.booleans(),
    furthest=st.integers(0, 100),
    times=st.lists(
        st.builds(
            dict,
            session=st.sampled_from(["s1", "s2"]),
            day=st.sampled_from([date(2026, 11, 25), date(2026, 11, 26)]),
            seconds=st.integers(1, 900),
        ),
        max_size=3,
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(TOLD, min_size=1, max_size=6), seed=st.integers())
def test_any_order_and_any_repeats_give_the_same(agreed, db, told, seed):
    lecture = LecturePage.objects.first() or builders.make_lecture()
    outcomes = []
    for again in range(2):
        LectureProgress.objects.all().delete()
        ReadingTime.objects.all().delete()
        order = list(told) if not again else [*told, *told]
        if again:
            Random(seed).shuffle(order)
        for one in order:
            row = LectureProgress.objects.take_in(agreed, lecture, **one)
        times = sorted(ReadingTime.objects.values_list("session", "day", "seconds"))
        outcomes.append((row.furthest, row.blocks, row.done, bool(row.finished_at), times))
    assert outcomes[0] == outcomes[1]


def test_two_tablets_are_summed_and_a_replay_is_not(agreed, signed_in):
    lecture = builders.make_lecture()
    client = signed_in(agreed)
    base = {"lecture": str(lecture.public_id)}
    sittings = ["0190a000-0000-7000-8000-00000000000a", "0190a000-0000-7000-8000-00000000000b"]
    for session, seconds in [(0, 60), (0, 90), (1, 30), (0, 60)]:
        time = {"session": sittings[session], "day": "2026-11-25", "seconds": seconds}
        assert tell(client, agreed, {**base, "time": time})["status"] == "stored"
    assert sorted(ReadingTime.objects.values_list("seconds", flat=True)) == [30, 90]


def test_without_consent_no_time_is_kept_and_reading_is(signed_in, giang):
    lecture = builders.make_lecture()
    time = {"session": "0190a000-0000-7000-8000-00000000000a", "day": "2026-11-25", "seconds": 60}
    first, *_others = blocks_of(lecture)
    payload = {"lecture": str(lecture.public_id), "furthest": 10, "blocks": [first], "time": time}
    assert tell(signed_in(giang), giang, payload)["status"] == "stored"
    assert not ReadingTime.objects.exists()
    assert LectureProgress.objects.get().blocks == [first]


@pytest.mark.parametrize(
    "time",
    [
        7,
        {},
        {"session": "x", "day": "2026-11-25", "seconds": 60},
        {"session": "0190a000-0000-7000-8000-00000000000a", "day": "heute", "seconds": 60},
        {"session": "0190a000-0000-7000-8000-00000000000a", "day": "2026-11-25", "seconds": 1e9},
        {"session": "0190a000-0000-7000-8000-00000000000a", "day": "2026-11-25", "seconds": -1},
    ],
)
def test_a_nonsensical_time_costs_nobody_the_reading(agreed, signed_in, time):
    lecture = builders.make_lecture()
    payload = {
        "lecture": str(lecture.public_id),
        "blocks": ["a"],
        "time": time,
        "done": [7, {"block": 1}, None],
    }
    assert tell(signed_in(agreed), agreed, payload)["status"] == "stored"
    assert LectureProgress.objects.get().done == {}
    assert not ReadingTime.objects.exists()


def test_what_was_done_in_a_part_is_kept(signed_in, giang):
    lecture = builders.make_lecture()
    first, *_others = blocks_of(lecture)
    client = signed_in(giang)
    for what in ("the-2", "the-1", "the-2"):
        tell(client, giang, {"lecture": str(lecture.public_id), "done": [{"block": first, "what": what}]})
    state = client.get(f"/lectures/{lecture.public_id}/state.json").json()
    assert state["done"] == {first: ["the-1", "the-2"]}


def test_the_practice_decides_and_a_word_does_not(giang):
    course = builders.make_course()
    bank = quizzes.make_bank()
    practice = quizzes.make_quiz(course, [quizzes.make_question(bank) for _n in range(5)], practice=True)
    body = [("text", {"text": "<p>Đọc.</p>"}), ("practice", {"quiz": practice})]
    lecture = builders.make_lecture(course=course, body=body, done_by=PRACTICE, done_share=80)
    row = LectureProgress.objects.take_in(giang, lecture, blocks=blocks_of(lecture), finished=True)
    assert row.finished_at is None
    quizzes.hand_in(giang, practice, {1: "b", 2: "b", 3: "b"}, submit=False)
    assert LectureProgress.objects.get().finished_at is None
    quizzes.hand_in(giang, practice, {1: "b", 2: "b", 3: "b", 4: "b"}, submit=False)
    assert LectureProgress.objects.get().finished_at is not None


def test_to_practise_is_not_to_read(giang, hoa):
    course = builders.make_course()
    practice = quizzes.make_quiz(course, [quizzes.make_question(quizzes.make_bank())], practice=True)
    body = [("text", {"text": "<p>Đọc.</p>"}), ("practice", {"quiz": practice})]
    lecture = builders.make_lecture(course=course, body=body, done_by=PRACTICE, done_share=80)
    quizzes.hand_in(hoa, practice, {1: "b"}, submit=False)
    assert not LectureProgress.objects.exists()
    # It counts as soon as the lecture is opened.
    assert LectureProgress.objects.take_in(hoa, lecture, furthest=10).finished_at
    row = LectureProgress.objects.take_in(giang, lecture, furthest=10)
    quizzes.hand_in(giang, practice, {1: "b"}, submit=False)
    now = LectureProgress.objects.get(student=giang)
    assert now.finished_at is not None
    assert now.updated_at == row.updated_at


def test_another_rule_judges_everybody_anew(giang):
    lecture = builders.make_lecture()
    first, *_others = blocks_of(lecture)
    LectureProgress.objects.take_in(giang, lecture, blocks=[first])
    assert LectureProgress.objects.get().finished_at is None
    for rule, done in [
        ((SHARE, 30), True),
        ((TEACHER, 80), False),
        ((SHARE, 90), False),
        ((SHARE, 10), True),
    ]:
        lecture.done_by, lecture.done_share = rule
        lecture.save()
        completing.rejudge(lecture)
        assert bool(LectureProgress.objects.get().finished_at) is done
        lecture.refresh_from_db()


def test_a_teacher_says_done_and_takes_it_back(giang, ms_lan):
    lecture = builders.make_lecture(done_by=TEACHER)
    LectureProgress.objects.take_in(giang, lecture, finished=True)
    for _twice in range(2):
        saying_done.say(giang, lecture, by=ms_lan)
    assert LectureProgress.objects.get().finished_at
    saying_done.take_back(giang, lecture, by=ms_lan)
    assert LectureProgress.objects.get().finished_at is None


def test_the_pupil_is_told_the_rule_at_the_top_and_what_is_left_at_the_end(db, client):
    lecture = builders.make_lecture(done_by=PRACTICE, done_share=70)
    html = client.get(lecture.url).content.decode()
    assert "Bài này xong khi em làm đúng ít nhất 70 % bài luyện." in html
    assert 'data-left="Còn: làm bài luyện, đúng từ 70 %"' in html
