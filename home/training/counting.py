"""What training came to, by commune, people (dân tộc) and sex: counts, never a name, no small group.

A small group is hidden with one more (lms/small_cells.py); of one that is shown, who was there and who
answered what are hidden where few were not, or where few answered so. Each class has a report of its own:
the sum hides what, less the other classes, would tell what one of them hides.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.models import Attendance, TrainingAnswer, TrainingEnrolment
from lms import small_cells
from students.models import Student

CUTS = {
    "commune": "participant__commune__name",
    "people": "participant__ethnic_group__name",
    "gender": "participant__gender",
}


@dataclass
class Line:
    label: str
    # None: hidden.
    enrolled: int | None
    there: int | None
    before: tuple | None
    after: tuple | None

    @property
    def percent(self):
        return round(100 * self.there / self.enrolled) if self.enrolled and self.there is not None else None

    @property
    def is_hidden(self):
        return self.enrolled is None


def of(courses):
    """(Line of all, {cut: [Line]}) of these classes."""
    rows = TrainingEnrolment.objects.standing().filter(course__in=courses.order_by().values("pk"))
    cuts = {cut: _cut(_counted(rows, column), cut) for cut, column in CUTS.items()}
    return _line("", _total(rows)), cuts


def titles():
    return {"commune": _("By commune"), "people": _("By people"), "gender": _("By sex")}


def _counted(rows, column):
    """{class: {key: row}}"""
    classes = defaultdict(dict)
    for row in _with_counts(rows.values("course", key=F(column))):
        classes[row["course"]][row["key"] or ""] = row
    return classes


def _total(rows):
    found = list(_with_counts(rows.values(key=F("way"))))
    return {name: sum(row[name] for row in found) for name in NUMBERS}


NUMBERS = ["enrolled", "present", "before_right", "before_all", "after_right", "after_all"]


def _with_counts(grouped):
    there = Attendance.objects.standing().filter(enrolment=OuterRef("pk"))

    def said(moment, **more):
        return Exists(TrainingAnswer.objects.filter(enrolment=OuterRef("pk"), moment=moment, **more))

    ways = {
        "present": Exists(there),
        "before_all": said("before"),
        "before_right": said("before", choice__is_right=True),
        "after_all": said("after"),
        "after_right": said("after", choice__is_right=True),
    }
    grouped = grouped.order_by().alias(**{f"is_{name}": asked for name, asked in ways.items()})
    counts = {name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in ways}
    return grouped.annotate(enrolled=Count("pk"), **counts)


# What a group is made of, as each column tells it.
PARTS = {
    "enrolled": lambda row: (row["enrolled"],),
    "there": lambda row: (row["present"], row["enrolled"] - row["present"]),
    "before": lambda row: (row["before_right"], row["before_all"] - row["before_right"]),
    "after": lambda row: (row["after_right"], row["after_all"] - row["after_right"]),
}


def _cut(classes, cut):
    cells = {}
    for row in (row for rows in classes.values() for row in rows.items()):
        _add(cells, *row)
    unseen = _unseen(cells, _told_by_parts(classes, cells))
    if unseen is None:
        return []
    lines = []
    for key in sorted(cells, key=lambda one: (one == "", str(one))):
        not_shown = {column for column, keys in unseen.items() if key in keys}
        lines.append(_line(_label(cut, key), cells[key], "enrolled" in not_shown, not_shown))
    return lines


def _add(cells, key, row):
    have = cells.setdefault(key, dict.fromkeys(NUMBERS, 0))
    for name in NUMBERS:
        have[name] += row[name]


def _unseen(cells, more):
    """{column: keys to hide, those of `more` among them}; None where the total beside them would tell all."""
    groups = _parts(cells, "enrolled")
    hidden = small_cells.to_hide(groups, hidden=more["enrolled"])
    if small_cells.tells_of_persons(groups, hidden):
        return None
    others = {
        column: small_cells.to_hide(_parts(cells, column), hidden=hidden | more[column])
        for column in PARTS
        if column != "enrolled"
    }
    return {"enrolled": hidden} | others


def _told_by_parts(classes, cells):
    """{column: keys whose sum, less the classes that show them, would tell what one class hides}."""
    told = {column: set() for column in PARTS}
    if len(classes) < 2:
        return told
    hidden = {course: _unseen(rows, told) for course, rows in classes.items()}
    for column, keys in told.items():
        found = set()
        for key in cells:
            parts = {course: PARTS[column](rows[key]) for course, rows in classes.items() if key in rows}
            not_shown = [one for one in parts if hidden[one] is None or key in hidden[one][column]]
            if small_cells.tells_of_persons(parts, not_shown):
                found.add(key)
        keys |= found
    return told


def _parts(cells, column):
    return {key: PARTS[column](row) for key, row in cells.items()}


def _line(label, row, is_hidden=False, not_shown=()):
    def shown(column, value):
        return None if is_hidden or column in not_shown else value

    return Line(
        label,
        shown("enrolled", row["enrolled"]),
        shown("there", row["present"]),
        shown("before", (row["before_right"], row["before_all"])),
        shown("after", (row["after_right"], row["after_all"])),
    )


def _label(cut, key):
    if not key:
        return _("not said")
    return str(Student.Gender(key).label) if cut == "gender" else key


def sheets(total, cuts):
    """The same as a workbook: [(name, rows)]."""
    heading = [_("Group"), _("Enrolled"), _("Were there"), "%"]
    heading += [_("Right before"), _("Answered before"), _("Right after"), _("Answered after")]
    named = titles()
    yield _("All"), [heading, _cells(total, _("All"))]
    for cut, lines in cuts.items():
        yield named[cut], [heading, *(_cells(line, line.label) for line in lines)]


def _cells(line, label):
    hidden = pgettext("figure", "hidden")
    pairs = [line.before or (hidden, hidden), line.after or (hidden, hidden)]
    counts = [hidden if one is None else one for one in (line.enrolled, line.there, line.percent)]
    return [label, *counts, *pairs[0], *pairs[1]]
