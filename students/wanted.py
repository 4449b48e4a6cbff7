"""What somebody typed to find a person: words without marks, a code, or a phone number."""

import re
from dataclasses import dataclass

from django.db.models import Q

from lms.text import fold, tidy

LONGEST = 80
# Shorter numbers stand in too many phones and ids to tell anybody.
SHORTEST_NUMBER = 6
NUMBER = re.compile(r"\+?[\d\s.()-]+")


@dataclass(frozen=True)
class Wanted:
    """`words` folded; `code` in capitals without spaces; `number` digits alone, "" when it is none."""

    text: str
    words: tuple
    code: str
    number: str

    @classmethod
    def read(cls, typed):
        text = tidy(typed.replace("\0", " "))[:LONGEST].strip()
        digits = re.sub(r"\D", "", text)
        is_number = len(digits) >= SHORTEST_NUMBER and NUMBER.fullmatch(text)
        return cls(
            text, tuple(fold(text).split()), text.upper().replace(" ", ""), digits if is_number else ""
        )

    def in_name(self, column="name_fold"):
        """Q: each word begins a word of the folded name; nobody when nothing was typed. («huong» is
        not meant for Phương.)"""
        found = Q() if self.words else Q(pk__in=[])
        for word in self.words:
            found &= Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})
        return found

    def in_number(self, column):
        """Q: the digits stand in the column, with or without the 0 or +84 before them."""
        return Q(**{f"{column}__contains": re.sub(r"^(0|84)", "", self.number)})

    def matches(self, name):
        """The same as `in_name`, for a name that no folded column is kept of."""
        folded = f" {fold(name)}"
        return bool(self.words) and all(f" {word}" in folded for word in self.words)
