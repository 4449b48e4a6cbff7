"""Plain functions that make one thing each, with whatever the test does not care about filled in."""

from datetime import date
from itertools import count
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from lms import scans
from students import consent_sheets, data_requests
from students.models import (
    Campus,
    Enrolment,
    Place,
    Role,
    School,
    SchoolClass,
    SchoolYear,
    Student,
    Subject,
    Teacher,
    TeachingAssignment,
    Term,
    User,
)

FIRST_DAY = date(2026, 9, 5)
_numbers = count(1)


def make_year(code="2026-2027"):
    start = int(code[:4])
    year, made = SchoolYear.objects.get_or_create(
        code=code, defaults={"starts_on": date(start, 9, 5), "ends_on": date(start + 1, 5, 31)}
    )
    if made:
        Term.objects.create(year=year, number=1, starts_on=date(start, 9, 5), ends_on=date(start + 1, 1, 17))
        Term.objects.create(
            year=year, number=2, starts_on=date(start + 1, 1, 18), ends_on=date(start + 1, 5, 30)
        )
    return year


def make_school(name, commune="Mường Nhà", **overrides):
    fields = {
        "code": f"11{next(_numbers):06d}",
        "name": name,
        "levels": "lower_secondary",
        "commune": Place.objects.current().communes().named(commune).get(),
        **overrides,
    }
    school = School.objects.create(**fields)
    Campus.objects.create(school=school, name="Trung tâm", is_main=True)
    return school


def make_class(school, name="6A", grade=6, **overrides):
    year = overrides.pop("year", None) or make_year()
    return SchoolClass.objects.create(school=school, year=year, name=name, grade=grade, **overrides)


def make_user(username, full_name, password="", **overrides):
    user = User(username=username, full_name=full_name, **overrides)
    user.set_password(password or None)
    user.save()
    return user


def make_student(full_name, school_class, **overrides):
    code = overrides.pop("code", f"HS{next(_numbers):04d}")
    fields = {
        "school": school_class.school,
        "code": code,
        "full_name": full_name,
        "user": make_user(code, full_name),
        **overrides,
    }
    student = Student.objects.create(**fields)
    Enrolment.objects.create(student=student, school_class=school_class, starts_on=FIRST_DAY)
    return student


def make_staff(username, full_name, kind, school=None, place=None):
    """An account with one role since the first day of school."""
    user = make_user(username, full_name, is_staff=True)
    Role.objects.create(user=user, kind=kind, school=school, place=place, starts_on=FIRST_DAY)
    return user


def make_teacher(username, full_name, school_class, subject="toan"):
    """A teacher of `subject` in `school_class`; returns the account."""
    user = make_staff(username, full_name, Role.Kind.TEACHER, school=school_class.school)
    teacher = Teacher.objects.create(user=user, school=school_class.school, full_name=full_name)
    TeachingAssignment.objects.create(
        teacher=teacher,
        school_class=school_class,
        subject=Subject.objects.get(code=subject),
        starts_on=FIRST_DAY,
    )
    return user


def stand_in(away, school_class, last=date(2026, 12, 7)):
    """Somebody of the same school who stands in for the teacher `away` up to `last`."""
    school = school_class.school
    user = make_staff("day.thay", "Lường Thị Hà", Role.Kind.TEACHER, school=school)
    return TeachingAssignment.objects.create(
        teacher=Teacher.objects.create(user=user, school=school, full_name=user.full_name),
        school_class=school_class,
        subject=away.teaching.first().subject,
        starts_on=FIRST_DAY,
        ends_on=last,
        stands_in_for=away,
        arrangement=uuid4(),
    )


def print_consent_sheet(student, by):
    return consent_sheets.print_sheets([student], by=by, school=student.school)[0]


def attach_consent_scan(paper, by):
    file = SimpleUploadedFile("phieu.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    return scans.attach(paper.scans, file, by=by, school_id=paper.student.school_id)


def ask_for_data(student, by, kind="copy", on=date(2026, 11, 23), **more):
    """A request of the mother's, of the day before today unless told."""
    return data_requests.ask(student, kind, by=by, asked_by="Giàng Thị Dua", on=on, **more)[0]
