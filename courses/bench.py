"""What revision costs: a pupil with far more due than anybody ever has."""

import time
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from courses.mark_book import bench as of_mark_book  # noqa: F401 – its measures
from courses.models import PaperItem, Question, QuestionBank, QuestionVersion, Recall
from courses.recall import drawing
from lms.bench import NotHere, measure
from students.models import Student

DUE = 20_000


@measure("a session of revision out of 20,000 due questions")
def revision(bench):
    code = bench.demo.get("pupil", {}).get("code")
    student = Student.objects.filter(code=code).select_related("user").first()
    if student is None:
        raise NotHere("the demo school is not loaded (make demo)")
    _fill(student)
    yield "due", Recall.objects.filter(student=student).count(), None
    yield "ms", 1000 * _median(lambda: drawing.draw(student, student.user)), 50
    cookies = bench.cookies_of(student.user)
    page = _median(lambda: bench.page(reverse("courses:recall"), cookies), repeat=3)
    yield "ms for the room over HTTP", 1000 * page, 500


def _fill(student):
    """On the copy of the database that is measured."""
    like = PaperItem.objects.filter(version__kind="one_choice").first()
    if like is None:
        raise NotHere("the demo has no question with choices")
    version = like.version
    bank = QuestionBank.objects.create(code="DO-TOC-DO", title="Đo", subject=version.question.bank.subject)
    questions = [Question(bank=bank, number=number) for number in range(1, DUE + 1)]
    Question.objects.bulk_create(questions, batch_size=2000)
    said = {"kind": version.kind, "text": version.text, "content": version.content, "key": version.key}
    versions = [QuestionVersion(question=question, number=1, topic="Đo", **said) for question in questions]
    QuestionVersion.objects.bulk_create(versions, batch_size=1000)
    today = timezone.localdate()
    Recall.objects.bulk_create(
        [
            Recall(
                student=student,
                question=one.question,
                version=one,
                subject=bank.subject,
                topic="Đo",
                due_on=today - timedelta(days=number % 60),
            )
            for number, one in enumerate(versions)
        ],
        batch_size=1000,
    )


def _median(act, repeat=9):
    times = []
    for _n in range(repeat):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return sorted(times)[repeat // 2]
