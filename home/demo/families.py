"""The pupils of the demo's schools, with their families."""

import uuid
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from home.demo import names, secrets
from home.demo.names import KINH
from home.demo.plan import FIRST, TEACHERS
from students.codes import LETTERS
from students.models import (
    Consent,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    PovertyRecord,
    Student,
    User,
)

HERE = uuid.UUID("6c1f4d3a-0d5e-4a53-9c0e-6d2b8f7a1e01")


class Pupils:
    """Collects a school's pupils with their families, and writes them in a few queries."""

    def __init__(self, cast, plan, school, chance):
        self.cast, self.plan, self.school, self.chance = cast, plan, school, chance
        self.households, self.poverty, self.guardians, self.guardianships = [], [], [], []
        self.users, self.students, self.enrolments, self.consents = [], [], [], []
        self.families = {}  # household id: (ethnic group, family name, guardians)
        self.seen = set()

    def fill(self, school_class, size):
        pupils = self.cast.students[school_class] = []
        for place in range(size):
            first = FIRST[self.plan["sign"]] if not self.students else None
            pupils.append(self._pupil(school_class, place, first))

    def write(self):
        Household.objects.bulk_create(self.households)
        PovertyRecord.objects.bulk_create(self.poverty)
        Guardian.objects.bulk_create(self.guardians)
        users = User.objects.bulk_create(self.users)
        for student, user in zip(self.students, users, strict=True):
            student.user = user
        Student.objects.bulk_create(self.students)
        Guardianship.objects.bulk_create(self.guardianships)
        Enrolment.objects.bulk_create(self.enrolments)
        Consent.objects.bulk_create(self.consents)

    def _pupil(self, school_class, place, first):
        chance = self.chance
        groups = self.plan["groups"]
        group = first[1] if first else chance.choices(list(groups), list(groups.values()))[0]
        girl = first[2] if first else chance.random() < 0.48
        household = self._household(group, None if first else school_class, first)
        _group, family, guardians = self.families[household.pk]
        name = first[0] if first else names.person(chance, group, girl, family)
        code = self._code()
        grade = chance.choice([school_class.grade, school_class.grade_to or school_class.grade])
        student = Student(
            id=uuid.uuid5(HERE, code),
            school=self.school,
            code=code,
            ministry_id=f"11{chance.randrange(10**8):08d}",
            full_name=name,
            date_of_birth=self._birthday(grade),
            gender=Student.Gender.FEMALE if girl else Student.Gender.MALE,
            ethnic_group_id=group,
            household=household,
            commune=self.school.commune,
            village=household.village,
            address_as_written=f"Bản {household.village}, {self.school.commune.name}",
            phone=guardians[0].phone,
        )
        student.set_name_columns()
        self.students.append(student)
        user = User(username=code, full_name=name, password=make_password(secrets.pin(code), hasher="pin"))
        self.users.append(user)
        self.enrolments.append(
            Enrolment(
                student=student,
                school_class=school_class,
                starts_on=self.cast.first_day,
                own_grade=grade,
            )
        )
        relations = (Guardianship.Relation.MOTHER, Guardianship.Relation.FATHER)
        for guardian, relation in zip(guardians, relations, strict=False):
            self.guardianships.append(Guardianship(guardian=guardian, student=student, relation=relation))
        self._agree(student, guardians[0])
        return student

    def _household(self, group, school_class, first):
        """A family; now and then one that has a child here already."""
        chance = self.chance
        known = [] if first else [h for h in self.households if self.families[h.pk][0] == group]
        if known and chance.random() < 0.16:
            return chance.choice(known)
        family = first[0].split()[0] if first else names.family_name(chance, group)
        father, mother = names.person(chance, group, False, family), names.person(chance, group, True)
        village = chance.choice(list(self.plan["villages"]))
        household = Household(
            id=uuid.uuid5(HERE, f"household {self.school.code} {len(self.households)}"),
            head_name=father if chance.random() < 0.9 else mother,
            commune=self.school.commune,
            village=village,
            signal=self.plan["villages"][village],
        )
        self.households.append(household)
        parents = [mother, father] if household.head_name == father else [mother]
        guardians = [Guardian(full_name=name, phone=phone(chance)) for name in parents]
        self.guardians += guardians
        self.families[household.pk] = (group, family, guardians)
        self._poverty(household, group, first)
        return household

    def _poverty(self, household, group, first):
        poor = 0.08 if group == KINH else 0.52
        luck = 0 if first else self.chance.random()
        if luck > poor + 0.14:
            return
        kind = PovertyRecord.Class.POOR if luck <= poor else PovertyRecord.Class.NEAR_POOR
        start = date(self.cast.first_day.year, 1, 1)
        number = f"{len(self.poverty) + 1:03d}/GCN-{'HN' if kind == 'poor' else 'HCN'}"
        self.poverty.append(
            PovertyRecord(household=household, poverty_class=kind, certificate=number, starts_on=start)
        )

    def _agree(self, student, guardian):
        given = {Consent.Purpose.LEARNING: 1.0, Consent.Purpose.LOAN: 0.97, Consent.Purpose.USAGE: 0.9}
        for purpose, share in given.items():
            if self.chance.random() <= share:
                day = self.cast.first_day + timedelta(days=self.chance.randrange(12))
                self.consents.append(
                    Consent(
                        student=student,
                        purpose=purpose,
                        text_version="2026-09",
                        given_by=guardian.full_name,
                        given_how=self.chance.choice(["signed", "signed", "thumbprint"]),
                        given_on=day,
                        child_agreed_on=day,
                        recorded_by=self.cast.users[TEACHERS[self.plan["sign"]][0][1]],
                    )
                )

    def _birthday(self, grade):
        """Most start grade 1 at six; a few are a year or two late."""
        late = self.chance.choices([0, 1, 2], [86, 11, 3])[0]
        year = self.cast.first_day.year - grade - 5 - late
        return date(year, 1, 1) + timedelta(days=self.chance.randrange(365))

    def _code(self):
        while True:
            code = self.plan["sign"] + "".join(self.chance.choice(LETTERS) for _sign in range(5))
            if code not in self.seen:
                self.seen.add(code)
                return code


def phone(chance):
    return chance.choice(["032", "036", "086", "091", "094", "097", "098"]) + f"{chance.randrange(10**7):07d}"
