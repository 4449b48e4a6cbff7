"""Nothing that a pupil sends after seeing the result counts by itself; no answer is lost all the same."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses import handing_back, marking
from courses.models import Attempt
from tests.courses import quizzes
from tests.courses.sitting import begin, event, send, submit
from tests.courses.test_marking import START, answer

KEY = "Đáp án: <b>"
HOUR = timedelta(hours=1)
AFTER_RESULT = "Gửi sau khi đã xem kết quả"


@pytest.fixture
def questions(db):
    bank = quizzes.make_bank()
    return [quizzes.make_question(bank, text=f"{number} + 2 = ?") for number in (2, 3)]


@pytest.fixture
def quiz(questions):
    closes = timezone.now() + HOUR
    return quizzes.make_quiz(quizzes.make_course(), questions, closes_at=closes, feedback="key_after_close")


def right(student, attempt, first, **more):
    return [
        event(student, attempt.pk, seq, place=place, response=["b"], **more)
        for place, seq in ((1, first), (2, first + 1))
    ]


def fresh(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def page_of(client, attempt):
    return client.get(f"/attempts/{attempt.pk}/").content.decode()


def test_the_result_waits_while_answers_are_on_the_way(giang, ms_lan, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    assert send(client, [submit(giang, attempt.pk, 3)]) == ["stored"]
    told = page_of(client, attempt)
    assert "Còn thiếu 2 câu" in told
    assert "khi mọi câu trả lời của em đã đến trường" in told
    assert "0,0" not in told
    assert "0,0" not in client.get("/attempts/").content.decode()
    assert fresh(attempt).result_seen_at is None
    # They come from the tablet, and the result with them.
    assert send(client, right(giang, attempt, 1)) == ["stored", "stored"]
    assert "10,0" in page_of(client, attempt)
    assert fresh(attempt).mark == Decimal("10.0")


def test_numbers_left_free_are_no_way_to_better_answers(giang, ms_lan, quiz, signed_in):
    """Submit first under a high number, let the teacher count it, look, then fill in what was left free."""
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [submit(giang, attempt.pk, 9)])
    teacher = signed_in(ms_lan)
    assert "Tính bài này" in page_of(teacher, attempt)
    teacher.post(f"/attempts/{attempt.pk}/accept/")
    client = signed_in(giang)
    assert "0,0" in page_of(client, attempt)
    assert send(client, right(giang, attempt, 7)) == ["late", "late"]
    found = fresh(attempt)
    assert (found.mark, found.flags) == (Decimal("0.0"), ["after_result"])
    told = page_of(signed_in(ms_lan), attempt)
    assert AFTER_RESULT in told
    assert "Đến quá muộn, không được tính" in told
    signed_in(ms_lan).post(f"/attempts/{attempt.pk}/accept/")
    assert fresh(attempt).mark == Decimal("10.0")


@pytest.mark.parametrize("number", [0, 1])
def test_a_number_used_twice_fills_no_gap_behind_the_submit(giang, quiz, signed_in, number):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [event(giang, attempt.pk, 1, place=1, response=["b"]), submit(giang, attempt.pk, 2)])
    assert "5,0" in client.get("/attempts/").content.decode()
    assert send(client, [event(giang, attempt.pk, number, place=2, response=["b"])]) == ["late"]
    assert fresh(attempt).mark == Decimal("5.0")


def test_no_stopwatch_helps_once_the_key_was_read(giang, quiz, signed_in, time_machine):
    attempt = begin(signed_in(giang), quiz)
    time_machine.shift(2 * HOUR)
    client = signed_in(giang)
    assert "0,0" not in client.get("/attempts/").content.decode()
    assert fresh(attempt).result_seen_at is None
    assert KEY in page_of(client, attempt)
    sent = [
        *right(giang, attempt, 1, elapsed_ms=60_000),
        submit(giang, attempt.pk, 3, elapsed_ms=61_000),
        *right(giang, attempt, 1, elapsed_ms=60_000, install="other"),
        submit(giang, attempt.pk, 3, elapsed_ms=61_000, install="other"),
    ]
    send(client, sent)
    found = fresh(attempt)
    assert (found.mark, found.flags, found.submitted_at) == (
        Decimal("0.0"),
        ["after_result", "parallel"],
        None,
    )
    assert found.events.count() == 6
    assert "0,0" in client.get("/attempts/").content.decode()


def test_the_same_without_having_looked_counts(giang, quiz, signed_in, time_machine):
    attempt = begin(signed_in(giang), quiz)
    time_machine.shift(2 * HOUR)
    client = signed_in(giang)
    client.get("/attempts/")
    send(
        client,
        [*right(giang, attempt, 1, elapsed_ms=60_000), submit(giang, attempt.pk, 3, elapsed_ms=61_000)],
    )
    assert (fresh(attempt).mark, fresh(attempt).flags) == (Decimal("10.0"), ["sent_later"])


def test_accepted_work_that_was_over_is_not_open_again(giang, ms_lan, quiz, signed_in, time_machine):
    attempt = begin(signed_in(giang), quiz)
    time_machine.shift(3 * HOUR)
    client = signed_in(giang)
    send(client, [event(giang, attempt.pk, 1, place=1, response=["b"])])
    assert KEY in page_of(client, attempt)
    signed_in(ms_lan).post(f"/attempts/{attempt.pk}/accept/")
    found = fresh(attempt)
    assert (found.mark, found.is_open()) == (Decimal("5.0"), False)
    time_machine.shift(HOUR)
    client = signed_in(giang)
    form = f"/attempts/papers/{attempt.paper_id}/form/"
    assert client.get(form).status_code == 302
    told = {"q1": "b", "q2": "b", "act": "submit", "attempt": str(attempt.pk)}
    client.post(form, told, headers={"origin": "http://testserver"})
    send(client, [event(giang, attempt.pk, 2, place=2, response=["b"], elapsed_ms=60_000)])
    assert fresh(attempt).mark == Decimal("5.0")
    # A teacher who lets it count again takes in what came since.
    assert "Tính bài này" in page_of(signed_in(ms_lan), attempt)
    signed_in(ms_lan).post(f"/attempts/{attempt.pk}/accept/")
    assert fresh(attempt).mark == Decimal("10.0")


def test_what_is_handed_back_after_the_result_counts_again_once(giang, ms_lan, questions, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions)
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [submit(giang, attempt.pk, 1)])
    assert "0,0" in page_of(client, attempt)
    handing_back.hand_back(attempt, [], "Làm lại", timezone.now() + HOUR, by=ms_lan)
    back = fresh(attempt)
    assert back.is_open()
    assert back.hand_backs.get().seen_at
    send(client, [event(giang, attempt.pk, 2, place=1, response=["b"]), submit(giang, attempt.pk, 3)])
    assert "5,0" in page_of(client, attempt)
    send(client, [event(giang, attempt.pk, 1, place=2, response=["b"], elapsed_ms=1, install="other")])
    assert fresh(attempt).mark == Decimal("5.0")


def test_the_key_waits_while_another_graded_quiz_asks_the_same(
    giang, quiz, questions, signed_in, time_machine
):
    now = timezone.now()
    other = quizzes.make_quiz(
        quizzes.make_course("Khác"), questions[:1], opens_at=now + 5 * HOUR, closes_at=now + 6 * HOUR
    )
    attempt = quizzes.hand_in(giang, quiz, {1: "a"})
    time_machine.shift(2 * HOUR)
    assert KEY not in page_of(signed_in(giang), attempt)
    other.unpublish()
    assert KEY in page_of(signed_in(giang), attempt)
    other.save_revision().publish()
    time_machine.shift(5 * HOUR)
    assert KEY in page_of(signed_in(giang), attempt)


def test_practice_is_never_closed_by_looking(giang, questions, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, practice=True)
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [*right(giang, attempt, 1), submit(giang, attempt.pk, 3)])
    page_of(client, attempt)
    assert fresh(attempt).result_seen_at is None


# --- Pure: whatever the order of arrival ---


@given(
    said=st.lists(st.tuples(st.sampled_from([1, 2, 3, None]), st.sampled_from(["a", "b"])), max_size=6),
    more=st.lists(
        st.tuples(st.sampled_from("tu"), st.integers(0, 12), st.sampled_from([1, 2, 3, None])), max_size=6
    ),
    order=st.randoms(use_true_random=False),
)
def test_what_arrives_after_the_result_changes_nothing_and_is_told(said, more, order):
    before = [
        answer("t", 2 * seq, place, told, arrival=seq, elapsed=1) for seq, (place, told) in enumerate(said, 1)
    ]
    after = [
        answer(install, seq, place, "new", arrival=100 + number, minutes=30, elapsed=1)
        for number, (install, seq, place) in enumerate(more)
    ]
    seen, ends = START + timedelta(minutes=20), START + timedelta(minutes=15)
    shuffled = [*before, *after] * 2
    order.shuffle(shuffled)
    one = marking.state_of(before, START, ends, seen_at=seen)
    other = marking.state_of(shuffled, START, ends, seen_at=seen)
    assert (other.responses, other.submitted) == (one.responses, one.submitted)
    known = {(told.install, told.seq, told.place) for told in before}
    kept = {(told.install, told.seq, told.place) for told in after} - known
    assert ("after_result" in other.flags) == bool(kept)
    late = {(told.install, told.seq, told.place) for told in other.late}
    assert {key for key in kept if key[2]} <= late


@given(minutes=st.lists(st.integers(1, 60), min_size=1, max_size=6), order=st.randoms(use_true_random=False))
def test_accepting_takes_in_what_is_there_and_nothing_later(minutes, order):
    events = [
        answer("t", seq, seq, "a", arrival=at * 10 + seq, minutes=at, elapsed=1)
        for seq, at in enumerate(minutes, start=1)
    ]
    shuffled = events * 2
    order.shuffle(shuffled)
    ends, accepted = START + timedelta(minutes=15), START + timedelta(minutes=30)
    state = marking.state_of(shuffled, START, ends, accepted_at=accepted)
    assert set(state.responses) == {seq for seq, at in enumerate(minutes, start=1) if at <= 30}
    assert ("late" in state.flags) == any(at > 30 for at in minutes)
