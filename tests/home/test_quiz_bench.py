"""`make bench-quiz` on three pupils: what it lays out can be sat, with events as browsers send them."""

import importlib.util
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from courses.models import Attempt, StartTicket
from home import quiz_bench
from home.management.commands.bench_quiz import Command
from tests import builders
from tests.courses import quizzes

MAKE = Path(settings.BASE_DIR) / "make"


@pytest.fixture
def generator():
    spec = importlib.util.spec_from_file_location("quiz_pupils", MAKE / "quiz_pupils.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def plan(db):
    builders.make_year()
    quizzes.make_course()
    return json.loads(json.dumps(Command().lay_out(3)))


def test_a_laid_out_pupil_sits_the_quiz_with_the_events_of_the_load(plan, generator):
    told = plan["pupils"][0]
    client = Client()
    client.cookies[plan["session_cookie"]] = told["session"]
    paper = client.post(f"/attempts/new/{plan['uid']}/")["Location"]
    state = client.get(paper + "state.json").json()
    places = [place for part in state["parts"] for place in part]
    assert len(places) == len(plan["answers"]) == 40

    pupil = generator.Pupil(None, plan, told, generator.random.Random(1))
    pupil.attempt = state["attempt"]
    events = [
        pupil.event("answer.saved", {"place": place, "response": plan["answers"][str(place)][0]})
        for place in places
    ]
    body, headers = generator.packed([*events, pupil.event("attempt.submitted", {})])
    zipped = dict([line.split(": ") for line in headers])
    answer = client.post("/sync/", body, content_type="application/json", headers=zipped)
    assert {one["status"] for one in answer.json()["results"]} == {"stored"}

    page = Attempt.objects.get().page
    assert list(quiz_bench.checked(page, 1)) == []
    assert list(quiz_bench.checked(page, 2)) != []
    assert quiz_bench.marking(page)[1] == 1


def test_what_is_laid_out_once_is_there_the_next_time(plan):
    again = Command().lay_out(3)
    assert [one["learner"] for one in again["pupils"]] == [one["learner"] for one in plan["pupils"]]
    assert again["uid"] != plan["uid"]


def test_all_answers_in_one_go_are_small(generator):
    uuid7 = generator.uuid7
    events = [
        {"id": uuid7(), "stream": "s" * 36, "install": "i" * 36, "seq": seq, "payload": {"place": seq}}
        for seq in range(41)
    ]
    body, headers = generator.packed(events)
    assert headers == ["Content-Encoding: gzip"]
    assert json.loads(generator.gzip.decompress(body))["events"] == events


@pytest.mark.parametrize("contest", ["tickets", "seats"])
def test_as_a_round_of_a_competition_everybody_laid_out_has_a_seat(db, contest):
    builders.make_year()
    quizzes.make_course()
    told = json.loads(json.dumps(Command().lay_out(2, contest)))
    client = Client()
    client.cookies[told["session_cookie"]] = told["pupils"][0]["session"]
    assert client.post(f"/attempts/new/{told['uid']}/").status_code == 302
    assert StartTicket.objects.count() == (3 if contest == "tickets" else 0)
