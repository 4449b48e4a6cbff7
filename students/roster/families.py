"""Children of one family share the household: the state scheme gives one machine to each.

Only when father, mother and telephone all agree; a common name alone makes no family.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from lms.text import fold
from students.models import Guardian, Guardianship, Household, PovertyRecord


@dataclass
class Family:
    household_id: object = None
    # folded name → Guardian
    guardians: dict = field(default_factory=dict)


class Families:
    """Families of one school's pupils: known ones and those that the list adds."""

    def __init__(self, school):
        self.school = school
        # Of the rows that are being written: their families, and households to make.
        self._fresh, self.new_households = {}, []

    @cached_property
    def _households(self):
        """hash of (father, mother, number) → the household, as a number: there may be very many."""
        links = Guardianship.objects.filter(student__school=self.school, student__household__isnull=False)
        told = links.order_by("student").values_list(
            "student",
            "student__household",
            "student__phone",
            "relation",
            "guardian__full_name",
            "guardian__phone",
        )
        found = {}
        for _student, links_of_one in groupby(told.iterator(), key=itemgetter(0)):
            rows = list(links_of_one)
            numbers = [rows[0][2].split(", ")[0], *(row[5] for row in rows)]
            if key := _key([(row[3], row[4]) for row in rows], numbers):
                found.setdefault(hash(key), rows[0][1])
        return found

    @cached_property
    def _poor(self):
        records = PovertyRecord.objects.filter(household__students__school=self.school, ends_on=None)
        return set(records.values_list("household", flat=True))

    def of(self, entry):
        """The family of a row; a new household when the list names a head or a guardian."""
        parents = [(told["relation"], told["full_name"]) for told in entry.guardians]
        numbers = [*entry.phones, *(told["phone"] or "" for told in entry.guardians)]
        key = _key(parents, numbers)
        if key in self._fresh:
            return self._fresh[key]
        if key and (household := self._households.get(hash(key))):
            family = Family(household, _guardians_of(household))
        else:
            family = Family(self._new_household(entry, parents))
        if key:
            self._fresh[key] = family
            self._households[hash(key)] = family.household_id
        return family

    def settle(self):
        """The rows so far are written: what comes now finds them in the database."""
        self._fresh, self.new_households = {}, []

    def has_poverty_record(self, household_id):
        return household_id in self._poor

    def poverty_noted(self, household_id):
        self._poor.add(household_id)

    def _new_household(self, entry, parents):
        head = entry.household_head or next((name for _relation, name in parents), "")
        if not head:
            return None
        household = Household(head_name=head, commune=entry.commune, village=entry.village)
        self.new_households.append(household)
        return household.pk


def _guardians_of(household_id):
    guardians = Guardian.objects.filter(students__household=household_id).distinct()
    return {fold(guardian.full_name): guardian for guardian in guardians}


def _key(parents, numbers):
    father = next((fold(name) for relation, name in parents if relation == "father"), "")
    mother = next((fold(name) for relation, name in parents if relation == "mother"), "")
    number = next(filter(None, numbers), "")
    return (father, mother, number) if father and mother and number else None
