"""Ôn luyện: what went wrong comes back when it is about to be forgotten, on whichever device."""

import json
import random
import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.models import Attempt, Recall, RecallAnswer, RevisionSet
from courses.recall import answering, drawing, memory, mistakes, standing
from tests.courses import quizzes

GOLDEN = Path(__file__).parent.parent / "golden" / "memory.json"
HOME, SESSION, ANSWER = (reverse(f"courses:{name}") for name in ("recall", "recall_session", "recall_answer"))
PACK = reverse("courses:recall_pack")


@pytest.fixture
def bank(db):
    return quizzes.make_bank(grade=6)


@pytest.fixture
def questions(bank):
    return [quizzes.make_question(bank, topic="Số tự nhiên") for _n in range(3)]


@pytest.fixture
def practice(questions):
    return quizzes.make_quiz(quizzes.make_course(grade=6), questions, practice=True)


@pytest.fixture
def send(client):
    """send(student, kind, payload): the outcomes of one event."""

    def sent(student, kind, payload):
        client.force_login(student.user, backend="students.sign_in.Accounts")
        event = {"id": str(uuid.uuid4()), "kind": kind, "stream": "recall", "install": "may-1", "seq": 1}
        event |= {"learner": student.user.learner_key, "payload": payload}
        body = json.dumps({"events": [event, event]})
        results = client.post("/sync/", body, content_type="application/json").json()["results"]
        return [one["status"] for one in results]

    return sent


def told(version, raw=("b",), at=None, event=None):
    return answering.Told(event or uuid.uuid4(), version.pk, list(raw), 0, at or timezone.now())


# --- Memory ---


def test_memory_is_what_fsrs_says():
    first = timezone.make_aware(datetime.fromisoformat("2026-09-05T08:00"))
    vectors = json.loads(GOLDEN.read_text())
    assert len(vectors) >= 300
    for case in vectors:
        seen = [
            memory.Seen(first + timedelta(days=day, seconds=number), f"{number:04}", rating)
            for number, (day, rating) in enumerate(case["answers"])
        ]
        known = memory.replay(seen)
        assert known.stability == pytest.approx(case["stability"], abs=1e-6)
        assert known.difficulty == pytest.approx(case["difficulty"], abs=1e-6)
        assert (known.due_on - timezone.localdate(first)).days == case["due"]


def test_a_clock_that_is_off_neither_lies_ahead_nor_buries_an_answer():
    now = timezone.now()
    assert memory.bounded(now + timedelta(days=400), now) == now
    assert memory.bounded(now - timedelta(days=400), now) == now - timedelta(days=30)
    assert memory.bounded(now - timedelta(days=3), now) == now - timedelta(days=3)
    assert memory.bounded(None, now) == now


@pytest.mark.parametrize("seed", range(6))
def test_two_tablets_make_one_schedule_in_any_order_of_arrival(seed, giang, practice, questions):
    chance, now = random.Random(seed), timezone.now()
    events = [
        told(
            chance.choice(questions).current,
            chance.choice((["b"], ["c"], [])),
            now - timedelta(days=chance.randint(0, 29), hours=chance.randint(0, 2)),
        )
        for _n in range(12)
    ]
    schedules = []
    for _order in range(2):
        RecallAnswer.objects.all().delete()
        Recall.objects.all().delete()
        chance.shuffle(events)
        cut = chance.randint(1, 11)
        # The second parcel brings some of the first once more.
        for parcel in (events[:cut], events[cut - 1 :]):
            answering.keep(giang, giang.user, parcel)
        rows = Recall.objects.order_by("question").values_list("question", "version", *memory.Known._fields)
        schedules.append(list(rows))
    assert schedules[0] == schedules[1]
    assert RecallAnswer.objects.count() == 12


# --- What comes in ---


def test_a_mistake_whose_answer_was_shown_comes_back_and_what_was_right_does_not(giang, practice, questions):
    attempt = quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    assert mistakes.take(attempt) == mistakes.take_everywhere() == 0
    row = Recall.objects.get()
    assert (row.question, row.topic, row.due_on) == (questions[0], "Số tự nhiên", timezone.localdate())


def test_mistakes_of_a_graded_quiz_wait_until_its_answers_are_out(giang, questions):
    now = timezone.now()
    quiz = quizzes.make_quiz(
        quizzes.make_course(grade=6),
        questions,
        closes_at=now + timedelta(hours=1),
        feedback="key_after_close",
    )
    quizzes.hand_in(giang, quiz, {1: "a", 2: "b", 3: "b"})
    assert mistakes.take_everywhere() == 0
    with mock.patch("django.utils.timezone.now", return_value=now + timedelta(hours=2)):
        assert (mistakes.take_everywhere(), mistakes.take_everywhere()) == (1, 0)
        assert [row.question for row in drawing.due(giang)] == [questions[0]]


def test_one_attempt_that_cannot_be_read_leaves_the_night_to_the_others(giang, practice, questions):
    first = quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    quizzes.hand_in(giang, practice, {1: "b", 2: "a", 3: "b"})
    Recall.objects.all().delete()
    Attempt.objects.update(mistakes_taken_at=None)
    taken = mistakes._missed

    def read(attempt):
        if attempt.pk == first.pk:
            raise ValueError
        return taken(attempt)

    with mock.patch.object(mistakes, "_missed", read):
        assert mistakes.take_everywhere() == 1
    assert Recall.objects.get().question == questions[1]
    assert Attempt.objects.get(mistakes_taken_at=None) == first
    assert mistakes.take_everywhere() == 1


def test_a_question_that_a_graded_quiz_asks_now_is_not_revised(giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "a", 3: "b"})
    assert len(drawing.due(giang)) == 2
    practice.unpublish()
    quizzes.make_quiz(quizzes.make_course(), questions[:1])
    assert [row.question for row in drawing.due(giang)] == [questions[1]]


@pytest.mark.parametrize("is_known", [True, False])
def test_while_a_graded_quiz_asks_it_an_answer_is_kept_and_nothing_is_told(
    signed_in, giang, practice, questions, send, is_known
):
    version = questions[0].current
    if is_known:
        answering.keep(giang, giang.user, [told(version)])
    quizzes.make_quiz(quizzes.make_course(grade=6), questions[:1])
    event = {"version": str(version.pk), "response": ["b"], "hints": 0}
    assert send(giang, "recall.answered", event) == ["stored", "duplicate"]
    kept = RecallAnswer.objects.count()
    client = signed_in(giang.user)
    for act in ("check", "hint"):
        sent = {"from": "due", "version": version.pk, "event": uuid.uuid4(), "q1": "b", "act": act}
        html = client.post(ANSWER, sent, follow=True).content.decode()
        assert "Một bài kiểm tra đang hỏi câu này" in html
        assert "Đúng rồi" not in html
        assert "Đáp án:" not in html
    assert RecallAnswer.objects.count() == kept
    Recall.objects.update(due_on=timezone.localdate())
    assert standing.count_due(giang) == 0


def test_many_answers_cost_no_more_queries_than_a_few(giang, practice, questions):
    for question in questions:
        answering.keep(giang, giang.user, [told(question.current)])
    counts = []
    for many in (10, 40):
        parcel = [told(questions[n % 3].current) for n in range(many)]
        with CaptureQueriesContext(connection) as queries:
            assert len(answering.keep(giang, giang.user, parcel)) == many
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_newer_attempts_whose_answers_never_come_out_hold_no_older_one_back(giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    course = quizzes.make_course(grade=6)
    closes = timezone.now() + timedelta(minutes=5)
    for feedback in ("after_submit", "key_after_close"):
        quiz = quizzes.make_quiz(course, questions[1:2], closes_at=closes, feedback=feedback)
        quizzes.hand_in(giang, quiz, {1: "a"})
    # Begun and left lying.
    quizzes.hand_in(giang, quizzes.make_quiz(course, questions[2:], practice=True), {1: "a"}, submit=False)
    Recall.objects.all().delete()
    Attempt.objects.update(mistakes_taken_at=None)
    assert mistakes.take_everywhere() == 1
    assert Recall.objects.get().question == questions[0]


def test_nobody_learns_by_answering_what_no_practice_asks(giang, bank):
    secret = quizzes.make_question(bank)
    quizzes.make_quiz(quizzes.make_course(), [secret])
    assert answering.keep(giang, giang.user, [told(secret.current)]) == {}
    assert not Recall.objects.exists()


# --- A session by form ---


def fields(response):
    told = {}
    for piece in response.content.decode().split('type="hidden" name="')[1:]:
        name, rest = piece.split('"', 1)
        told[name] = rest.split('value="', 1)[1].split('"', 1)[0]
    return told


def test_a_pupil_revises_by_form_and_reads_at_once_why(signed_in, giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    client = signed_in(giang.user)
    assert "1 câu đang chờ em" in client.get(HOME).content.decode()
    asked = client.get(SESSION)
    assert "2 + 2 = ?" in asked.content.decode()
    sent = {**fields(asked), "q1": "b", "act": "check"}
    for _twice in range(2):
        html = client.post(ANSWER, sent).content.decode()
        assert "Đúng rồi" in html
    row = Recall.objects.get()
    assert (row.answers, row.rating) == (1, memory.GOOD)
    assert row.due_on > timezone.localdate()
    over = client.get(SESSION).content.decode()
    assert "Hôm nay không có câu nào cần ôn" in over


def test_a_wrong_answer_is_told_the_right_one_and_comes_tomorrow(signed_in, giang, practice):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    client = signed_in(giang.user)
    html = client.post(ANSWER, {**fields(client.get(SESSION)), "q1": "c", "act": "check"}).content.decode()
    assert "Đáp án:" in html
    assert "ngày mai" in html
    assert Recall.objects.get().due_on == timezone.localdate() + timedelta(days=1)


def test_an_empty_answer_is_asked_again_and_nothing_is_kept(signed_in, giang, practice):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    client = signed_in(giang.user)
    answered = client.post(ANSWER, {**fields(client.get(SESSION)), "act": "check"})
    assert answered.status_code == 422
    assert not RecallAnswer.objects.exists()


@pytest.mark.parametrize("source", ["", "x", "set:", "set:1", "course:\x00", f"set:{uuid.uuid4()}", "due:1"])
def test_a_source_that_is_none_is_not_found(client, giang, source):
    client.force_login(giang.user, backend="students.sign_in.Accounts")
    assert client.get(PACK, {"from": source}).status_code in (400, 404)


@pytest.mark.parametrize(
    "sent",
    [{}, {"version": "x", "event": "y"}, {"version": str(uuid.uuid4()), "event": str(uuid.uuid4())}],
)
def test_an_answer_to_nothing_is_not_found(client, giang, sent):
    client.force_login(giang.user, backend="students.sign_in.Accounts")
    assert client.post(ANSWER, {"from": "due", **sent}).status_code == 404


# --- From a browser ---


def test_the_pack_has_the_questions_and_what_is_remembered(signed_in, giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "a", 3: "b"})
    answering.keep(giang, giang.user, [told(questions[0].current)])
    pack = signed_in(giang.user).get(PACK).json()
    known = {one["question"]: one["known"] for one in pack["questions"]}
    assert known[str(questions[1].pk)] is None
    # What comes due within a week is taken along.
    row = Recall.objects.get(question=questions[0])
    if (row.due_on - timezone.localdate()).days <= drawing.DAYS_AHEAD:
        assert known[str(questions[0].pk)]["stability"] == row.stability
    assert all(one["html"].count("<fieldset") == 1 for one in pack["questions"])


def test_answers_from_the_outbox_are_kept_once(giang, practice, questions, send):
    event = {"version": str(questions[0].current_id), "response": ["b"], "hints": 0}
    assert send(giang, "recall.answered", event) == ["stored", "duplicate"]
    assert RecallAnswer.objects.get().score == Decimal(1)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"version": "x", "response": []},
        {"version": None, "response": ["b"]},
        {"response": "b"},
        {"response": [1]},
        {"response": ["b"] * 101},
        {"hints": -1},
        {"hints": 10**30},
        {"hints": "1"},
    ],
)
def test_what_makes_no_sense_is_rejected(giang, practice, questions, send, broken):
    event = {"version": str(questions[0].current_id), "response": ["b"], **broken} if broken else {}
    assert send(giang, "recall.answered", event) == ["rejected", "rejected"]
    assert not RecallAnswer.objects.exists()


# --- Where one stands ---


def test_days_of_rest_do_not_hurt_the_week(giang, practice, questions):
    version = questions[0].current
    answering.keep(giang, giang.user, [told(version) for _n in range(standing.ANSWERS_A_DAY)])
    week = standing.week_of(giang)
    assert (week.done, week.is_reached) == (1, False)


@pytest.mark.parametrize(
    ("count", "firm", "due", "state"),
    [(3, 0, 1, "needs"), (3, 2, 0, "firm"), (3, 1, 0, "learning"), (10, 7, 3, "firm"), (9, 6, 3, "needs")],
)
def test_a_topic_is_told_in_words(count, firm, due, state):
    assert standing.state_of(count, firm, due) == state


# --- The class ---


def test_a_teacher_gives_a_set_in_two_taps_and_the_pupil_finds_it(
    signed_in, ms_lan, giang, class_6a, practice, django_assert_max_num_queries
):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    teacher = signed_in(ms_lan)
    address = reverse("courses:recall_class", args=[class_6a.uid])
    with django_assert_max_num_queries(40):
        html = teacher.get(address).content.decode()
    assert "cần ôn" in html
    subject = practice.paper.items.first().version.question.bank.subject_id
    assert f'value="{subject}:Số tự nhiên" checked' in html
    give = reverse("courses:recall_give", args=[class_6a.uid])
    for _twice in range(2):
        assert teacher.post(give, {"topic": f"{subject}:Số tự nhiên"}).status_code == 302
    made = RevisionSet.objects.get()
    pupil = signed_in(giang.user)
    assert "Số tự nhiên" in pupil.get(HOME).content.decode()
    asked = drawing.draw(giang, giang.user, drawing.Source(revision_set=made))
    # The mistake first, then what was never asked.
    assert len(asked) == 3
    sheet = pupil.get(reverse("courses:recall_sheet", args=[made.pk]))
    assert sheet.content.startswith(b"%PDF")
    teacher = signed_in(ms_lan)
    teacher.post(reverse("courses:recall_withdraw", args=[made.pk]))
    assert not RevisionSet.objects.open().exists()


def test_when_nobody_is_known_to_need_it_the_page_says_so(signed_in, ms_lan, giang, class_6a, practice):
    html = signed_in(ms_lan).get(reverse("courses:recall_class", args=[class_6a.uid])).content.decode()
    assert "Chưa biết em nào cần ôn" in html
    assert "Đã đánh dấu sẵn" not in html
    assert " checked" not in html


def test_the_own_subject_is_ticked_and_those_of_others_are_folded(
    signed_in, ms_lan, giang, class_6a, practice, questions
):
    other = quizzes.make_bank("VAN6", "Ngữ văn 6", "ngu-van", grade=6)
    asked = [quizzes.make_question(other, topic=f"Chủ đề {n}") for n in range(4)]
    quiz = quizzes.make_quiz(quizzes.make_course(grade=6), asked, practice=True)
    quizzes.hand_in(giang, quiz, dict.fromkeys((1, 2, 3, 4), "a"))
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    html = signed_in(ms_lan).get(reverse("courses:recall_class", args=[class_6a.uid])).content.decode()
    own, others = html.split("<summary>Các môn khác")
    assert own.count(" checked") == 1
    assert " checked" not in others
    assert "Chủ đề 1" in others


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"topic": "x"},
        {"topic": "999999:Số"},
        {"topic": "1\x00"},
        {"ends_on": "32/13/2026"},
        {"ends_on": "01/01/2020"},
    ],
)
def test_a_set_of_nothing_is_refused_with_a_sentence(signed_in, ms_lan, class_6a, practice, sent):
    subject = practice.paper.items.first().version.question.bank.subject_id
    sent = {"topic": f"{subject}:Số tự nhiên", **sent} if sent else {}
    answered = signed_in(ms_lan).post(reverse("courses:recall_give", args=[class_6a.uid]), sent)
    assert answered.status_code in (400, 422)
    assert not RevisionSet.objects.exists()


def test_the_other_school_sees_nothing(signed_in, mr_pao, class_6a, giang):
    client = signed_in(mr_pao)
    assert client.get(reverse("courses:recall_class", args=[class_6a.uid])).status_code == 404
