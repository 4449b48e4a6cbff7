"""The judge of `make faults` sees what it is there to see."""

import pytest

from courses.models import AnswerEvent
from home import faults
from lms import outbox
from students.models import Student
from tests import builders
from tests.courses import quizzes


@pytest.fixture(autouse=True)
def _a_school_with_a_course(db):
    builders.make_year()
    quizzes.make_course()


@pytest.fixture
def day():
    """A plan for two pupils, and the truth of a day on which all went well."""
    plan = faults.lay_out(2, seed=1)
    tablets = [sat(plan, pupil) for pupil in plan["pupils"]]
    return plan, {"tablets": tablets}


def sat(plan, pupil):
    """What a tablet knows after its pupil answered every question rightly and handed in."""
    student = Student.objects.get(pk=pupil["learner"])
    attempt = pupil["attempt"] or "5f5fd0a4-6d55-7b54-8d2e-5d5b1c3a9e10"
    made, events = {}, []
    for seq, place in enumerate([*plan["answers"], None], start=1):
        event_id = f"{pupil['learner'][:24]}{seq:012d}"
        payload = {"paper": pupil["paper"]}
        if place is not None:
            payload |= {"place": place, "response": plan["answers"][place][0]}
        made[event_id] = {"seq": seq, "place": place, "right": None if place is None else True}
        events.append(
            outbox.read_event(
                {
                    "id": event_id,
                    "kind": "attempt.submitted" if place is None else "answer.saved",
                    "stream": attempt,
                    "install": "tablet",
                    "learner": pupil["learner"],
                    "seq": seq,
                    "payload": payload,
                }
            )
        )
    outcomes = outbox.take_events(events, outbox.Sender(student.user, pupil["learner"]))
    told = {str(event.id): outcome.status for event, outcome in zip(events, outcomes, strict=True)}
    return {"attempt": attempt, "made": made, "told": told, "waiting": []}


def faults_of(verdict):
    return {name: n for name, n in verdict.items() if n and name not in {"attempts", "events"}}


def test_a_day_on_which_all_arrived_has_no_fault(day):
    verdict = faults.judge(*day)

    assert verdict["attempts"] == 2
    assert verdict["events"] == AnswerEvent.objects.count() == 18
    assert faults_of(verdict) == {}


def test_an_answer_that_was_confirmed_and_is_not_there_is_lost(day):
    plan, truth = day
    truth["tablets"][0]["told"]["00000000-0000-4000-8000-000000000001"] = "stored"

    assert faults_of(faults.judge(plan, truth)) == {"lost": 1}


def test_an_answer_that_no_tablet_gave_is_seen(day):
    plan, truth = day
    truth["tablets"][1]["made"].popitem()

    assert faults_of(faults.judge(plan, truth)) == {"never made": 1, "wrong marks": 1}


def test_a_mark_that_is_not_what_the_answers_are_worth_is_seen(day):
    plan, truth = day
    next(iter(truth["tablets"][0]["made"].values()))["right"] = False

    assert faults_of(faults.judge(plan, truth)) == {"wrong marks": 1}


def test_what_a_tablet_could_not_deliver_is_seen(day):
    plan, truth = day
    truth["tablets"][0]["waiting"] = ["00000000-0000-4000-8000-000000000001"]

    assert faults_of(faults.judge(plan, truth)) == {"undelivered": 1}


def test_any_order_and_any_repeat_of_events_gives_the_same_attempt():
    assert faults.schedules(12, seed=7) == 0
