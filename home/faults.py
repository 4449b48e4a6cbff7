"""What `make faults` needs of the models: pupils and a quiz, the verdict on what arrived, and schedules.

Whatever is lost on the way, sent twice or in any order: every answer that a tablet was told to forget is here
once, and every mark is what the last answers are worth.
"""

import random
import uuid
from collections import Counter
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from courses.models import AnswerEvent, Attempt
from home import quiz_bench
from lms import outbox

# Few questions, so that there are many attempts; each right one is a point.
ASKED = {"one_choice": 5, "short_number": 2, "short_text": 1}
KEPT = {"stored", "duplicate", "late"}


def lay_out(count, seed):
    """The plan for make/faulty_pupils.py: `count` pupils with open sessions and a new quiz. Every second
    attempt has begun at school, the others begin on the tablet."""
    students = quiz_bench.pupils(count)
    page = quiz_bench.quiz(ASKED, points="1")
    return {
        "page": page.pk,
        "seed": seed,
        "answers": quiz_bench.answers(page),
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "pupils": [
            {
                "session": key,
                "learner": student.user.learner_key,
                "paper": str(page.paper.pk),
                "attempt": str(Attempt.objects.begin(student, page).pk) if number % 2 else None,
            }
            for number, (student, key) in enumerate(zip(students, quiz_bench.sessions(students), strict=True))
        ],
    }


def judge(plan, truth):
    """Counts of what the database has against what the tablets did (`truth`): lost, duplicated, wrong …"""
    attempts = {str(one.pk): one for one in Attempt.objects.filter(page=plan["page"])}
    found = {}
    for attempt, event_id, install, seq in AnswerEvent.objects.filter(attempt__page=plan["page"]).values_list(
        "attempt", "event_id", "install", "seq"
    ):
        found.setdefault(str(attempt), []).append((str(event_id), install, seq))
    seen = Counter()
    for tablet in truth["tablets"]:
        rows = found.pop(tablet["attempt"], [])
        ids = Counter(event_id for event_id, _install, _seq in rows)
        told = {event_id for event_id, status in tablet["told"].items() if status in KEPT}
        moments = Counter((install, seq) for _event_id, install, seq in rows)
        seen["attempts"] += 1
        seen["events"] += len(tablet["made"])
        seen["undelivered"] += len(tablet["waiting"])
        seen["lost"] += len(told - ids.keys())
        seen["duplicated"] += sum(moments.values()) - len(moments)
        seen["never made"] += len(ids.keys() - tablet["made"].keys())
        seen["wrong marks"] += not _is_as_made(attempts.get(tablet["attempt"]), tablet["made"])
    seen["never made"] += sum(map(len, found.values()))
    return dict(seen)


def _is_as_made(attempt, made):
    """Whether an attempt is worth what its last answers are, and handed in."""
    last = {}
    for event in sorted(made.values(), key=lambda one: one["seq"]):
        last[event["place"]] = event["right"]
    handed_in = last.pop(None, "never") is None
    return bool(
        attempt
        and attempt.points == Decimal(sum(last.values()))
        and attempt.gaps == 0
        and bool(attempt.submitted_at) == handed_in
    )


def schedules(count, seed):
    """How many of `count` random schedules of one attempt's events give another state than their order."""
    page = quiz_bench.quiz(ASKED, points="1")
    [student] = quiz_bench.pupils(1)
    sender = outbox.Sender(student.user, student.user.learner_key)
    answers = quiz_bench.answers(page)
    other = 0
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        events = _events(page, answers, sender.learner, chance)
        in_order = _state_after([events], sender)
        other += _state_after(_parcels(events, chance), sender) != in_order
    return other


def _events(page, answers, learner, chance):
    """What one pupil does at one paper, on one tablet or two, in the order of its happening.

    On two tablets nothing is handed in: what another tablet brings after the end does not count, so there
    the order of arrival is meant to matter (courses/marking.py).
    """
    # A key as a browser draws it, of the seventh version: under another kind no attempt begins on a device.
    drawn = uuid.UUID(int=chance.getrandbits(128), version=4).int
    attempt, installs = str(uuid.UUID(int=drawn & ~(0xF << 76) | 7 << 76)), ["tablet-1", "tablet-2"]
    events, seqs = [], Counter()
    on_two = chance.random() < 0.3
    for step in range(chance.randint(3, 14)):
        install = installs[on_two and chance.random() < 0.5]
        place = chance.choice(list(answers))
        payload = {"place": place, "response": chance.choice(answers[place])}
        events.append((install, "answer.saved", payload, step))
    if not on_two and chance.random() < 0.9:
        events.append((installs[0], "attempt.submitted", {}, len(events)))
    made = []
    for install, kind, payload, step in events:
        seqs[install] += 1
        made.append(
            {
                "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                "kind": kind,
                "stream": attempt,
                "install": install,
                "learner": learner,
                "seq": seqs[install],
                "payload": payload | {"paper": str(page.paper.pk), "elapsed_ms": step * 1000},
                "mono_ms": step * 1000,
                "wall": chance.randint(0, 2**41),
            }
        )
    return [outbox.read_event(raw) for raw in made]


def _parcels(events, chance):
    """The same events in any order, some of them twice, in parcels."""
    line = events + chance.sample(events, chance.randint(0, len(events)))
    chance.shuffle(line)
    parcels = []
    while line:
        size = chance.randint(1, 6)
        parcels.append(line[:size])
        line = line[size:]
    return parcels


def _state_after(parcels, sender):
    """What the attempt is when these parcels have arrived one after the other; nothing of it is kept."""
    with transaction.atomic():
        for parcel in parcels:
            outbox.take_events(parcel, sender)
        attempt = Attempt.objects.get(pk=parcels[0][0].stream)
        state = attempt.state()
        told = (
            sorted(state.responses.items()),
            sorted(attempt.events.values_list("event_id", "install", "seq", "place")),
            (attempt.points, attempt.mark, attempt.answered, attempt.gaps, attempt.counted),
            (attempt.flags, attempt.proof, attempt.submitted_at is None),
        )
        transaction.set_rollback(True)
    return told
