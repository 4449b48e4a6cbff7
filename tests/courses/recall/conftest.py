"""A practice with three questions, and events as a tablet sends them."""

import json
import uuid

import pytest

from tests.courses import quizzes


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
    """send(student, kind, payload): the outcomes of one event that comes twice."""

    def sent(student, kind, payload):
        client.force_login(student.user, backend="students.sign_in.Accounts")
        event = {"id": str(uuid.uuid4()), "kind": kind, "stream": "recall", "install": "may-1", "seq": 1}
        event |= {"learner": student.user.learner_key, "payload": payload}
        body = json.dumps({"events": [event, event]})
        results = client.post("/sync/", body, content_type="application/json").json()["results"]
        return [one["status"] for one in results]

    return sent
