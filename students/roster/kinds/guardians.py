"""Parents and other adults who answer for pupils whom the school knows, with their telephone numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lms.text import fold, tidy
from students.models import Guardian, Guardianship, RosterImport

from .. import values
from ..dates import shown as shown_day
from ..entries import Columns, Entry, Interpreter
from ..guardianships import Guardianships
from ..vocabulary import PUPIL_COLUMNS, PUPILS, Vocabulary
from .kind import Kind
from .known_pupils import KnownPupilComparison

WORDS = Vocabulary(
    [("relation", r"(moi )?quan he( (voi|gia dinh).*)?|vai tro|la gi cua"), *PUPIL_COLUMNS],
    facts=PUPILS.facts | {"father_name", "mother_name", "guardian_name"},
    sure_facts=PUPILS.sure_facts,
    needs=({"father_name"}, {"mother_name"}, {"guardian_name"}),
    example="«Họ tên học sinh», «Lớp», «Họ tên cha», «SĐT cha»",
    unfit=PUPILS.unfit,
)
RELATIONS = {
    "father": {"bo", "cha", "bo de", "cha de", "bo me", "bo duong"},
    "mother": {"me", "ma", "me de", "me ke"},
    "grandparent": {"ong", "ba", "ong ba", "ong noi", "ba noi", "ong ngoai", "ba ngoai", "ong noi ngoai"},
}


@dataclass(slots=True)
class GuardianEntry(Entry):
    # What the row adds or changes; None while the pupil is not found.
    changes: object = None


class GuardianComparison(KnownPupilComparison):
    def begin(self):
        self.told = {}

    def interpreter(self):
        return Interpreter(self.plan.found, self.plan.school, self.plan.on, GuardianEntry, _fill)

    def differ(self, rows):
        known = Guardianships([row.student.pk for row in rows])
        for row in rows:
            if not row.guardians:
                row.note("guardian_missing", "guardian_name")
                continue
            row.changes = known.compare(row)
            # The same adult in two rows of one pupil is added once.
            row.changes.new = [told for told in row.changes.new if self._is_new(row, told)]
            row.action = "update" if row.changes else "unchanged"

    def _is_new(self, row, told):
        key = (row.student.pk, fold(told["full_name"]))
        return self.told.setdefault(key, row) is row


def _fill(entry, given):
    """Who it is stands in a column of its own; the one telephone of a row is that of the one adult."""
    said = fold(values.text(given.get("relation", "")))
    if said:
        named = next((name for name, words in RELATIONS.items() if said in words), "other")
        for guardian in entry.guardians:
            if guardian["relation"] == "other":
                guardian["relation"] = named
    if len(entry.guardians) == 1 and entry.phones and not entry.guardians[0]["phone"]:
        entry.guardians[0]["phone"] = entry.phones[0]


class GuardianWriting:
    def __init__(self, plan, by):
        # (name, telephone) → Guardian made by this list: brothers and sisters share theirs.
        self.made = {}

    def write(self, rows, trail):
        log, guardians, links = [], [], []
        for row in rows:
            if row.action != "update":
                continue
            for guardian, changes in row.changes.changed:
                trail.change(guardian, **changes)
            for told in row.changes.new:
                guardian = self._guardian(row, told, guardians)
                links.append(Guardianship(guardian=guardian, student=row.student, relation=told["relation"]))
            names = [told["full_name"] for told in row.changes.new]
            names += [guardian.full_name for guardian, _changes in row.changes.changed]
            log.append((row.student, {}, {"guardians": ", ".join(names)}))
        trail.save()
        trail.make(*guardians)
        trail.make(*links)
        return log

    def _guardian(self, row, told, guardians):
        name, phone = fold(told["full_name"]), told["phone"] or ""
        if phone and (name, phone) in self.made:
            return self.made[(name, phone)]
        if found := _in_household(row.student, name):
            return found
        guardian = Guardian(full_name=told["full_name"], phone=phone)
        guardians.append(guardian)
        if phone:
            self.made[(name, phone)] = guardian
        return guardian


def _in_household(student, name):
    """The adult of this name who answers for a brother or a sister under the same roof."""
    if student.household_id is None:
        return None
    of_family = Guardian.objects.filter(students__household=student.household_id).distinct()
    return next((one for one in of_family if fold(one.full_name) == name), None)


def as_json(row):
    return {
        "sheet": row.sheet,
        "row": row.row,
        "ministry_id": row.ministry_id or None,
        "full_name": row.full_name,
        "date_of_birth": row.born.day.isoformat() if row.born.day else None,
        "class_name": row.class_name or None,
        "guardians": [dict(guardian) for guardian in row.guardians],
        "action": row.action,
    }


def _told(row):
    return "; ".join(tidy(f"{one['full_name']} {one['phone'] or ''}") for one in row.guardians)


KIND = Kind(
    code="guardians",
    title=RosterImport.Kind.GUARDIANS.label,
    told=_(
        "The pupil (full name with class or date of birth) with father, mother or another adult, and "
        "their telephone numbers."
    ),
    words=WORDS,
    compare=GuardianComparison,
    write=GuardianWriting,
    shown=[
        (_("Pupil"), lambda row: row.full_name),
        (_("Date of birth"), lambda row: shown_day(row.born.day) if row.born.day else ""),
        (_("Class"), lambda row: row.class_name),
        (_("Guardians"), _told),
    ],
    as_json=as_json,
    watch=Columns,
)
