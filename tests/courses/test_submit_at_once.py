"""Many browsers at once: one attempt, one mark, whatever the database."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client

from courses.models import Attempt, CannotStart
from lms.models import Receipt
from tests.courses import quizzes

pytestmark = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="threads need PostgreSQL"
)


@pytest.fixture
def quiz(transactional_db):
    cache.clear()
    return quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank())])


def at_once(work, times):
    def run(number):
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(run, range(times)))


def test_a_hundred_submits_make_one_graded_attempt(quiz, giang):
    attempt = Attempt.objects.begin(giang, quiz)
    stream = str(attempt.pk)

    def event(kind, seq, **payload):
        ids = {"id": str(uuid.uuid4()), "stream": stream, "learner": str(giang.pk)}
        return {**ids, "kind": kind, "install": "t", "seq": seq, "payload": payload}

    batch = [event("answer.saved", 1, place=1, response=["b"]), event("attempt.submitted", 2)]

    def submit(number):
        client = Client()
        client.force_login(giang.user)
        body = json.dumps({"events": batch})
        answer = client.post("/sync/", body, content_type="application/json").json()
        proofs.add(client.get(f"/attempts/{stream}/state.json").json()["proof"])
        return [result["status"] for result in answer["results"]]

    proofs = set()
    told = at_once(submit, 100)
    assert told.count(["stored", "stored"]) == 1
    assert told.count(["duplicate", "duplicate"]) == 99
    attempt.refresh_from_db()
    assert proofs == {attempt.proof}
    assert len(attempt.proof) == 6
    assert (attempt.events.count(), Receipt.objects.count(), str(attempt.mark)) == (2, 2, "10.0")
    assert Attempt.objects.graded().count() == 1


def test_starts_at_once_use_up_one_try(quiz, giang):
    def begin(number):
        try:
            return Attempt.objects.begin(giang, quiz).pk
        except CannotStart:
            return None

    assert len(set(at_once(begin, 20))) == 1
    assert Attempt.objects.count() == 1
