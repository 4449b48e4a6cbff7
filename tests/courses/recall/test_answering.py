"""An answer is kept once, by form or event, and tells nothing that a quiz still asks."""

import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.models import Recall, RecallAnswer
from courses.recall import answering, standing
from tests.courses import quizzes

from .builders import told

ANSWER = reverse("courses:recall_answer")


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
    assert standing.count_due(giang, standing.held_from([giang.pk])) == 0


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


def test_nobody_learns_by_answering_what_no_practice_asks(giang, bank):
    secret = quizzes.make_question(bank)
    quizzes.make_quiz(quizzes.make_course(), [secret])
    assert answering.keep(giang, giang.user, [told(secret.current)]) == {}
    assert not Recall.objects.exists()


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
