"""Erase one pupil: whatever tells who it was goes, at once and in one transaction. What the law has kept
for longer (papers about devices) stays until its day; counts without a name stay for good.

Each app adds its part in `AppConfig.ready`, as it does for the dossier:

    erasing.register(Part("devices", bars, lines, logged, erase, order=30))
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from secrets import token_hex

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lms.history import ERASE, empty_lines, note_change
from lms.models import Change
from lms.text import fold
from students.models import Student

# What stands where the name stood. It is kept as a fact, as names are, in the language of the schools.
NAMELESS = "Em đã được xóa tên"

GOES, NAMELESSLY, STAYS = "goes", "namelessly", "stays"


class CannotErase(Exception):  # noqa: N818 – it is an answer, not an accident
    """Nothing was erased; `bars` say what is to be done first."""

    def __init__(self, bars):
        super().__init__(" ".join(map(str, bars)))
        self.bars = bars


@dataclass(frozen=True)
class Bar:
    """What is to be done first, as a sentence, and where."""

    words: str
    url: str = ""

    def __str__(self):
        return self.words


@dataclass(frozen=True)
class Line:
    """What happens to one kind of thing: it goes, loses its name, or stays as it is; until when, and why."""

    fate: str
    what: str
    count: int = 0
    until: date | None = None
    why: str = ""


@dataclass(frozen=True)
class Part:
    """What one app holds of a pupil. All but `erase` only look.

    `bars(student)` yields Bars, what is to be done first; `lines(student)` yields Lines;
    `logged(student)` gives the condition (Q) of the lines in the log of changes that tell of the pupil;
    `erase(was)` takes out what the app holds, given the Erasing.
    """

    key: str
    bars: Callable
    lines: Callable
    logged: Callable
    erase: Callable
    order: int


@dataclass
class Erasing:
    """`student` as it was, with all names; the row itself is without them already."""

    student: Student
    by: object
    at: datetime
    # Folded names that may stand in free words, such as of whom a SIM is registered to.
    names: set = field(default_factory=set)

    def is_named_in(self, text):
        """Whether a free text tells one of the names."""
        return is_one_named(self.names, text)


_parts = []


def register(part):
    _parts[:] = sorted([*(one for one in _parts if one.key != part.key), part], key=lambda one: one.order)


def bars(student):
    """What is to be done before this pupil can be erased; nothing when all is."""
    return [bar for part in _parts for bar in part.bars(student)]


def preview(student):
    """{fate: [Lines that hold something]} of what erasing would do, or has left."""
    found = defaultdict(list)
    for part in _parts:
        for line in part.lines(student):
            if line.count:
                found[line.fate].append(line)
    return dict(found)


@transaction.atomic
def erase(student, by, despite_bars=False):
    """Erase the pupil; (the row as it is now, whether it was done now). Raises CannotErase.

    `despite_bars`: the time is over, whatever may be left undone (students/retention.py).
    """
    was = (
        Student.objects.select_for_update(of=("self",)).select_related("user", "household").get(pk=student.pk)
    )
    if was.erased_at:
        return was, False
    if not despite_bars and (first := bars(was)):
        raise CannotErase(first)
    names = names_of(was)
    logged = reduce(or_, [part.logged(was) for part in _parts])
    now = _without_name(was)
    line = note_change(by=by, act=ERASE, thing=now)
    erasing = Erasing(was, by, now.erased_at, names)
    for part in _parts:
        part.erase(erasing)
    empty_lines(logged, because=line)
    return now, True


def names_of(student):
    """The names, folded, by which words may tell of the pupil: the own one and those of the family."""
    names = {student.full_name, *student.guardians.values_list("full_name", flat=True)}
    if student.household:
        names.add(student.household.head_name)
    return {fold(name) for name in names} - {""}


def is_one_named(names, text):
    """Whether a free text tells one of these folded names."""
    told = _bare(fold(text))
    return any(_bare(name) in told for name in names)


def _bare(folded):
    """Words with one space around each: a comma after a name hides it from nobody."""
    return f" {' '.join(re.findall(r'\w+', folded))} "


def erased_by(student):
    """The line of the log that tells who erased the pupil and when; None when nobody did."""
    lines = Change.objects.filter(act=ERASE, model=student._meta.label_lower, object_id=str(student.pk))
    return lines.select_related("actor").first()


def left_on(student):
    """The day on which the pupil's schooling here ended; None while it goes on, or was never known."""
    if student.status == Student.Status.STUDYING or student.enrolments.open().exists():
        return None
    return student.enrolments.aggregate(last=Max("ends_on"))["last"]


def _without_name(was):
    """Empty the row; what is left is a number that other rows count by."""
    now = Student.objects.get(pk=was.pk)
    now.full_name = NAMELESS
    # The code stood on cards and lists.
    now.code = f"X{token_hex(5)}".upper()
    now.ministry_id = None
    now.date_of_birth = now.ethnic_group = now.household = now.commune = None
    now.national_id = now.gender = now.village = now.address_as_written = now.phone = ""
    now.card_version += 1
    now.erased_at = timezone.now()
    now.save()
    return now
