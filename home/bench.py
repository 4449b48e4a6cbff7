"""The measures that join apps: what a pupil, a teacher and the province wait for."""

import json
import re
import time
import uuid

from django.conf import settings
from django.db.models import Count

from courses.models import Attempt, QuizPage
from courses.models.papers import items_of
from lms.bench import NotHere, measure, unpacked
from students.models import Role, School, Student, User

EVENTS, BATCHES = 20, 10
STYLESHEET = re.compile(r'href="(/static/[^"]+\.css)"')


def pupil(bench):
    code = bench.demo.get("pupil", {}).get("code")
    found = Student.objects.filter(code=code).select_related("user").first()
    if found is None:
        raise NotHere("the demo school is not loaded (make demo)")
    return found


def cookies_of_pupil(bench):
    return bench.cookies_of(pupil(bench).user)


def path_of(bench, name):
    path = bench.demo.get("base_paths", {}).get(name)
    if not path:
        raise NotHere("the demo school is not loaded (make demo)")
    return path


def static_file_ms(bench):
    address = STYLESHEET.search(unpacked(bench.page("/sign-in/")))
    return bench.cpu_ms(address[1], repeat=200)


@measure("lecture page, kept, against a static file")
def kept_lecture(bench):
    static = static_file_ms(bench)
    lecture = bench.cpu_ms(path_of(bench, "lecture"), cookies_of_pupil(bench), repeat=200)
    yield "ms static", static, None
    yield "ms CPU", lecture, None
    yield "× static", lecture / static, 3


@measure("paper of a quiz, kept, against a static file")
def kept_paper(bench):
    page = QuizPage.objects.live().filter(url_path__endswith=path_of(bench, "quiz")).first()
    if page is None or page.paper is None:
        raise NotHere("the demo's quiz is not there")
    student = pupil(bench)
    attempt = Attempt.objects.make(student, page.paper, number=page.tries)
    path, cookies = f"/attempts/papers/{attempt.paper_id}/", bench.cookies_of(student.user)
    _status, headers, _content = bench.ask(path, cookies)
    if "reading-pass=" not in headers.get("Set-Cookie", ""):
        raise NotHere("the demo's quiz is not open")
    given = "; ".join(cookie.partition(";")[0] for cookie in headers["Set-Cookie"].splitlines())
    static, kept = static_file_ms(bench), bench.cpu_ms(path, f"{cookies}; {given}", repeat=200)
    yield "ms CPU", kept, 1
    yield "× static", kept / static, None
    yield "ms CPU first", bench.cpu_ms(path, cookies), None
    yield "ms CPU state", bench.cpu_ms(path + "state.json", cookies), None


@measure("a pupil's today")
def today(bench):
    cookies = cookies_of_pupil(bench)
    yield "queries", bench.queries("/today/", cookies), 8
    yield "ms CPU", bench.cpu_ms("/today/", cookies, repeat=20), 10


@measure("/sync/ with 20 answers")
def sync(bench):
    student = pupil(bench)
    page = QuizPage.objects.live().filter(url_path__endswith=path_of(bench, "practice")).first()
    if page is None or page.paper is None:
        raise NotHere("the demo's practice quiz is not there")
    places = [item.place for item in items_of(page.paper.pk)]
    cookies = bench.cookies_of(student.user)
    _status, headers, _content = bench.ask("/sync/", cookies)
    given = "; ".join(cookie.partition(";")[0] for cookie in headers["Set-Cookie"].splitlines())
    token = re.search(rf"{settings.CSRF_COOKIE_NAME}=(\w+)", given)[1]
    greeting = {"HTTP_X_CSRFTOKEN": token, "HTTP_COOKIE": f"{cookies}; {given}"}
    # No pupil answers longer than so many batches; what stands in an attempt is read with each of them.
    sittings = [Attempt.objects.make(student, page.paper, number=n) for n in range(1, 7)]
    bodies = iter(
        [batch_of_answers(sitting, student, places, n) for sitting in sittings for n in range(BATCHES)]
    )

    def send():
        status, _headers, content = bench.ask("/sync/", body=next(bodies), headers=greeting.items())
        results = json.loads(content).get("results", []) if status == 200 else []
        if [one["status"] for one in results] != ["stored"] * EVENTS:
            raise NotHere(f"/sync/ answers {status}: {content[:200]!r}")

    yield "ms CPU", bench.timed(time.process_time, send, repeat=BATCHES), 10


def batch_of_answers(attempt, student, places, number):
    event = {
        "kind": "answer.saved",
        "stream": str(attempt.pk),
        "install": "bench",
        "learner": student.user.learner_key,
    }
    events = [
        {
            **event,
            "id": str(uuid.uuid4()),
            "seq": number * EVENTS + n,
            "payload": {"place": places[n % len(places)], "response": "", "elapsed_ms": n * 1000},
        }
        for n in range(EVENTS)
    ]
    return json.dumps({"install": "bench", "events": events}).encode()


@measure("sign-in page, first visit")
def sign_in(bench):
    total, requests = bench.cold("/sign-in/")
    yield "KB", total / 1024, 40
    yield "requests", requests, 6


@measure("lecture page without pictures")
def lecture_weight(bench):
    cookies, path = cookies_of_pupil(bench), path_of(bench, "lecture")
    total, requests = bench.cold(path, cookies, pictures=False)
    yield "KB cold", total / 1024, 40
    yield "requests", requests, None
    yield "KB warm", bench.wire(path, cookies) / 1024, 12


def officer(bench, kind):
    role = Role.objects.filter(kind=kind).order_by("pk").first()
    if role is None:
        raise NotHere(f"nobody is {kind} here")
    return bench.cookies_of(User.objects.get(pk=role.user_id))


@measure("overview of the province", province=True)
def overview(bench):
    yield "pupils", Student.objects.count(), None
    yield "ms", bench.wall_ms("/overview/", officer(bench, Role.Kind.PROVINCE_ADMIN)), 300


@measure("a school's list of pupils", province=True)
def school_list(bench):
    biggest = School.objects.annotate(pupils=Count("students")).order_by("-pupils").first()
    role = Role.objects.filter(kind=Role.Kind.SCHOOL_ADMIN, school=biggest).first()
    cookies = bench.cookies_of(role.user) if role else officer(bench, Role.Kind.SCHOOL_ADMIN)
    yield "ms", bench.wall_ms("/students/", cookies), 100
