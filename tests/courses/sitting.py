"""A pupil at a quiz, as her browser does it: begin, answer, submit, by events."""

import json
import uuid

from courses.models import Attempt

# Right answers to a quiz of `quizzes.EXAM_KINDS`.
RIGHT = {
    1: ["b"],
    2: ["a", "c"],
    3: ["a:true", "b:false", "c:true", "d:false"],
    4: ["2,5"],
    5: ["điện biên"],
}


def begin(client, quiz):
    response = client.post(f"/attempts/new/{quiz.uid}/")
    assert response.status_code == 302
    return Attempt.objects.get(pk=client.get(response.url + "state.json").json()["attempt"])


def drawn():
    """A key as a browser draws it (uuid7 of lms/js/outbox.js)."""
    return uuid.UUID(int=uuid.uuid4().int & ~(0xF << 76) | 7 << 76)


def event(student, stream, seq, kind="answer.saved", install="tablet-1", **payload):
    return {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "stream": str(stream),
        "install": install,
        "seq": seq,
        "learner": str(student.pk),
        "payload": payload,
    }


def answers(student, stream, responses=RIGHT, **more):
    return [
        event(student, stream, seq, place=place, response=response, **more)
        for seq, (place, response) in enumerate(responses.items(), start=1)
    ]


def submit(student, stream, seq=99, **payload):
    return event(student, stream, seq, kind="attempt.submitted", **payload)


def send(client, events):
    """The status of each event."""
    body = json.dumps({"events": events})
    response = client.post("/sync/", body, content_type="application/json")
    assert response.status_code == 200
    return [result["status"] for result in response.json()["results"]]


# --- Where there is no signal ---


def take_tickets(client, page):
    """What the school answers to who takes the quiz along."""
    return client.get(f"/quizzes/{page.uid}/tickets.json").json()


def worked(student, ticket, minute=5, install="tablet-1", responses=RIGHT, **more):
    """The events of an attempt with the ticket: all answered in `minute`, handed in a minute later."""
    told = {"paper": ticket["paper"], "ticket": ticket["ticket"], **more}
    return [
        *answers(student, ticket["id"], responses, install=install, elapsed_ms=minute * 60_000, **told),
        submit(
            student,
            ticket["id"],
            len(responses) + 1,
            install=install,
            elapsed_ms=(minute + 1) * 60_000,
            **told,
        ),
    ]


def found(ticket):
    return Attempt.objects.get(pk=ticket["id"])
