"""A kept list as the screens show it, worked out anew from its rows each time."""

from datetime import date
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.letters import ENCODINGS, UNICODE

from .dates import shown as shown_day
from .encodings import choices
from .issues import ERROR
from .plan import Plan
from .rejected import Rejected
from .vocabulary import NAMES

ACTIONS = {
    "create": gettext_lazy("will be added"),
    "update": gettext_lazy("will change"),
    "unchanged": gettext_lazy("stays as it is"),
    "skip": gettext_lazy("left out"),
}
# A choice among dates comes as «date:Sheet!14»; no more than a large school has rows.
DATE_FIELD = "date:"
ALL_DATES = {"as_written": False, "swapped": True}
SHOWN_NAMES = 4
MOST_DATES = 5_000


def of(kept):
    book = kept.book()
    return Preview(_plan(kept, book), kept, book)


def _plan(kept, book):
    on = timezone.localdate()
    if kept.state != kept.State.PREVIEWED and kept.applied_at:
        on = timezone.localdate(kept.applied_at)
    return Plan(kept.school, kept.year_code, book, on, kept.answers, kept.kind)


def left_out(kept):
    """Sheets (name, rows) of what a kept list did not take."""
    found = Rejected(kept.counts.get("left_out") if kept.state != kept.State.PREVIEWED else None)
    for rows in _plan(kept, kept.book()).chunks():
        found.take(rows)
    return found.sheets()


def chosen_dates(posted):
    """{"Sheet!14": "2015-09-05"} out of a posted form; what is no date is dropped."""
    chosen = {}
    for name in list(posted)[:MOST_DATES]:
        if not name.startswith(DATE_FIELD):
            continue
        try:
            chosen[name.removeprefix(DATE_FIELD)[:80]] = date.fromisoformat(posted[name]).isoformat()
        except ValueError:
            continue
    return chosen


def all_dates(kept, swapped):
    """As `chosen_dates`, for every unclear date of the list: as the file shows it, or swapped."""
    chosen = {}
    for row in of(kept).unclear_dates[:MOST_DATES]:
        born = row.row.born
        day = next(one for one in born.candidates if (one != born.as_written) == swapped)
        chosen[row.row.key] = day.isoformat()
    return chosen


class Preview:
    """Rows with their messages, the worst first, and figures for the head of the page."""

    def __init__(self, plan, kept, book):
        self.plan, self.kept, self.book = plan, kept, book
        self._rows = plan.rows
        self.counts = plan.counts
        self.file_issues = sorted(plan.file_issues, key=lambda issue: issue.level != ERROR)

    @property
    def fingerprint(self):
        return self.plan.fingerprint

    @property
    def headings(self):
        return [words for words, _value in self.plan.kind.shown]

    def rows(self, show):
        """Rows of one kind of action; without one all of them, errors first."""
        rows = self._rows
        if show == "errors":
            rows = [row for row in rows if row.has_error]
        elif show == "warnings":
            rows = [row for row in rows if row.issues and not row.has_error]
        elif show in ACTIONS:
            rows = [row for row in rows if row.action == show]
        return [_Shown(row, self.plan.kind) for row in sorted(rows, key=_worst_first)]

    @property
    def filters(self):
        """(value, words, how many) of the links above the table."""
        errors = sum(1 for row in self._rows if row.has_error)
        warned = sum(1 for row in self._rows if row.issues and not row.has_error)
        found = [
            ("", _("All rows"), len(self._rows)),
            ("errors", _("Rows with errors"), errors),
            ("warnings", _("Rows to look at"), warned),
            *((action, words, self.counts[action]) for action, words in ACTIONS.items() if action != "skip"),
        ]
        return [one for one in found if one[2] or one[0] == ""]

    @property
    def unclear_dates(self):
        rows = [row for row in self._rows if not row.has_error and row.date_candidates]
        return [_Shown(row, self.plan.kind) for row in rows]

    @property
    def left_out_rows(self):
        return self.counts["skip"]

    @property
    def encodings(self):
        """The encodings to choose from, each with some names as they would read."""
        in_use = self.kept.answers.get("encoding") or next(
            (sheet.encoding for sheet in self.plan.found.sheets if sheet.encoding in ENCODINGS), UNICODE
        )
        return choices(self._names_as_typed() or self._texts_as_typed(), in_use)

    @property
    def is_converted(self):
        """Whether letters were turned into Unicode, or a person chose how they are read."""
        old = (sheet.encoding in ENCODINGS and sheet.encoding != UNICODE for sheet in self.plan.found.sheets)
        return any(old) or "encoding" in self.kept.answers

    def _names_as_typed(self):
        typed = {sheet.name: sheet.rows for sheet in self.book.sheets}
        found = []
        for sheet in self.plan.found.sheets:
            columns = [sheet.columns[name] for name in NAMES if name in sheet.columns]
            named = {record.row for record in sheet.records()}
            for number, cells in typed[sheet.name]:
                said = " ".join(str(cells[column]) for column in columns if column < len(cells))
                if number in named and not said.isascii():
                    found.append(said[:60])
                if len(found) == SHOWN_NAMES:
                    return found
        return found

    def _texts_as_typed(self):
        cells = (cell for sheet in self.book.sheets for _number, cells in sheet.rows for cell in cells)
        texts = (cell[:60] for cell in cells if isinstance(cell, str) and not cell.isascii())
        return list(islice(texts, SHOWN_NAMES))


class _Shown:
    """A row as the table shows it."""

    def __init__(self, row, kind):
        self.row = row
        self.words = ACTIONS[row.action]
        told = getattr(kind, "changed", None)
        if told and row.action == "update":
            self.words = told(row)
        self.issues = sorted(row.issues, key=lambda issue: issue.level != ERROR)
        self.values = [(words, value(row)) for words, value in kind.shown]

    @property
    def date_field(self):
        return DATE_FIELD + self.row.key

    @property
    def dates(self):
        """(ISO, as said, chosen) of the two candidates."""
        return [
            (day.isoformat(), shown_day(day), day == self.row.born.day) for day in self.row.date_candidates
        ]


def _worst_first(row):
    return (not row.has_error, not row.issues)
