"""What an import would do, worked out without writing anything. `changes.py` carries it out."""

import hashlib
import json
from collections import Counter
from functools import cached_property
from itertools import batched

from students.years import year_coded

from . import reader
from .issues import ERROR, Issue
from .kinds import KINDS
from .titles import speaks_of_another

# Rows that are compared, written and forgotten together.
CHUNK = 1_000
ACTIONS = ("create", "update", "unchanged", "skip")


class Plan:
    """A list of one kind, read for a school and year: what each row would do, and all there is to say.

    The rows come in chunks, once, so that a list of any length fits into memory; `rows` holds them all.
    """

    def __init__(self, school, year_code, book, on, answers=None, kind="students", watch=None):
        """`watch(done, total)` is told how far the reading is."""
        self.school, self.on, self.answers, self.kind = school, on, answers or {}, KINDS[kind]
        self.found = reader.read(book, self.answers.get("encoding", ""), self.kind.words, self.kind.watch)
        self.year = year_coded(year_code, on)
        self.file_issues = list(self.found.issues)
        self._judge_year(year_code)
        self._compare_titles()
        self.comparison = self.kind.compare(self)
        if self._has_year:
            self.comparison.survey(watch or (lambda done, total: None))
        # Why each row was left out: afterwards the school looks different.
        self.left_out = {}
        self._actions, self._levels = Counter(), Counter()
        self._told = hashlib.sha256()

    def chunks(self):
        """Lists of rows, compared with the school as it is now."""
        if self._has_year:
            self.comparison.begin()
        for rows in batched(self.comparison.rows(), CHUNK):
            if self._has_year:
                self.comparison.settle(rows)
            self._count(rows)
            yield rows

    @cached_property
    def rows(self):
        return [row for rows in self.chunks() for row in rows]

    @property
    def issues(self):
        return self.file_issues + [issue for row in self.rows for issue in row.issues]

    @property
    def is_refused(self):
        """Whether the file as a whole cannot be taken (no list in it, no such year)."""
        return bool(self.refusal)

    @property
    def refusal(self):
        told = (issue.message for issue in self.file_issues if issue.level == ERROR and issue.row is None)
        return next(told, "")

    @property
    def new_classes(self):
        return self.comparison.new_classes

    @property
    def has_changes(self):
        return bool(self._actions["create"] or self._actions["update"])

    @property
    def counts(self):
        levels = self._levels + Counter(issue.level for issue in self.file_issues)
        return {
            "rows": self._actions.total(),
            **{action: self._actions[action] for action in ACTIONS},
            "errors": levels["error"],
            "warnings": levels["warning"],
            **self.comparison.counts(),
        }

    @property
    def fingerprint(self):
        """Tells whether a plan is still the one that a person looked at."""
        encodings = [sheet.encoding for sheet in self.found.sheets]
        whole = self._told.copy()
        whole.update(json.dumps([self.kind.code, encodings, self.comparison.seen()]).encode())
        return whole.hexdigest()[:16]

    def _count(self, rows):
        for row in rows:
            self._actions[row.action] += 1
            self._levels.update(issue.level for issue in row.issues)
            self._told.update(json.dumps(row.told).encode())
            if row.action == "skip":
                self.left_out[row.key] = row.reason

    @property
    def _has_year(self):
        return not any(issue.code in ("bad_year", "year_over") for issue in self.file_issues)

    def _judge_year(self, year_code):
        if self.year is None:
            self.file_issues.append(Issue("bad_year", values={"value": year_code}))
        elif self.year.ends_on < self.on:
            self.file_issues.append(Issue("year_over", values={"value": self.year.code}))

    def _compare_titles(self):
        found = self.found
        if self.year and found.year_told and found.year_told != self.year.code:
            self.file_issues.append(
                Issue("other_year", values={"value": found.year_told, "year": self.year.code})
            )
        if told := next((told for told in found.schools_told if speaks_of_another(told, self.school)), ""):
            self.file_issues.append(
                Issue("title_of_other_school", values={"value": told, "school": self.school})
            )
