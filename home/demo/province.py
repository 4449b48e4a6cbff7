"""A whole province for measuring: 296 schools, 4,900 classes, 150,000 pupils, 20,000 devices.

Written in bulk, school by school, with the columns that `save` would fill. Names and shares are
as in the two schools of the demo; nobody here can sign in.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from django.db import transaction

from home.demo import names
from home.demo.names import DAO, KHO_MU, KINH, LAO, MONG, THAI
from home.demo.province_machines import Machines
from lms.text import fold, fold_back, name_key, sort_key
from students.codes import LETTERS
from students.models import (
    Campus,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Place,
    PovertyRecord,
    School,
    SchoolClass,
    Student,
    Teacher,
    User,
)

SCHOOLS, CLASSES, PUPILS, DEVICES = 296, 4900, 150_000, 20_000
# What the province's schools are: (how many of a hundred, name, kind, levels, grades, share of classes).
SORTS = [
    (44, "PTDTBT Tiểu học {}", School.Kind.SEMI_BOARDING, "primary", (1, 5), 1.15),
    (36, "PTDTBT THCS {}", School.Kind.SEMI_BOARDING, "lower_secondary", (6, 9), 0.85),
    (8, "TH&THCS {}", School.Kind.ORDINARY, "primary lower_secondary", (1, 9), 1.1),
    (9, "THPT {}", School.Kind.ORDINARY, "upper_secondary", (10, 12), 1.0),
    (3, "PTDTNT THPT {}", School.Kind.BOARDING, "lower_secondary upper_secondary", (6, 12), 0.8),
]
SHARES = {THAI: 38, MONG: 39, KINH: 13, KHO_MU: 4, DAO: 3, LAO: 3}
VILLAGES = [
    "Nà Lơi",
    "Huổi Hạ",
    "Pú Tửu",
    "Nậm Pọng",
    "Na Sang",
    "Huổi Khon",
    "Co Chạy",
    "Pa Xa",
    "Hua Rốm",
    "Nà Luông",
]
SIGNALS = ("good", "good", "good", "weak", "weak", "none", "unknown")


@dataclass
class Counts:
    schools: int = SCHOOLS
    classes: int = CLASSES
    pupils: int = PUPILS
    devices: int = DEVICES
    days: int = 365


def load(cast, counts=None, tell=print):
    """Fill the province up to `counts`; the demo's own schools are among them."""
    counts = counts or Counts()
    chance = Random("province")
    communes = list(Place.objects.current().communes().order_by("code"))
    missing = counts.schools - School.objects.count()
    if missing <= 0:
        tell("The province is there already.")
        return
    weights = [_sort(number)[5] for number in range(missing)]
    classes = _shares(counts.classes - SchoolClass.objects.count(), weights)
    pupils = _shares(counts.pupils - Student.objects.count(), classes)
    machines = Machines(cast, chance, counts)
    devices = _shares(counts.devices, pupils)
    for number in range(missing):
        with transaction.atomic():
            builder = Builder(cast, chance, number, communes[number % len(communes)])
            students = builder.load(classes[number], pupils[number])
            machines.load(builder.school, students, devices[number])
        if number % 20 == 19:
            tell(f"{number + 1}/{missing} schools")
    machines.finish()


def _sort(number):
    """The sort of the school with this number, in the shares of SORTS."""
    place = number * 37 % 100
    for sort in SORTS:
        if place < sort[0]:
            return sort
        place -= sort[0]
    raise AssertionError("SORTS do not make a hundred")


def _shares(total, weights):
    """`total` split by weights into whole numbers that add up to it."""
    whole, given, shares = sum(weights), 0, []
    for sum_so_far in _running(weights):
        upto = round(total * sum_so_far / whole)
        shares.append(upto - given)
        given = upto
    return shares


def _running(weights):
    so_far = 0
    for weight in weights:
        so_far += weight
        yield so_far


class Builder:
    """One school with its classes, families and pupils."""

    def __init__(self, cast, chance, number, commune):
        self.cast, self.chance, self.number, self.commune = cast, chance, number, commune
        self.rows = {}
        _share, name, kind, levels, self.grades, _weight = _sort(number)
        place = commune.name.split(" ", 1)[1]
        tail = f" số {number // 45 + 1}"
        self.school = School.objects.create(
            code=f"119{number:05d}", name=name.format(place) + tail, kind=kind, levels=levels, commune=commune
        )
        self.campus = Campus.objects.create(
            school=self.school, name="Trung tâm", is_main=True, signal=chance.choice(SIGNALS), has_power=True
        )

    def load(self, classes, pupils):
        teachers = self._teachers(classes)
        school_classes = self._classes(classes, teachers)
        students = []
        for school_class, size in zip(school_classes, _shares(pupils, [1] * classes), strict=True):
            students += [self._pupil(school_class, place) for place in range(size)]
        self._write(students)
        return students

    def _teachers(self, classes):
        rows = []
        for _each in range(classes * 3 // 2):
            group = self.chance.choices((KINH, THAI, MONG), (55, 35, 10))[0]
            name = names.person(self.chance, group, self.chance.random() < 0.6)
            rows.append(
                Teacher(school=self.school, full_name=name, name_fold=folded(name), name_sort=keyed(name))
            )
        return Teacher.objects.bulk_create(rows)

    def _classes(self, count, teachers):
        low, high = self.grades
        per_grade = count / (high - low + 1)
        rows = []
        for place in range(count):
            grade = low + int(place / per_grade)
            letter = sum(1 for row in rows if row.grade == grade) + 1
            name = f"{grade}A{letter}"
            rows.append(
                SchoolClass(
                    school=self.school,
                    year=self.cast.year,
                    campus=self.campus,
                    name=name,
                    name_sort=sort_key(name),
                    grade=grade,
                    homeroom_teacher=teachers[place % len(teachers)],
                )
            )
        return SchoolClass.objects.bulk_create(rows)

    def _pupil(self, school_class, place):
        chance = self.chance
        household = self._household()
        girl = chance.random() < 0.48
        name = names.person(chance, household.group, girl, household.family)
        code = self._code()
        student = Student(
            school=self.school,
            code=code,
            ministry_id=f"12{self.number:04d}{len(self.rows['students']):04d}",
            full_name=name,
            name_fold=folded(name),
            name_back=turned(name),
            name_sort=keyed(name),
            date_of_birth=date(self.cast.first_day.year - school_class.grade - 5, 1, 1)
            + timedelta(days=chance.randrange(365)),
            gender="female" if girl else "male",
            ethnic_group_id=household.group,
            household=household,
            commune=self.commune,
            village=household.village,
            user=User(username=code, full_name=name, password="!"),
        )
        add = self._add
        add("users", student.user)
        add("students", student)
        add(
            "enrolments",
            Enrolment(student=student, school_class=school_class, starts_on=self.cast.first_day),
        )
        add("guardianships", Guardianship(guardian=household.guardian, student=student, relation="mother"))
        return student

    def _household(self):
        """A family; three in ten pupils have a brother or sister here."""
        chance = self.chance
        self.rows.setdefault("students", [])
        known = self.rows.setdefault("households", [])
        if known and chance.random() < 0.3:
            return known[chance.randrange(max(0, len(known) - 200), len(known))]
        group = chance.choices(list(SHARES), list(SHARES.values()))[0]
        family = names.family_name(chance, group)
        household = Household(
            head_name=names.person(chance, group, False, family),
            commune=self.commune,
            village=f"{chance.choice(VILLAGES)} {chance.randrange(1, 4)}",
            signal=chance.choice(SIGNALS),
        )
        household.group, household.family = group, family
        household.guardian = Guardian(full_name=names.person(chance, group, True))
        self._add("guardians", household.guardian)
        known.append(household)
        luck = chance.random()
        if group != KINH and luck < 0.56:
            kind = "poor" if luck < 0.42 else "near_poor"
            start = date(self.cast.first_day.year, 1, 1)
            self._add("poverty", PovertyRecord(household=household, poverty_class=kind, starts_on=start))
        return household

    def _add(self, what, row):
        self.rows.setdefault(what, []).append(row)

    def _write(self, students):
        rows = self.rows
        Household.objects.bulk_create(rows["households"])
        PovertyRecord.objects.bulk_create(rows.get("poverty", []))
        Guardian.objects.bulk_create(rows["guardians"])
        User.objects.bulk_create(rows["users"])
        for student in students:
            student.user_id = student.user.pk
        Student.objects.bulk_create(students)
        Guardianship.objects.bulk_create(rows["guardianships"])
        Enrolment.objects.bulk_create(rows["enrolments"])

    def _code(self):
        """Two signs that the school shares, five that count: no two alike, no look-up needed."""
        high, low = divmod(self.number, len(LETTERS))
        number = len(self.rows["students"]) * 7919 + 1
        signs = []
        for _place in range(5):
            number, sign = divmod(number, len(LETTERS))
            signs.append(LETTERS[sign])
        return LETTERS[high] + LETTERS[low] + "".join(signs)


@lru_cache(100_000)
def folded(name):
    return fold(name)


@lru_cache(100_000)
def turned(name):
    return fold_back(name)


@lru_cache(100_000)
def keyed(name):
    return name_key(name)
