"""Something to say about a list: what is wrong, where, and what to do."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _now

from .said import ISSUES
from .said.levels import ERROR, WARNING

__all__ = ["ERROR", "ISSUES", "WARNING", "Issue"]


@dataclass
class Issue:
    # What can be said; lists of another app bring sentences of their own.
    SAID = ISSUES

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    values: dict = field(default_factory=dict)

    @property
    def level(self):
        return self.SAID[self.code][0]

    @property
    def sentence(self):
        """What is wrong and what to do; where it is stands beside it."""
        values = {name: str(value)[:120] for name, value in self.values.items()}
        if self.code == "file_refused":
            return self.values["sentence"]
        return str(self.SAID[self.code][1]) % values

    @property
    def alone(self):
        """The sentence as it stands in a table, with a capital letter."""
        return self.sentence[:1].upper() + self.sentence[1:]

    @property
    def message(self):
        """The sentence with its place in front: «Dòng 14: …»."""
        if self.row is None:
            return self.sentence
        if self.column:
            return _now("Row %(row)s, column «%(column)s»: %(sentence)s") % {
                "row": self.row,
                "column": self.column,
                "sentence": self.sentence,
            }
        return _now("Row %(row)s: %(sentence)s") % {"row": self.row, "sentence": self.sentence}
