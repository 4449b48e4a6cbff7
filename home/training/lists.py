"""A list of people as a commune office writes it: name, phone, commune, people (dân tộc), sex.

Out of Excel or pasted; with headings in any order, or without in this one. Every row is read and told before
anything is kept.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lms.text import clean, fold, tidy
from students.models import EthnicGroup, Student
from students.roster import phones
from students.roster.communes import Communes

MOST = 500
ORDER = ["name", "phone", "commune", "ethnic_group", "gender"]
HEADINGS = {
    "name": {"ho va ten", "ho ten", "ten", "hoc vien", "name", "nguoi hoc"},
    "phone": {"dien thoai", "so dien thoai", "sdt", "sđt", "dt", "so dt", "phone"},
    "commune": {"xa", "phuong", "xa/phuong", "xa, phuong", "commune"},
    "ethnic_group": {"dan toc", "people"},
    "gender": {"gioi tinh", "nam/nu", "gioi", "sex"},
}
GENDERS = {
    "nam": Student.Gender.MALE,
    "nu": Student.Gender.FEMALE,
    "m": Student.Gender.MALE,
    "f": Student.Gender.FEMALE,
    "x": "",
}


@dataclass
class Row:
    number: int
    facts: dict
    faults: list = field(default_factory=list)
    # Known in the class already: left out, and no fault.
    is_known: bool = False

    @property
    def is_taken(self):
        return not self.faults and not self.is_known


def of_text(text):
    """(number, cells) of pasted lines; Excel puts tabs between cells, people type commas or semicolons."""
    for number, line in enumerate(clean(text.replace("\t", " ; ")).split("\n"), start=1):
        if tidy(line):
            yield number, [tidy(cell) for cell in re.split(r"[;,]", line)]


def of_book(book):
    for sheet in book.sheets:
        if not sheet.hidden:
            yield from ((number, [_shown(cell) for cell in cells]) for number, cells in sheet.rows)
            return


def as_text(rows):
    """The rows of a book as they would have been pasted, so that the preview is asked in one way."""
    return "\n".join("\t".join(re.sub(r"[\t\n;,]", " ", cell) for cell in cells) for _n, cells in rows)


def read(rows, course):
    """[Row] of pairs (number, cells)."""
    rows = list(rows)
    columns = _columns(rows[0][1]) if rows else None
    # Titles may stand above the headings.
    for at, (_number, cells) in enumerate(rows[:10]):
        if found := _columns(cells):
            columns, rows = found, rows[at + 1 :]
            break
    columns = columns or {name: at for at, name in enumerate(ORDER)}
    reader = _Reader(course)
    return [reader.row(number, cells, columns) for number, cells in rows[: MOST + 1] if any(cells)]


class _Reader:
    def __init__(self, course):
        self.communes = Communes()
        groups = EthnicGroup.objects.all()
        self.groups = {
            fold(name): one for one in groups for name in [one.name, *one.aliases.split("|")] if name
        }
        self.known = {
            (one.participant.phone, one.participant.name_fold)
            for one in course.enrolments.standing().select_related("participant")
        }

    def row(self, number, cells, columns):
        told = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        told = {name: told.get(name, "") for name in ORDER}
        row = Row(number, {"name": tidy(told["name"])[:120], "phone": ""})
        if not any(letter.isalpha() for letter in row.facts["name"]):
            row.faults.append(_("the name is missing. Write first and last name."))
        self._phone(row, told["phone"])
        self._commune(row, told["commune"])
        self._people(row, told["ethnic_group"])
        gender = fold(told["gender"])
        row.facts["gender"] = GENDERS.get(gender, "")
        if gender and gender not in GENDERS:
            row.faults.append(
                _("«%(told)s» is no sex. Write Nam or Nữ, or leave it empty.") % {"told": gender}
            )
        key = (row.facts["phone"], fold(row.facts["name"]))
        row.is_known = not row.faults and key in self.known
        self.known.add(key)
        return row

    def _phone(self, row, told):
        if not told:
            row.faults.append(_("the phone number is missing. One signs in with it; write ten digits."))
            return
        numbers, _issues = phones.read(told)
        if numbers:
            row.facts["phone"] = numbers[0]
        else:
            row.faults.append(
                _("«%(told)s» is no phone number. Write ten digits, beginning with 0.") % {"told": told[:30]}
            )

    def _commune(self, row, told):
        found, _issues = self.communes.read(told)
        row.facts["commune"] = found
        if told and found is None:
            row.faults.append(
                _("there is no commune «%(told)s». Write its name as it is today.") % {"told": told[:40]}
            )

    def _people(self, row, told):
        found = self.groups.get(fold(told)) if told else None
        row.facts["ethnic_group"] = found
        if told and found is None:
            row.faults.append(
                _("there is no people «%(told)s». Write it as in the identity card.") % {"told": told[:40]}
            )


def _columns(cells):
    """{name: place} when the line is one of headings."""
    found = {}
    for at, cell in enumerate(cells):
        for name, words in HEADINGS.items():
            if fold(str(cell)).strip(". :*") in words:
                found.setdefault(name, at)
    return found if "name" in found and len(found) > 1 else None


def _shown(cell):
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return tidy(cell)
