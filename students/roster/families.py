"""Children of one family share the household: the state scheme gives one machine to each.

Only when father, mother and telephone all agree; a common name alone makes no family.
"""

from dataclasses import dataclass, field

from lms.text import fold
from students.models import Guardianship, Household, PovertyRecord, Student


@dataclass
class Family:
    household: Household | None = None
    # folded name → Guardian
    guardians: dict = field(default_factory=dict)


class Families:
    """Families of one school's pupils: known ones and those that the list adds."""

    def __init__(self, school):
        self.by_key, self.by_student, self.new_households = {}, {}, []
        pupils = Student.objects.filter(school=school, guardianships__isnull=False).select_related(
            "household"
        )
        pupils = {student.pk: student for student in pupils}
        told = {}
        for link in Guardianship.objects.filter(student__school=school).select_related("guardian"):
            told.setdefault(link.student_id, []).append(link)
        for student_id, links in told.items():
            student = pupils[student_id]
            guardians = {fold(link.guardian.full_name): link.guardian for link in links}
            family = Family(student.household, guardians)
            self.by_student[student_id] = family
            parents = [(link.relation, link.guardian.full_name) for link in links]
            numbers = [student.phone.split(", ")[0], *(link.guardian.phone for link in links)]
            if (key := _key(parents, numbers)) and student.household_id:
                self.by_key.setdefault(key, family)
        self.poor = set(
            PovertyRecord.objects.filter(household__students__school=school, ends_on=None).values_list(
                "household", flat=True
            )
        )

    def of(self, entry):
        """The family of a row; a new household when the list names a head or a guardian."""
        parents = [(told["relation"], told["full_name"]) for told in entry.guardians]
        numbers = [*entry.phones, *(told["phone"] or "" for told in entry.guardians)]
        key = _key(parents, numbers)
        if key in self.by_key:
            return self.by_key[key]
        family = Family()
        head = entry.household_head or next((name for _relation, name in parents), "")
        if head:
            family.household = Household(head_name=head, commune=entry.commune, village=entry.village)
            self.new_households.append(family.household)
        if key:
            self.by_key[key] = family
        return family

    def of_known(self, student):
        return self.by_student.setdefault(student.pk, Family(student.household))

    def has_poverty_record(self, household):
        return household.pk in self.poor

    def poverty_noted(self, household):
        self.poor.add(household.pk)


def _key(parents, numbers):
    father = next((fold(name) for relation, name in parents if relation == "father"), "")
    mother = next((fold(name) for relation, name in parents if relation == "mother"), "")
    number = next(filter(None, numbers), "")
    return (father, mother, number) if father and mother and number else None
