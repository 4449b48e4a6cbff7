"""The class list: pupils with their classes, families and homes."""

from django.utils.translation import gettext_lazy as _

from students.models import RosterImport

from ..classes import Classes
from ..dates import shown as shown_day
from ..differences import Differences
from ..enrolling import Enrolling
from ..entries import Columns, Interpreter
from ..matching import Matching
from ..reader import MOST_HELD
from ..repeats import Repeats
from ..vocabulary import PUPILS
from .kind import Comparison, Kind

# How often progress is told.
STEP = 500


class StudentComparison(Comparison):
    def __init__(self, plan):
        super().__init__(plan)
        self.interpreter = Interpreter(plan.found, plan.school, plan.on)
        self.repeats = Repeats()
        self.classes = self.matching = self.differences = None
        self._held = [] if plan.found.count <= MOST_HELD else None
        self._new = {}

    def survey(self, watch):
        self.classes = Classes(self.plan.school, self.plan.year)
        for number, entry in enumerate(self._entries()):
            if self._held is not None:
                self._held.append(entry)
            self.repeats.look(entry)
            self.classes.look(entry)
            if number % STEP == 0:
                watch(number, self.plan.found.count)
        watch(self.plan.found.count, self.plan.found.count)

    def begin(self):
        self.classes.settle()
        self.matching = Matching(self.plan.school, self.plan.year, self.repeats)

    def rows(self):
        return iter(self._held) if self._held is not None else self._entries()

    def settle(self, rows):
        for entry in rows:
            self.classes.judge(entry)
        for entry in rows:
            self.repeats.judge(entry)
        enrolments = self.matching.match(rows)
        self.differences = Differences(rows, enrolments, self.plan.year)
        for entry in rows:
            opened = entry.school_class
            if entry.action in ("create", "update") and opened is not None and opened.pk is None:
                self._new[id(opened)] = opened
        self.new_classes = list(self._new.values())

    def counts(self):
        return {"new_classes": len(self._new)}

    def seen(self):
        return sorted(self.classes.found)

    def _entries(self):
        chosen = self.plan.answers.get("dates", {})
        for entry in self.interpreter.entries():
            entry.choose_date(chosen.get(entry.key))
            yield entry


def as_json(entry):
    commune = entry.commune
    return {
        "sheet": entry.sheet,
        "row": entry.row,
        "ministry_id": entry.ministry_id or None,
        "full_name": entry.full_name,
        "date_of_birth": entry.born.day.isoformat() if entry.born.day else None,
        "date_candidates": [day.isoformat() for day in entry.born.candidates],
        "gender": entry.gender or None,
        "ethnic_group": entry.ethnic_group,
        "class_name": entry.class_name or None,
        "phones": list(entry.phones),
        "commune": commune and {"scheme": commune.scheme, "code": commune.code, "name": commune.name},
        "guardians": [dict(guardian) for guardian in entry.guardians],
        "action": entry.action,
    }


KIND = Kind(
    code="students",
    title=RosterImport.Kind.STUDENTS.label,
    told=_("The class list: full name, date of birth and class of each pupil, and whatever else is known."),
    words=PUPILS,
    compare=StudentComparison,
    write=Enrolling,
    shown=[
        (_("Full name"), lambda entry: entry.full_name),
        (_("Date of birth"), lambda entry: shown_day(entry.born.day) if entry.born.day else ""),
        (_("Class"), lambda entry: entry.class_name),
    ],
    as_json=as_json,
    watch=Columns,
    no_counts={"new_classes": 0},
)
