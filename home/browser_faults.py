"""What `make faults-browser` needs of the models: pupils and a quiz, and the verdict on what arrived.

A browser is asked only what it showed. Whatever it showed as saved is at school once, under the right name
and at the right question; every mark is counted again here, out of the rows of events and of nothing else.
"""

from collections import Counter, defaultdict
from decimal import Decimal

from django.conf import settings

from courses.models import AnswerEvent, Attempt
from home import faults, quiz_bench, sync_bench

SESSIONS = 6


def lay_out(count, _seed):
    """The plan for make/faults_browser.py: `count` pupils, with some open sessions each, and a new quiz."""
    students = quiz_bench.pupils(count)
    page = quiz_bench.quiz(faults.ASKED, points="1")
    keys = [quiz_bench.sessions(students) for _each in range(SESSIONS)]
    return {
        "page": page.pk,
        "uid": str(page.uid),
        "path": page.get_url(),
        "lecture": sync_bench.lecture()["uid"],
        "answers": quiz_bench.answers(page),
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "pupils": [
            {"learner": student.user.learner_key, "sessions": list(own)}
            for student, own in zip(students, zip(*keys, strict=True), strict=True)
        ],
    }


def judge(plan, truth):
    """For each run of `truth` its counts of what is not as its screen showed it."""
    answers = {int(place): [right[0], wrong[0]] for place, (right, wrong) in plan["answers"].items()}
    found = defaultdict(list)
    for attempt in Attempt.objects.filter(page=plan["page"]).select_related("student__user"):
        found[attempt.student.user.learner_key].append(attempt)
    verdicts = []
    for run in truth:
        seen = Counter()
        for sitting in run["sittings"]:
            seen.update(_verdict(sitting, found.pop(sitting["learner"], []), answers))
        verdicts.append(dict(seen))
    # Of pupils who were at no tablet nothing may be there.
    nobodys = sum(map(len, found.values()))
    return {"runs": verdicts, "of nobody": nobodys}


def _verdict(sitting, attempts, answers):
    seen = Counter(attempts=len(attempts))
    is_said = {int(place): sure for place, sure in sitting["sure"].items()}
    values = {int(place): told for place, told in sitting["values"].items()}
    seen["duplicated"] += max(0, len(attempts) - 1)
    if not attempts:
        seen["lost"] += sum(sure >= 0 for sure in is_said.values()) + bool(sitting["proof"])
        return seen
    [attempt, *_others] = attempts
    told = AnswerEvent.objects.filter(attempt=attempt).order_by("pk")
    rows = list(told.values_list("event_id", "install", "seq", "place", "response"))
    seen["events"] += len(rows)
    seen["duplicated"] += len(rows) - len({row[0] for row in rows})
    seen["duplicated"] += len(rows) - len({(row[1], row[2]) for row in rows})
    stands = _last(rows)
    for place, given in values.items():
        told = stands.get(place)
        if is_said[place] >= 0:
            seen["said to be saved"] += 1
            if told is None:
                seen["lost"] += 1
            elif told not in given[is_said[place] :]:
                seen["wrong"] += 1
        elif told is not None and told not in given:
            seen["wrong"] += 1
    right = sum(stands.get(place) == one for place, (one, _wrong) in answers.items())
    seen["wrong marks"] += attempt.points != Decimal(right) or attempt.gaps != 0
    # What was begun without signal, with a ticket of the school's, is as good as begun at school.
    seen["not counted"] += not attempt.counted
    if sitting["proof"]:
        seen["handed in"] += 1
        seen["lost"] += attempt.submitted_at is None
        seen["wrong marks"] += attempt.proof != sitting["proof"]
    return seen


def _last(rows):
    """What stands at each question: the last of the install that handed in, in the order of its own numbers;
    what another one brought (the plain form, of a page that can keep nothing) fills the gaps."""
    ended_by = next((install for _id, install, _seq, place, _response in rows if place is None), None)
    stands = {}
    for _id, _install, _seq, place, response in sorted(rows, key=lambda row: (row[1] == ended_by, row[2])):
        if place is not None:
            stands[place] = response[0] if isinstance(response, list) and response else response
    return stands
