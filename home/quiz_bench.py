"""A quiz day for measuring (`make bench-quiz`): pupils with open sessions, a paper of forty questions; and
what is measured besides requests: marking, and taking in a file of questions.
"""

import time
import uuid
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from courses.competitions import starts
from courses.importing import applying, read
from courses.importing.keeping import keep
from courses.models import (
    Attempt,
    Competition,
    CoursePage,
    Entrant,
    Entry,
    QuestionBank,
    QuestionVersion,
    QuizPage,
    Seat,
)
from courses.models.papers import items_of
from home.demo.lessons import publish
from home.demo.province import folded, keyed, turned
from lms.text import sort_key
from students.models import (
    Campus,
    Enrolment,
    Place,
    School,
    SchoolClass,
    SchoolYear,
    Student,
    Subject,
    User,
)

PUPILS, A_CLASS = 2000, 40
SCHOOL = "11990000"
# A paper as schools write them: how many of each kind, and what one answers.
KINDS = {
    "one_choice": (26, ["a"], ["b"]),
    "four_statements": (4, ["a:true", "b:false"], ["a:true", "b:true", "c:false", "d:true"]),
    "short_number": (6, ["2,5"], ["12"]),
    "short_text": (4, ["Điện Biên"], ["Mường Nhà"]),
}
LETTERS = "abcd"
IMPORTED = 1000


def pupils(count):
    """So many pupils of a school of their own; made once."""
    school = School.objects.filter(code=SCHOOL).first() or _school()
    known = Student.objects.filter(school=school).count()
    for first in range(known, count, A_CLASS):
        _class_of_pupils(school, first, min(A_CLASS, count - first))
    found = Student.objects.filter(school=school).select_related("user").order_by("code")
    return list(found[:count])


def _school():
    commune = Place.objects.current().communes().order_by("code").first()
    school = School.objects.create(
        code=SCHOOL, name="THCS Đo tốc độ", levels="lower_secondary", commune=commune
    )
    Campus.objects.create(school=school, name="Trung tâm", is_main=True)
    return school


@transaction.atomic
def _class_of_pupils(school, first, count):
    year = SchoolYear.objects.order_by("-starts_on").first()
    name = f"6B{first // A_CLASS + 1}"
    school_class, _made = SchoolClass.objects.get_or_create(
        school=school, year=year, name=name, defaults={"grade": 6, "name_sort": sort_key(name)}
    )
    codes = [f"BQ{number:05d}" for number in range(first, first + count)]
    called = [f"Lò Văn {code}" for code in codes]
    users = User.objects.bulk_create(
        User(username=code, full_name=name, password="!")  # noqa: S106 – nobody signs in with it
        for code, name in zip(codes, called, strict=True)
    )
    students = Student.objects.bulk_create(
        Student(
            school=school,
            code=user.username,
            full_name=user.full_name,
            name_fold=folded(user.full_name),
            name_back=turned(user.full_name),
            name_sort=keyed(user.full_name),
            user=user,
        )
        for user in users
    )
    Enrolment.objects.bulk_create(
        Enrolment(student=student, school_class=school_class, starts_on=year.starts_on)
        for student in students
    )


def sessions(students):
    """A signed-in browser of each: session keys in their order."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ends_at = timezone.now() + timezone.timedelta(days=2)
    rows = []
    for student in students:
        session = store()
        told = {
            SESSION_KEY: str(student.user_id),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
            HASH_SESSION_KEY: student.user.get_session_auth_hash(),
        }
        rows.append(
            Session(
                session_key=session._get_new_session_key(),
                session_data=session.encode(told),
                expire_date=ends_at,
            )
        )
    Session.objects.bulk_create(rows, batch_size=500)
    return [row.session_key for row in rows]


def quiz(counts=None, points="0.25"):
    """A new graded quiz of questions of text, a part for each kind, published: forty, or by kind `counts`."""
    counts = counts or {kind: told[0] for kind, told in KINDS.items()}
    bank = QuestionBank.objects.filter(code="BENCHQ").first() or _bank()
    codes = {}
    for question in bank.questions.select_related("current").order_by("number"):
        codes.setdefault(question.current.kind, []).append(f"BENCHQ-{question.number}")
    page = QuizPage(
        title="Kiểm tra giữa kì",
        slug=f"bench-{uuid.uuid4().hex[:12]}",
        minutes=90,
        parts=[
            (
                "part",
                {
                    "title": f"Phần {place}",
                    "instructions": "Em chọn hoặc viết câu trả lời. Bài được lưu sau mỗi câu.",
                    "points": points,
                    "questions": " ".join(codes[kind][:count]),
                    "shuffle": True,
                    "shuffle_options": True,
                },
            )
            for place, (kind, count) in enumerate(counts.items(), start=1)
        ],
    )
    return publish(CoursePage.objects.order_by("path").first(), page)


@transaction.atomic
def contest(page, students, by, with_tickets=True):
    """The quiz as the paper of a session in which all these pupils have a seat."""
    now = timezone.now()
    page.opens_at, page.closes_at = now - timezone.timedelta(hours=1), now + timezone.timedelta(hours=4)
    page.save_revision().publish()
    held = Competition.objects.create(
        title="Đo tốc độ",
        level=Competition.Level.PROVINCE,
        grade_from=6,
        grade_to=6,
        entries_until=now,
        announced_at=now,
        by=by,
    )
    session = held.rounds.create(number=1, title="Vòng một").sessions.create(title="Ca 1", page=page)
    entries = Entry.objects.bulk_create(
        Entry(competition=held, school_id=one.school_id, number=n, confirmed_at=now, confirmed_by=by)
        for n, one in enumerate(students, start=1)
    )
    Entrant.objects.bulk_create(
        Entrant(competition=held, entry=entry, student=student, grade=6)
        for entry, student in zip(entries, students, strict=True)
    )
    Seat.objects.bulk_create(Seat(round=session.round, entry=entry, session=session) for entry in entries)
    if with_tickets:
        starts.make(session)
    return session


def _bank():
    bank = QuestionBank.objects.create(
        code="BENCHQ", title="Đo tốc độ", subject=Subject.objects.get(code="toan")
    )
    bank.add_many([_question(kind, number) for kind, told in KINDS.items() for number in range(told[0])])
    return bank


def _question(kind, number):
    text = (
        f"Một thửa ruộng bậc thang ở Mường Nhà dài {number + 12} m, rộng {number + 4} m. "
        "Trên bờ ruộng người ta trồng cỏ giữ đất, mỗi mét hai khóm. Em hãy cho biết kết quả đúng."
    )
    parts = {
        "one_choice": (
            {
                "options": [
                    {"id": letter, "text": f"{number + place} khóm"} for place, letter in enumerate(LETTERS)
                ]
            },
            {"right": "a"},
        ),
        "four_statements": (
            {
                "statements": [
                    {"id": letter, "text": f"Chu vi của thửa ruộng hơn {number + place} m."}
                    for place, letter in enumerate(LETTERS)
                ]
            },
            {"a": "true", "b": "false", "c": "true", "d": "false"},
        ),
        "short_number": ({"policy": "exam", "unit": "m"}, {"value": "2,5"}),
        "short_text": ({"case_matters": False, "marks_matter": True}, {"accepted": ["Điện Biên"]}),
    }
    content, key = parts[kind]
    level = QuestionVersion.Level.UNDERSTAND
    return {"kind": kind, "text": text, "content": content, "key": key, "level": level, "topic": "Đo"}


def answers(page):
    """For each place of the paper the answers that pupils choose between."""
    return {item.place: KINDS[item.version.kind][1:] for item in items_of(page.paper.pk)}


def checked(page, count):
    """Sentences about what is not as the pupils left it."""
    attempts = Attempt.objects.filter(page=page)
    asked = sum(told[0] for told in KINDS.values())
    if (found := attempts.count()) != count:
        yield f"{count} pupils made {found} attempts"
    whole = attempts.filter(submitted_at__isnull=False, answered=asked, gaps=0, counted=True, flags=[])
    if (found := whole.exclude(mark=None).count()) != count:
        yield f"{found} of {count} attempts are whole and marked"


def marking(page):
    """Seconds to derive every attempt of the quiz anew from its events, one after the other."""
    attempts = list(Attempt.objects.filter(page=page).select_related("paper", "page"))
    began = time.perf_counter()
    for attempt in attempts:
        attempt.refresh()
    return time.perf_counter() - began, len(attempts)


def importing():
    """Seconds to read a file of questions, keep it for looking at, and take it over into a bank."""
    bank = QuestionBank.objects.create(
        code=f"BI-{uuid.uuid4().hex[:12]}", title="Đo nhập tệp", subject=Subject.objects.get(code="toan")
    )
    content = _moodle_file()
    began = time.perf_counter()
    kept = keep(bank, "cau-hoi.xml", content, read(content))
    plan = applying.apply(kept, by=None)
    took = time.perf_counter() - began
    return took, plan.counts["create"], len(content)


def _moodle_file():
    questions = []
    for number in range(IMPORTED):
        options = "".join(
            f'<answer fraction="{100 if place == number % 4 else 0}" format="html">'
            f"<text><![CDATA[<p>Kết quả là <b>{number * 4 + place}</b></p>]]></text></answer>"
            for place in range(4)
        )
        questions.append(
            f'<question type="multichoice"><name><text>Câu {number}</text></name>'
            f'<questiontext format="html"><text><![CDATA[<p>Câu {number}: Nương ngô dài {number} m, '
            f"chu vi là bao nhiêu mét?</p>]]></text></questiontext><defaultgrade>1</defaultgrade>"
            f"<single>true</single><shuffleanswers>true</shuffleanswers>{options}</question>"
        )
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{"".join(questions)}</quiz>'.encode()
