"""What somebody typed into a box: words without marks, a code, or a phone number."""

import re
from dataclasses import dataclass, replace

from django.db.models import Q

from lms.text import fold, tidy
from lms.text_like import begins_a_word, words_in

LONGEST = 80
# Of a whole sentence so many words tell enough.
MOST_WORDS = 6
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
    # A second look, after the words as they stand found nothing: other readings of them, as (word, readings),
    # and one slip a word.
    readings: tuple = ()
    is_forgiving: bool = False

    @classmethod
    def read(cls, typed):
        text = tidy(typed.replace("\0", " "))[:LONGEST].strip()
        digits = re.sub(r"\D", "", text)
        is_number = len(digits) >= SHORTEST_NUMBER and NUMBER.fullmatch(text)
        return cls(
            text, tuple(fold(text).split()), text.upper().replace(" ", ""), digits if is_number else ""
        )

    def forgiving(self, readings):
        """The same, read once more: `readings(word)` tells what else a word may be."""
        # «phân-số» is one word of a name and two of a text.
        told = {word: tuple(readings(word)) for word in (*self.words, *words_in(self.text))}
        words = tuple(told[word][0] if told[word] else word for word in self.words)
        return replace(self, words=words, readings=tuple(told.items()), is_forgiving=True)

    def in_name(self, column="name_fold"):
        """Q: each word begins a word of the folded name; nobody when nothing was typed. («huong» is
        not meant for Phương.)"""
        found = Q() if self.words else Q(pk__in=[])
        for word in self.words:
            found &= Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})
        return found

    def in_words(self, *columns):
        """Q: each word begins a word in one of the columns, which are kept as people wrote them. Reads every
        row that is left: narrow them first."""
        others = dict(self.readings)
        typed = list(dict.fromkeys(words_in(self.text)))[:MOST_WORDS]
        found = Q() if typed else Q(pk__in=[])
        for word in typed:
            like = begins_a_word((word, *others.get(word, ())), self.is_forgiving)
            in_one = Q()
            for column in columns:
                in_one |= Q(**{f"{column}__iregex": like})
            found &= in_one
        return found

    def in_number(self, column):
        """Q: the digits stand in the column, with or without the 0 or +84 before them."""
        return Q(**{f"{column}__contains": re.sub(r"^(0|84)", "", self.number)})

    def matches(self, name):
        """The same as `in_name`, for a name that no folded column is kept of."""
        folded = f" {fold(name)}"
        return bool(self.words) and all(f" {word}" in folded for word in self.words)
