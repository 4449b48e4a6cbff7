"""What rows change of pupils whom the school knows: fields, class, guardians. Nothing is written here."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lms.text import fold
from students.models import Guardianship

from .values import tone_key


@dataclass
class Difference:
    """What a row changes of a pupil whom the school knows."""

    fields: dict = field(default_factory=dict)
    moves: bool = False
    leaves: bool = False
    known_guardians: list = field(default_factory=list)
    new_guardians: list = field(default_factory=list)
    # (guardian, {field: value})
    guardians: list = field(default_factory=list)
    new_household: bool = False

    def __bool__(self):
        return bool(
            self.fields
            or self.moves
            or self.leaves
            or self.new_guardians
            or self.guardians
            or self.new_household
        )


class Differences:
    """What some matched rows change; `enrolments` are the open ones, by id of the pupil."""

    def __init__(self, entries, enrolments, year):
        self.year, self.enrolments = year, enrolments
        matched = [entry for entry in entries if entry.student is not None and not entry.has_error]
        self.guardianships, self.children_of = defaultdict(list), Counter()
        links = Guardianship.objects.filter(student__in=[entry.student.pk for entry in matched])
        same = {}
        for link in links.select_related("guardian"):
            # Brothers and sisters share one guardian: what one row changes the next row sees.
            link.guardian = same.setdefault(link.guardian_id, link.guardian)
            self.guardianships[link.student_id].append(link)
        guardians = {link.guardian_id for links in self.guardianships.values() for link in links}
        children = Guardianship.objects.filter(guardian__in=guardians).values_list("guardian", flat=True)
        self.children_of.update(children)
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
    if "full_name" in found.fields and _name_is_no_better(student.full_name, entry.full_name):
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
    _compare_guardians(entry, known, found)
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


def _name_is_no_better(known, told):
    """The told name differs by case, by the place of a tone mark or by missing marks alone."""
    return tone_key(known) == tone_key(told) or (fold(known) == fold(told) and told.lower() == fold(told))


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


def _compare_guardians(entry, known, found):
    links = known.guardianships.get(entry.student.pk, [])
    found.known_guardians = [link.guardian for link in links]
    for told in entry.guardians:
        same = [link for link in links if fold(link.guardian.full_name) == fold(told["full_name"])]
        if not same and any(
            link.relation == told["relation"] and told["relation"] in ("father", "mother") for link in links
        ):
            link = next(link for link in links if link.relation == told["relation"])
            entry.note(
                "guardian_differs",
                f"{told['relation']}_name",
                old=link.guardian.full_name,
                relation=link.get_relation_display(),
                new=told["full_name"],
            )
        elif not same:
            found.new_guardians.append(told)
        else:
            guardian, changes = same[0].guardian, {}
            # Who answers for several children, or signs in, is not rewritten from one list.
            free = not guardian.phone or (known.children_of[guardian.pk] == 1 and not guardian.user_id)
            if told["phone"] and told["phone"] != guardian.phone and free:
                changes["phone"] = told["phone"]
            if not _name_is_no_better(guardian.full_name, told["full_name"]) and not guardian.user_id:
                changes["full_name"] = told["full_name"]
            if changes:
                found.guardians.append((guardian, changes))
