"""A list of machines while it is looked at: what was read, what each row would do, what there is to say."""

import hashlib
import json
from collections import Counter
from functools import cached_property

from lms.spreadsheets import Book
from students.roster import reader
from students.roster.issues import ERROR

from .columns import ListColumns
from .said import Issue

ACTIONS = ("create", "update", "unchanged", "skip")


class ListPlan:
    """One list; a kind of list fills in `words`, `read_rows` and `settle`. Nothing is written here."""

    words = None

    def __init__(self, book, on, answers=None):
        self.on, self.answers, self.is_text = on, answers or {}, book.is_text
        self.file_issues = []
        self.found = reader.read(
            self._visible(book), self.answers.get("encoding", ""), self.words, ListColumns
        )
        self.file_issues += self.found.issues
        for sheet in self.found.sheets:
            sheet.watched.settle(sheet, self.file_issues, Issue)
        if self.found.sheets and not self.found.count:
            self.say("no_rows")

    def say(self, code, **values):
        """Something about the list as a whole."""
        self.file_issues.append(Issue(code, values=values))

    @cached_property
    def rows(self):
        rows = list(self.read_rows())
        if not self.is_refused:
            self.settle(rows)
        return rows

    @property
    def issues(self):
        return self.file_issues + [issue for row in self.rows for issue in row.issues]

    @property
    def refusal(self):
        """Why the list as a whole cannot be taken, or ""."""
        told = (issue.message for issue in self.file_issues if issue.level == ERROR and issue.row is None)
        return next(told, "")

    @property
    def is_refused(self):
        return bool(self.refusal)

    @property
    def has_changes(self):
        return any(row.action in ("create", "update") for row in self.rows)

    @property
    def counts(self):
        actions = Counter(row.action for row in self.rows)
        levels = Counter(issue.level for issue in self.issues)
        return {
            "rows": len(self.rows),
            **{action: actions[action] for action in ACTIONS},
            "errors": levels["error"],
            "warnings": levels["warning"],
        }

    @property
    def left_out(self):
        """Why each row was left out, as answers name it: afterwards the school looks different."""
        return {row.key: row.reason for row in self.rows if row.action == "skip"}

    @property
    def fingerprint(self):
        """Tells whether a plan is still the one that a person looked at."""
        whole = json.dumps([row.told for row in self.rows])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def _visible(self, book):
        hidden = [sheet for sheet in book.sheets if sheet.hidden and sheet.rows]
        if not hidden or len(hidden) == len([sheet for sheet in book.sheets if sheet.rows]):
            return book
        self.file_issues += [Issue("sheet_hidden", sheet.name) for sheet in hidden]
        sheets = [sheet for sheet in book.sheets if sheet not in hidden]
        return Book(sheets, is_text=book.is_text, text_encoding=book.text_encoding)
