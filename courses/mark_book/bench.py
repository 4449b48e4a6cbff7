"""What a teacher who types, and a school at the end of its year, wait for."""

import json
import re
import time
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.mark_book import rights, rules, writing, years
from courses.models import ColumnMark, MarkColumn
from lms.bench import NotHere, measure, unpacked
from students.models import Enrolment, Role, School, SchoolClass, Student, Subject, User

PUPILS, PLACES = 45, 12
# A large school: 24 classes, eight subjects with marks, six marks a term.
CLASSES, SUBJECTS, REGULAR = 24, 8, 4


@measure("mark book: 45 × 12 marks are kept; a sheet over HTTP")
def sheet(bench):
    leader, school_class, subject, term = _room()
    pupils = _pupils(school_class, PUPILS)
    # A sheet has seven places for marks; twelve columns are two sheets.
    places = [*(f"regular{n}" for n in range(1, rules.MOST_REGULAR + 1)), "midterm", "final"]
    spent = 0
    others = list(Subject.objects.filter(levels__contains="lower", comment_only=False))[-2:]
    for other, wanted in zip(others, (places, places[: PLACES - len(places)]), strict=True):
        entries = [
            writing.Entry(str(one.pk), place, f"{at % 10},5", "")
            for at, one in enumerate(pupils)
            for place in wanted
        ]
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            writing.write(school_class, other, term, entries, leader, regular=rules.MOST_REGULAR)
        spent += time.perf_counter() - began
        if any(entry.state != writing.KEPT for entry in entries):
            raise NotHere("a cell of the sheet was not kept")
    yield "cells", PUPILS * PLACES, None
    yield "queries a sheet", len(asked), None
    yield "ms", spent * 1000, 300
    path = f"/mark-book/{school_class.uid}/{term.number}/{subject.code}/"
    cells = [[str(one.pk), place, "", f"{at % 10},5"] for at, one in enumerate(pupils) for place in places]
    cookies = bench.cookies_of(leader)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', unpacked(bench.page(path, cookies)))[1]
    cookies += f"; {settings.CSRF_COOKIE_NAME}={token}"
    body = urlencode(
        {"cells": json.dumps(cells), "regular": rules.MOST_REGULAR, "csrfmiddlewaretoken": token}
    ).encode()
    kind = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_ACCEPT": "application/json"}
    began = time.perf_counter()
    status, _headers, _answer = bench.ask(path, cookies, body=body, headers=kind.items())
    if status != 200:
        raise NotHere(f"the sheet answers {status}")
    yield "ms over HTTP", (time.perf_counter() - began) * 1000, 300


@measure("mark book: a school's averages of a year and levels")
def school_year(bench):
    leader, school_class, _subject, _term = _room()
    school = School.objects.create(
        code="bench-so-diem", name="Trường đo", levels="lower_secondary", commune=school_class.school.commune
    )
    year = school_class.year
    classes = [
        SchoolClass.objects.create(school=school, year=year, name=f"{6 + n % 4}B{n}", grade=6 + n % 4)
        for n in range(CLASSES)
    ]
    pupils = {one: _pupils(one, PUPILS) for one in classes}
    subjects = list(Subject.objects.filter(levels__contains="lower", comment_only=False)[:SUBJECTS])
    for one in classes:
        _fill(one, pupils[one], subjects, leader)
    yield "pupils", CLASSES * PUPILS, None
    yield "marks", ColumnMark.objects.filter(column__school_class__in=classes).count(), None
    began = time.perf_counter()
    told = years.of_school(school, year)
    spent = time.perf_counter() - began
    if sum(one.levels.total() for one in told) != CLASSES * PUPILS:
        raise NotHere("a pupil of the school has no level")
    yield "s", spent, 2


def _room():
    """(who leads a school with a class of lower secondary, the class, a subject of it, the term of today)."""
    role = (
        Role.objects.filter(kind=Role.Kind.SCHOOL_ADMIN, school__classes__grade__gt=5).order_by("pk").first()
    )
    if role is None:
        raise NotHere("the demo school is not loaded (make demo)")
    school_class = (
        SchoolClass.objects.filter(school=role.school_id, grade__gt=5).select_related("year").first()
    )
    subject = rights.subjects_of(school_class).filter(comment_only=False).first()
    term = rights.term_now(school_class)
    if subject is None or term is None:
        raise NotHere("the demo school has no subjects or terms")
    return User.objects.get(pk=role.user_id), school_class, subject, term


def _pupils(school_class, many):
    made = [
        Student(
            id=uuid4(),
            school_id=school_class.school_id,
            code=f"B{school_class.pk}-{n}",
            full_name=f"Lò Văn {n}",
        )
        for n in range(many)
    ]
    for one in made:
        one.set_name_columns()
    Student.objects.bulk_create(made)
    day = school_class.year.starts_on
    Enrolment.objects.bulk_create(
        Enrolment(student=one, school_class=school_class, starts_on=day) for one in made
    )
    return made


@transaction.atomic
def _fill(school_class, pupils, subjects, by):
    kinds = [*(("regular", n) for n in range(1, REGULAR + 1)), ("midterm", 1), ("final", 1)]
    columns = MarkColumn.objects.bulk_create(
        MarkColumn(
            school_class=school_class, subject=subject, term=term, kind=kind, number=n, title=kind, by=by
        )
        for term in rights.terms_of(school_class)
        for subject in subjects
        for kind, n in kinds
    )
    ColumnMark.objects.bulk_create(
        [
            ColumnMark(column=column, student=one, mark=(at * 7 + place) % 8 + 2, by=by)
            for place, column in enumerate(columns)
            for at, one in enumerate(pupils)
        ],
        batch_size=2_000,
    )
