"""One row of any kind of list, with what there is to say about it and what becomes of it."""

from dataclasses import dataclass, field
from typing import ClassVar

from .issues import ERROR, Issue


@dataclass(slots=True)
class Row:
    """`action` is `skip` until the row is compared with the school: then create, update or unchanged."""

    # Whose sentences are said.
    issue: ClassVar[type] = Issue

    sheet: str
    row: int
    cells: list
    # The headings of the sheet by column, and its columns by meaning; shared by all of its rows.
    titles: dict
    columns: dict
    full_name: str = ""
    issues: list = field(default_factory=list)
    action: str = "skip"

    @property
    def has_error(self):
        return any(issue.level == ERROR for issue in self.issues)

    @property
    def key(self):
        """How answers, reasons and the screen name the row."""
        return f"{self.sheet}!{self.row}"

    @property
    def date_candidates(self):
        """Two days between which a person has to choose, when day and month may be swapped."""
        return []

    @property
    def reason(self):
        """All there is to say about the row, errors first, as one text."""
        told = sorted(self.issues, key=lambda issue: issue.level != ERROR)
        return " ".join(issue.alone for issue in told)

    @property
    def told(self):
        """What a person sees of it before confirming: if it differs later, nothing is written."""
        return [self.sheet, self.row, self.action]

    def note(self, code, meaning="", **said):
        """Add an issue; `meaning` is the field, shown by the heading the file gives it."""
        column = self.titles.get(self.columns.get(meaning), "") if meaning else ""
        self.issues.append(self.issue(code, self.sheet, self.row, column, said))

    def take(self, meaning, answer):
        """The value of a cell; what was strange about it is noted."""
        value, issues = answer
        for code, said in issues:
            self.note(code, meaning, **said)
        return value
