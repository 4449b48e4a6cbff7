"""A kept list as the screens show it, worked out anew from its rows each time."""

import hashlib
import json
from collections import defaultdict
from datetime import date
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.letters import ENCODINGS, UNICODE
from lms.spreadsheets import Book

from .dates import shown as shown_day
from .encodings import choices
from .issues import ERROR
from .plan import answer_key, make_plan

ACTIONS = {
    "create": gettext_lazy("new pupil"),
    "update": gettext_lazy("will change"),
    "unchanged": gettext_lazy("stays as it is"),
    "skip": gettext_lazy("left out"),
}
# A choice among dates comes as «date:Sheet!14»; no more than a large school has rows.
DATE_FIELD = "date:"
ALL_DATES = {"as_written": False, "swapped": True}
NAMES = ("full_name", "family_name", "given_name")
SHOWN_NAMES = 4
MOST_DATES = 5_000


def book_of(kept):
    return Book.from_json(kept.raw)


def of(kept):
    on = timezone.localdate()
    if kept.state != kept.State.PREVIEWED and kept.applied_at:
        on = timezone.localdate(kept.applied_at)
    book = book_of(kept)
    return Preview(make_plan(kept.school, kept.year_code, book, on, kept.answers), kept, book)


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
        born = row.entry.born
        day = next(one for one in born.candidates if (one != born.as_written) == swapped)
        chosen[answer_key(row.entry)] = day.isoformat()
    return chosen


class Preview:
    """Rows with their messages, the worst first, and figures for the head of the page."""

    def __init__(self, plan, kept, book):
        self.plan, self.kept, self.book = plan, kept, book
        self.counts = plan.counts
        self.file_issues = sorted(plan.file_issues, key=lambda issue: issue.level != ERROR)

    @property
    def fingerprint(self):
        return fingerprint(self.plan)

    def rows(self, show):
        """Entries of one kind; without a kind all of them, errors first."""
        entries = self.plan.entries
        if show == "errors":
            entries = [entry for entry in entries if entry.has_error]
        elif show == "warnings":
            entries = [entry for entry in entries if entry.issues and not entry.has_error]
        elif show in ACTIONS:
            entries = [entry for entry in entries if entry.action == show]
        return [_Row(entry) for entry in sorted(entries, key=_worst_first)]

    @property
    def filters(self):
        """(value, words, how many) of the links above the table."""
        entries = self.plan.entries
        errors = sum(1 for entry in entries if entry.has_error)
        warned = sum(1 for entry in entries if entry.issues and not entry.has_error)
        found = [
            ("", _("All rows"), len(entries)),
            ("errors", _("Rows with errors"), errors),
            ("warnings", _("Rows to look at"), warned),
            *((action, words, self.counts[action]) for action, words in ACTIONS.items() if action != "skip"),
        ]
        return [one for one in found if one[2] or one[0] == ""]

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
        typed = {(sheet.name, number): cells for sheet in self.book.sheets for number, cells in sheet.rows}
        found = []
        for sheet in self.plan.found.sheets:
            columns = [sheet.columns[name] for name in NAMES if name in sheet.columns]
            for pupil in sheet.pupils:
                cells = typed[(pupil.sheet, pupil.row)]
                said = " ".join(str(cells[column]) for column in columns if column < len(cells))
                if not said.isascii():
                    found.append(said[:60])
                if len(found) == SHOWN_NAMES:
                    return found
        return found

    def _texts_as_typed(self):
        cells = (cell for sheet in self.book.sheets for _number, cells in sheet.rows for cell in cells)
        texts = (cell[:60] for cell in cells if isinstance(cell, str) and not cell.isascii())
        return list(islice(texts, SHOWN_NAMES))

    @property
    def unclear_dates(self):
        return [_Row(entry) for entry in self.plan.entries if entry.born.candidates and not entry.has_error]

    @property
    def left_out_rows(self):
        return self.counts["skip"]


class _Row:
    def __init__(self, entry):
        self.entry = entry
        self.words = ACTIONS[entry.action]
        self.issues = sorted(entry.issues, key=lambda issue: issue.level != ERROR)
        self.born = shown_day(entry.born.day) if entry.born.day else ""

    @property
    def date_field(self):
        return DATE_FIELD + answer_key(self.entry)

    @property
    def dates(self):
        """(ISO, as said, chosen) of the two candidates."""
        return [
            (day.isoformat(), shown_day(day), day == self.entry.born.day)
            for day in self.entry.born.candidates
        ]


def fingerprint(plan):
    """Tells whether a plan is still the one that a person looked at."""
    told = [[entry.sheet, entry.row, entry.action, str(entry.born.day)] for entry in plan.entries]
    encodings = [sheet.encoding for sheet in plan.found.sheets]
    return hashlib.sha256(json.dumps([told, sorted(plan.classes), encodings]).encode()).hexdigest()[:16]


def _worst_first(entry):
    return (not entry.has_error, not entry.issues)


def left_out(kept):
    """Sheets (name, rows) of what a kept list did not take."""
    told = kept.counts.get("left_out") if kept.state != kept.State.PREVIEWED else None
    plan = of(kept).plan
    return rejected(plan, reasons(plan) if told is None else told)


def rejected(plan, why):
    """Sheets (name, rows) in the layout of the file: the heading, the cells as they were, and why."""
    reason = _("Reason")
    sheets = defaultdict(list)
    for entry in plan.entries:
        told = why.get(answer_key(entry))
        if told is None:
            continue
        if not sheets[entry.sheet]:
            width = max([len(entry.cells), *(column + 1 for column in entry.titles)])
            sheets[entry.sheet].append([entry.titles.get(column, "") for column in range(width)] + [reason])
        width = len(sheets[entry.sheet][0]) - 1
        sheets[entry.sheet].append((entry.cells + [""] * width)[:width] + [told])
    return list(sheets.items()) or [(_("No rows"), [[reason]])]


def _reason(entry):
    return " ".join(issue.alone for issue in sorted(entry.issues, key=lambda issue: issue.level != ERROR))


def reasons(plan):
    """Why each row was left out, kept with the import: afterwards the school looks different."""
    return {answer_key(entry): _reason(entry) for entry in plan.entries if entry.action == "skip"}
