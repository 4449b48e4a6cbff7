"""A school whose tablets come home from a week without signal (`make bench-sync`): who they are, what each
brings, and whether all of it is there afterwards.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from courses import quiz_tickets, taking_tickets
from courses.models import AnswerEvent, Attempt, LecturePage, LectureProgress, QuizPage
from home import quiz_bench

# What a tablet brings besides a quiz of forty questions that was handed in: 50 events together.
READINGS, DAYS = 5, 4


def lay_out(count):
    """The plan for make/sync_devices.py: `count` pupils with open sessions and a new quiz each has to bring.
    Every second attempt has begun at school, the others without signal, by ticket."""
    students = quiz_bench.pupils(count)
    page = quiz_bench.quiz()
    today = timezone.localdate()
    return {
        "page": page.pk,
        "answers": quiz_bench.answers(page),
        "lecture": lecture(),
        "days": [(today - timedelta(days=back)).isoformat() for back in range(DAYS)],
        "readings": READINGS,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "pupils": [
            {
                "student": str(student.pk),
                "session": key,
                "learner": student.user.learner_key,
                **(_begun if number % 2 else _with_ticket)(student, page),
            }
            for number, (student, key) in enumerate(zip(students, quiz_bench.sessions(students), strict=True))
        ],
    }


def _begun(student, page):
    return {"attempt": str(Attempt.objects.begin(student, page).pk), "carried": {}}


def _with_ticket(student, page):
    """As a browser begins by ticket (courses/js/ticket-state.js): each event carries paper and ticket."""
    ticket = taking_tickets.tickets_of(student, page)[0]
    carried = {"paper": ticket.paper, "ticket": quiz_tickets.signed(ticket)}
    return {"attempt": str(ticket.id), "carried": carried}


def lecture():
    """A lecture that everybody may read, and the names of its blocks."""
    lecture = LecturePage.objects.live().filter(first_published_at__isnull=False).order_by("path").first()
    return {"uid": str(lecture.translation_key), "blocks": lecture.outline.get("blocks", [])}


def checked(plan):
    """Sentences about what is not as the tablets brought it."""
    page = QuizPage.objects.get(pk=plan["page"])
    count, asked = len(plan["pupils"]), len(plan["answers"])
    attempts = Attempt.objects.filter(page=page)
    if (found := attempts.count()) != count:
        yield f"{count} tablets made {found} attempts"
    whole = attempts.filter(submitted_at__isnull=False, answered=asked, gaps=0, counted=True)
    whole = whole.exclude(mark=None)
    if (found := whole.count()) != count:
        yield f"{found} of {count} attempts are whole and marked"
    events = AnswerEvent.objects.filter(attempt__page=page).count()
    if events != count * (asked + 1):
        yield f"{count * (asked + 1)} answers were brought, {events} are there"
    read = LectureProgress.objects.filter(
        student__in=[one["student"] for one in plan["pupils"]],
        lecture__translation_key=plan["lecture"]["uid"],
    )
    if (found := read.count()) != count:
        yield f"{found} of {count} readings are there"
