"""No key of a graded quiz ever reaches a pupil: every answer of the site to her is searched for it."""

import json
import uuid
from base64 import urlsafe_b64decode

import pytest
from django.core.cache import cache

from courses import first_state
from courses.models import Attempt
from courses.questions import KINDS
from tests.courses import quizzes

CANARY = "CANARY-KEY"
# A key of each kind that cannot be mistaken for anything a pupil should see.
SECRET = {
    "one_choice": {"right": "b"},
    "several_choices": {"right": ["a", "c"]},
    "four_statements": dict.fromkeys("abcd", "true"),
    "short_number": {"value": "8675"},
    "short_text": {"accepted": [CANARY]},
    "true_false": {"right": "true", "said": {"true": CANARY}},
    "cloze": {"gaps": {"1": {"accepted": [CANARY]}, "2": {"value": "8675"}, "3": {"right": "a"}}},
    # Which belongs to which: that neither order nor ids tell it is asked in test_question_kinds.py.
    "matching": {"pairs": {"1": "1", "2": "2"}},
    "ordering": {"order": ["1", "2", "3"]},
    "classify": {"groups": {"1": "1", "2": "2", "3": "1"}},
    "picture_spots": {"spots": {"1": "1", "2": "2"}},
    "essay": {"model": CANARY, "rubric": [{"id": "1", "text": CANARY, "points": "1"}]},
    "photo": {"model": CANARY},
    "spoken": {"model": CANARY},
    "file": {"rubric": [{"id": "1", "text": CANARY, "points": "1"}]},
    "information": {},
}


@pytest.fixture
def quiz(db):
    cache.clear()
    bank = quizzes.make_bank()
    questions = []
    for kind in KINDS:
        content, _key = quizzes.QUESTIONS[kind]
        content = {**content, "note_to_self": CANARY}
        questions.append(
            quizzes.make_question(
                bank, kind, content=content, key={**SECRET[kind], "note": CANARY}, feedback=CANARY
            )
        )
    return quizzes.make_quiz(quizzes.make_course(), questions, tries=2)


def test_every_kind_says_what_a_pupil_may_see():
    assert set(SECRET) == set(KINDS), "A new kind: say here what its secret looks like."
    for name, kind in KINDS.items():
        content, _key = quizzes.QUESTIONS[name]
        seen = json.dumps(kind.pupil_view({"right": CANARY, "key": CANARY, **content}))
        assert CANARY not in seen


def test_no_response_to_a_pupil_holds_a_key(giang, quiz, signed_in):
    client = signed_in(giang)
    told = [client.get(quiz.url), client.get(quiz.get_parent().specific.url)]
    told.append(client.get(f"/attempts/new/{quiz.uid}/"))
    told.append(client.post(f"/attempts/new/{quiz.uid}/"))
    attempt = Attempt.objects.get()
    address, paper = f"/attempts/{attempt.pk}/", f"/attempts/papers/{attempt.paper_id}/"
    # The kept paper: made, from memory with the pass, and what is laid over it.
    told += [client.get(address), client.get(paper), client.get(paper), client.get(paper + "state.json")]
    posted = {"q1": "a", "act": "save"}
    told += [client.post(paper + "form/", posted, headers={"Origin": "http://testserver"})]
    told += [client.get(paper + "form/"), client.get(paper + "state.json")]
    sitting = len(told)
    event = {
        "id": str(uuid.uuid4()),
        "kind": "attempt.submitted",
        "stream": str(attempt.pk),
        "install": "tablet",
        "seq": 9,
        "learner": str(giang.pk),
        "payload": {},
    }
    told.append(client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json"))
    told += [client.get(address), client.get(address + "state.json"), client.get("/attempts/")]
    told += [client.get("/attempts/practice/"), client.get(quiz.url)]
    for response in told:
        assert response.status_code in (200, 302)
        page = response.content.decode()
        for secret in ("8675", '"right"', "note_to_self"):
            assert secret not in page
    in_sitting = [response.content.decode() for response in told[:sitting]]
    # What the first answer carries along in a cookie too.
    text = told[3].cookies[first_state.COOKIE].value
    in_sitting.append(urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
    assert not any(CANARY in page for page in in_sitting)


def test_a_pupil_may_not_open_the_question_bank(giang, quiz, signed_in):
    client = signed_in(giang)
    question = quiz.paper.all_items[0].version.question
    for address in ("/questions/banks/", "/questions/banks/TOAN6/", f"/questions/{question.pk}/"):
        assert client.get(address).status_code == 403


def test_practice_carries_its_keys_for_marking_without_signal(db, client):
    questions = [quizzes.make_question(quizzes.make_bank())]
    page = quizzes.make_quiz(quizzes.make_course(), questions, practice=True)
    assert '"right": "b"' in client.get(page.url).content.decode()
