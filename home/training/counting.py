"""What training came to, by commune, people (dân tộc) and sex: counts, never a name, no small group.

A small group is hidden with one more (lms/small_cells.py); of one that is shown, who was there and who
answered what are hidden where few were not, or where few answered so.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

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
    return list(_with_counts(rows.values(key=F(column))))


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


def _cut(rows, cut):
    cells = {row["key"] or "": row for row in rows}
    groups = {key: (row["enrolled"],) for key, row in cells.items()}
    hidden = small_cells.to_hide(groups)
    if small_cells.tells_of_persons(groups, hidden):
        # The total beside them would tell all.
        return []
    there = {key: (row["present"], row["enrolled"] - row["present"]) for key, row in cells.items()}
    lines, unseen = [], {"there": small_cells.to_hide(there, hidden=hidden)}
    for moment in ("before", "after"):
        parts = {
            key: (row[f"{moment}_right"], row[f"{moment}_all"] - row[f"{moment}_right"])
            for key, row in cells.items()
        }
        unseen[moment] = small_cells.to_hide(parts, hidden=hidden)
    for key in sorted(cells, key=lambda one: (one == "", str(one))):
        not_shown = {column for column, keys in unseen.items() if key in keys}
        lines.append(_line(_label(cut, key), cells[key], key in hidden, not_shown))
    return lines


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
    hidden = _("hidden")
    pairs = [line.before or (hidden, hidden), line.after or (hidden, hidden)]
    counts = [hidden if one is None else one for one in (line.enrolled, line.there, line.percent)]
    return [label, *counts, *pairs[0], *pairs[1]]
