"""Two schools and their people: a year as it might be at Mường Nhà and at Nà Hỳ."""

from dataclasses import dataclass
from datetime import date
from random import Random

from home.demo import secrets
from home.demo.families import Pupils, phone
from home.demo.plan import ONE_SCHOOL, OTHER_SCHOOL, STAFF, TEACHERS
from students.models import (
    Campus,
    Enrolment,
    Place,
    Role,
    School,
    SchoolClass,
    SchoolYear,
    Subject,
    Teacher,
    TeachingAssignment,
    Term,
    User,
)


@dataclass
class Cast:
    """Who and what the other parts of the demo build on."""

    today: date
    year: SchoolYear
    schools: dict  # by sign
    classes: dict  # by (sign, name)
    students: dict  # by class
    teachers: dict  # by username
    users: dict  # staff, by username

    @property
    def first_day(self):
        return self.year.starts_on

    def pupils(self, sign=None):
        return [
            student
            for school_class, students in self.students.items()
            if sign is None or school_class.school == self.schools[sign]
            for student in students
        ]


def load(today, small=False):
    """Make the two schools; `small` keeps six pupils a class, for quick tests."""
    year = make_year(today)
    cast = Cast(today, year, {}, {}, {}, {}, {})
    for plan in (ONE_SCHOOL, OTHER_SCHOOL):
        _load_school(cast, plan, small)
    _load_staff(cast)
    return cast


def recall(today):
    """The cast as the database holds it."""
    plans = (ONE_SCHOOL, OTHER_SCHOOL)
    schools = {plan["sign"]: School.objects.get(code=plan["code"]) for plan in plans}
    classes = {
        (sign, each.name): each
        for sign, school in schools.items()
        for each in school.classes.select_related("school", "year")
    }
    students = {each: [] for each in classes.values()}
    for row in Enrolment.objects.open().filter(school_class__in=students).select_related("student__user"):
        students[next(c for c in students if c.pk == row.school_class_id)].append(row.student)
    for each in students.values():
        each.sort(key=lambda student: student.user_id)  # in the order they were made
    users = {user.username: user for user in User.objects.filter(username__in=usernames())}
    teachers = {each.user.username: each for each in Teacher.objects.filter(user__in=users.values())}
    year = next(iter(classes.values())).year
    return Cast(today, year, schools, classes, students, teachers, users)


def is_loaded():
    return School.objects.filter(code=ONE_SCHOOL["code"]).exists()


def usernames():
    staff = [username for _name, username, _kind, _where in STAFF]
    return [*staff, *(username for rows in TEACHERS.values() for _name, username, *_rest in rows)]


def make_year(today):
    """The school year of `today`, with its two terms (a summer day belongs to the year before)."""
    start = today.year if (today.month, today.day) >= (8, 15) else today.year - 1
    year, made = SchoolYear.objects.get_or_create(
        code=f"{start}-{start + 1}",
        defaults={"starts_on": date(start, 9, 5), "ends_on": date(start + 1, 5, 31)},
    )
    if made or not year.terms.exists():
        spans = (
            (date(start, 9, 5), date(start + 1, 1, 17)),
            (date(start + 1, 1, 18), date(start + 1, 5, 30)),
        )
        for number, (first, last) in enumerate(spans, start=1):
            Term.objects.create(year=year, number=number, starts_on=first, ends_on=last)
    return year


def commune(name):
    return Place.objects.current().communes().named(name).get()


def _load_school(cast, plan, small):
    chance = Random(plan["code"])
    fields = {key: plan[key] for key in ("code", "name", "kind", "levels", "address")}
    school = School.objects.create(**fields, commune=commune(plan["commune"]))
    cast.schools[plan["sign"]] = school
    campuses = [
        Campus.objects.create(
            school=school, name=name, village=village, is_main=main, signal=signal, has_power=power
        )
        for name, village, main, signal, power in plan["campuses"]
    ]
    for name, username, subjects, _classes in TEACHERS[plan["sign"]]:
        _load_teacher(cast, school, name, username, subjects)
    homerooms = {teacher.full_name: teacher for teacher in cast.teachers.values() if teacher.school == school}
    builder = Pupils(cast, plan, school, chance)
    for name, grade, grade_to, campus, size, homeroom in plan["classes"]:
        school_class = SchoolClass.objects.create(
            school=school,
            year=cast.year,
            campus=campuses[campus],
            name=name,
            grade=grade,
            grade_to=grade_to,
            homeroom_teacher=homerooms[homeroom],
        )
        cast.classes[plan["sign"], name] = school_class
        builder.fill(school_class, min(size, 6) if small else size)
    builder.write()
    _share_out_teaching(cast, plan["sign"])


def _load_teacher(cast, school, name, username, subjects):
    user = cast.users[username] = _account(username, name)
    teacher = Teacher.objects.create(user=user, school=school, full_name=name, phone=phone(Random(username)))
    teacher.subjects.set(Subject.objects.filter(code__in=subjects.split()))
    cast.teachers[username] = teacher
    Role.objects.create(user=user, kind=Role.Kind.TEACHER, school=school, starts_on=cast.first_day)


def _share_out_teaching(cast, sign):
    subjects = {subject.code: subject for subject in Subject.objects.all()}
    TeachingAssignment.objects.bulk_create(
        TeachingAssignment(
            teacher=cast.teachers[username],
            school_class=cast.classes[sign, name],
            subject=subjects[code],
            starts_on=cast.first_day,
        )
        for _name, username, codes, classes in TEACHERS[sign]
        for name in ([classes] if "+" in classes else classes.split())
        for code in codes.split()
    )


def _load_staff(cast):
    province = Place.objects.get(scheme="since_2025", level=Place.Level.PROVINCE)
    places = {"province": province, "commune": cast.schools["MN"].commune}
    for name, username, kind, where in STAFF:
        if username not in cast.users:
            cast.users[username] = _account(username, name)
        Role.objects.create(
            user=cast.users[username],
            kind=kind,
            school=cast.schools.get(where),
            place=places.get(where),
            starts_on=cast.first_day,
        )


def _account(username, full_name):
    user = User(username=username, full_name=full_name, is_staff=False)
    user.set_password(secrets.password(username))
    user.save()
    return user
