"""A line of a document: its signs, and the marks that somebody gave each of them.

What is no letter – a picture, something that was lost – stands in the line as a private sign, so that it
stays where it was when lines are taken apart.
"""

import re
from dataclasses import dataclass

INLINE = re.compile(r"\\\((?:(?!\\\().)+?\\\)", re.DOTALL)
# Planes of Unicode for private use: the n-th picture, the n-th issue of a document.
PICTURE, ISSUE = 0xF0000, 0x100000
MOST_ANCHORS = 0xFFF0
ANCHOR = re.compile("[\U000f0000-\U0010ffff]")
HIDDEN = "\ufffc"
# Space that holds something in its place; how wide it is says nothing.
WIDE = re.compile(r"\s{21,}")


@dataclass(frozen=True)
class Marks:
    """How some signs look; `colour` and `highlight` are empty where they are as everywhere."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""
    highlight: str = ""
    # Where it leads; only lectures ask for it.
    link: str = ""


NONE = Marks()


class Text:
    """Signs with their marks; taken apart and joined like a string."""

    __slots__ = ("_mask", "marks", "signs")

    def __init__(self, signs="", marks=NONE):
        self.signs = signs
        self.marks = marks if isinstance(marks, list) else [marks] * len(signs)
        self._mask = None

    def __bool__(self):
        return bool(self.signs)

    def __len__(self):
        return len(self.signs)

    def __repr__(self):
        return f"Text({self.signs!r})"

    def __getitem__(self, part):
        return Text(self.signs[part], self.marks[part])

    def __add__(self, other):
        return Text(self.signs + other.signs, self.marks + other.marks)

    @property
    def mask(self):
        """The signs with formulas hidden, so that no letter of a formula is taken for an option."""
        if self._mask is None:
            signs = self.signs
            if "\\(" in signs:
                signs = INLINE.sub(lambda found: HIDDEN * len(found[0]), signs)
            self._mask = signs
        return self._mask

    @property
    def plain(self):
        """Without pictures and losses, its spaces as they were."""
        return ANCHOR.sub("", self.signs)

    def strip(self, more=""):
        signs = self.signs
        spaces = " \t\n\xa0\u200b\ufeff" + more
        left = len(signs) - len(signs.lstrip(spaces))
        right = len(signs.rstrip(spaces))
        return self[left:right] if left or right < len(signs) else self

    def narrow(self):
        """With two signs for each wide space: thousands of them would be tried one by one wherever an
        expression takes any number of spaces."""
        if not WIDE.search(self.signs):
            return self
        told, at = [], 0
        for wide in WIDE.finditer(self.signs):
            sign = next((sign for sign in "\n\t" if sign in wide[0]), " ")
            told += [self[at : wide.start()], Text(sign * 2, self.marks[wide.start() : wide.start() + 2])]
            at = wide.end()
        return joined([*told, self[at:]], "")

    def split(self, sign="\n"):
        at, parts = 0, []
        for part in self.signs.split(sign):
            parts.append(self[at : at + len(part)])
            at += len(part) + len(sign)
        return parts

    def seen(self):
        """The marks of all signs that can be seen to have some: no spaces, no private signs."""
        return [
            mark
            for sign, mark in zip(self.mask, self.marks, strict=True)
            if not sign.isspace() and sign < "\U000f0000" and sign not in ".)/:*(]["
        ]


def joined(texts, between="\n"):
    """Several texts as one."""
    signs, marks = [], []
    for at, text in enumerate(texts):
        if at:
            signs.append(between)
            marks.extend([NONE] * len(between))
        signs.append(text.signs)
        marks.extend(text.marks)
    return Text("".join(signs), marks)


@dataclass
class Table:
    """Rows of cells; a cell is a list of lines and tables."""

    rows: list


@dataclass
class Document:
    """What a file holds, from the top; pictures and losses stand behind their signs in the lines."""

    items: list
    pictures: list
    issues: list
