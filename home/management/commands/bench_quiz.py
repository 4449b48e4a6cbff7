"""`manage.py bench_quiz`: the steps of `make bench-quiz` that need the models."""

import json

from django.conf import settings
from django.core.management import BaseCommand

from courses.models import Attempt, QuizPage
from home import quiz_bench
from lms.bench import Bench
from students.models import User


class Command(BaseCommand):
    help = "Lays out pupils and a quiz for the load generator, and afterwards measures marking and importing."

    def add_arguments(self, parser):
        parser.add_argument("step", choices=["lay-out", "measure"])
        parser.add_argument("--pupils", type=int, default=quiz_bench.PUPILS)
        parser.add_argument(
            "--contest",
            choices=["tickets", "seats"],
            help="a round of a competition, with start tickets or without",
        )

    def handle(self, *, step, pupils, contest=None, **options):
        plan_file = settings.VAR / "quiz-plan.json"
        if step == "lay-out":
            plan_file.write_text(json.dumps(self.lay_out(pupils, contest)))
        else:
            told = self.measure(json.loads(plan_file.read_text()))
            (settings.VAR / "quiz-measured.json").write_text(json.dumps(told))

    def lay_out(self, count, contest=None):
        # One more, whose browser has seen nothing yet.
        *students, spare = quiz_bench.pupils(count + 1)
        page = quiz_bench.quiz()
        if contest:
            by = User.objects.filter(roles__kind="province_admin").first() or spare.user
            quiz_bench.contest(page, [*students, spare], by, with_tickets=contest == "tickets")
        keys = quiz_bench.sessions(students)
        return {
            "page": page.pk,
            "spare": spare.user_id,
            "uid": str(page.uid),
            "answers": quiz_bench.answers(page),
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
            "pupils": [
                {"session": key, "learner": student.user.learner_key}
                for key, student in zip(keys, students, strict=True)
            ],
        }

    def measure(self, plan):
        page = QuizPage.objects.get(pk=plan["page"])
        wrong = list(quiz_bench.checked(page, len(plan["pupils"])))
        seconds, attempts = quiz_bench.marking(page)
        took, questions, size = quiz_bench.importing()
        return {
            "wrong": wrong,
            "marking": {"seconds": seconds, "attempts": attempts},
            "importing": {"seconds": took, "questions": questions, "bytes": size},
            "cold": self.cold(plan["spare"], page),
        }

    def cold(self, spare, page):
        """Bytes of a first visit: the door of the quiz, its paper, and all that they make a browser fetch."""
        bench, seen = Bench({}), set()
        cookies = bench.cookies_of(User.objects.get(pk=spare))
        door, _requests = bench.cold(f"/attempts/new/{page.uid}/", cookies, seen=seen)
        attempt = Attempt.objects.begin(User.objects.get(pk=spare).student, page)
        address = f"/attempts/papers/{attempt.paper_id}/"
        paper, _requests = bench.cold(address, cookies, seen=seen)
        return door + paper + bench.wire(address + "state.json", cookies)
