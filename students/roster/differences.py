"""What rows change of pupils whom the school knows: fields, class, guardians. Nothing is written here."""

from dataclasses import dataclass, field

from .guardianships import GuardianChanges, Guardianships
from .values import is_no_better_name


@dataclass
class Difference:
    """What a row changes of a pupil whom the school knows."""

    fields: dict = field(default_factory=dict)
    moves: bool = False
    leaves: bool = False
    guardians: GuardianChanges = field(default_factory=GuardianChanges)
    new_household: bool = False

    def __bool__(self):
        return bool(self.fields or self.moves or self.leaves or self.guardians or self.new_household)


class Differences:
    """What some matched rows change; `enrolments` are the open ones, by id of the pupil."""

    def __init__(self, entries, enrolments, year):
        self.year, self.enrolments = year, enrolments
        matched = [entry for entry in entries if entry.student is not None and not entry.has_error]
        self.guardianships = Guardianships([entry.student.pk for entry in matched])
        # id of the pupil → Difference
        self.of = {}
        for entry in matched:
            difference = self.of[entry.student.pk] = _difference(entry, self)
            entry.action = "update" if difference else "unchanged"


def _difference(entry, known):
    student, found = entry.student, Difference()
    for name, value in told_fields(entry).items():
        if value not in (None, "") and getattr(student, name) != value:
            found.fields[name] = value
    if "full_name" in found.fields and is_no_better_name(student.full_name, entry.full_name):
        del found.fields["full_name"]
    if student.ministry_id:
        found.fields.pop("ministry_id", None)
    enrolment = known.enrolments.get(student.pk)
    if entry.status == "studying":
        _note_return(entry, student)
        if entry.school_class is not None:
            found.moves = _moves(enrolment, entry.school_class, known.year)
    elif entry.status and enrolment is not None:
        found.leaves = True
    if entry.status and student.status != entry.status:
        found.fields["status"] = entry.status
    found.guardians = known.guardianships.compare(entry)
    if student.household_id is None and (entry.household_head or entry.guardians):
        found.new_household = True
    return found


def told_fields(entry):
    """Fields of `Student` as the row tells them; what it does not tell is empty and changes nothing."""
    return {
        "full_name": entry.full_name,
        "ministry_id": entry.ministry_id or None,
        "national_id": entry.national_id,
        "date_of_birth": entry.born.day,
        "gender": entry.gender,
        "ethnic_group_id": entry.ethnic_group,
        "commune_id": entry.commune.pk if entry.commune else None,
        "village": entry.village,
        "address_as_written": entry.address,
        "phone": ", ".join(entry.phones[:3]),
    }


def _moves(enrolment, school_class, year):
    if enrolment is None:
        return True
    if enrolment.school_class.year.starts_on > year.starts_on:
        return False  # an older list says nothing about where the pupil is today
    return enrolment.school_class_id != school_class.pk


def _note_return(entry, student):
    if student.status != "studying":
        entry.note(
            "no_longer_here", "status", value=student.get_status_display(), **{"class": entry.class_name}
        )
