"""Which row of a sheet is the heading, in one row or two, and which column holds what. Pure."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

from lms.text import fold, tidy

from .vocabulary import PUPILS, Vocabulary, key

SEARCHED_ROWS = 30

# A row that means less than this is no heading.
LEAST = 5


@dataclass
class Heading:
    """Which column holds what. `rows` are the one or two rows of the heading."""

    rows: tuple
    words: Vocabulary
    columns: dict = field(default_factory=dict)
    titles: dict = field(default_factory=dict)
    unknown: list = field(default_factory=list)
    forbidden: list = field(default_factory=list)
    twice: list = field(default_factory=list)
    # It is a list of another kind.
    is_unfit: bool = False
    bonus: bool = False

    @property
    def score(self):
        if self.is_unfit or not self.words.is_whole(self.columns):
            return 0
        return self.words.weight(self.columns) + self.bonus

    @property
    def rank(self):
        return self.score, -len(self.rows)


def find(sheet, words=PUPILS):
    """The heading of a sheet in its first rows, in one row or two; None when there is none."""
    rows = list(takewhile(lambda row: row[0] <= SEARCHED_ROWS, sheet.rows))
    best = None
    for at in range(len(rows)):
        for heading in _readings(sheet, rows, at, words):
            # Two rows must tell more than one, or the title above would count as part of the heading.
            if heading.score >= LEAST and (best is None or heading.rank > best.rank):
                best = heading
    return best


def _readings(sheet, rows, at, words):
    number, cells = rows[at]
    yield read([_cell_text(cell) for cell in cells], (number,), words)
    if at + 1 < len(rows) and rows[at + 1][0] == number + 1:
        below = [_cell_text(cell) for cell in rows[at + 1][1]]
        if any(re.search(r"\d{3}", cell) for cell in below):
            return
        heading = read(_joined(spread(sheet, number, cells), below, words), (number, number + 1), words)
        told = [cell for cell in below if cell]
        # A lower row made of headings alone belongs to the heading, also when it adds no field.
        upper = [cell for cell in map(_cell_text, cells) if cell and words.meaning_of(cell)[0]]
        heading.bonus = len(upper) > 1 and len(told) > 1 and all(words.meaning_of(cell)[0] for cell in told)
        yield heading


def spread(sheet, number, cells):
    """Texts of a row, with the value of a merged cell in each column of its area."""
    texts = [_cell_text(cell) for cell in cells]
    areas = [area for area in sheet.merged if area[0] == number and area[3] > area[1] and area[3] < 300]
    for _top, left, _bottom, right in areas:
        texts += [""] * (right + 1 - len(texts))
        for column in range(left + 1, right + 1):
            texts[column] = texts[column] or texts[left]
    return texts


def _joined(above, below, words):
    width = max(len(above), len(below))
    above, below = above + [""] * (width - len(above)), below + [""] * (width - len(below))
    return [_joined_title(up, low, words) for up, low in zip(above, below, strict=True)]


def _joined_title(up, low, words):
    """«Ngày sinh» over «Nam» mean something together; «Họ và tên» over «Tên» means the lower one."""
    if not up or not low or fold(up) == fold(low):
        return up or low
    together = f"{up} {low}"
    told = (title for title in (together, low, up) if words.meaning_of(title)[0] is not None)
    return next(told, together)


def read(texts, rows, words=PUPILS):
    """Take a row of texts as a heading."""
    heading = Heading(rows, words)
    ranks = {}
    for column, title in enumerate(texts):
        if not title or len(title) > 80:
            continue
        meaning, rank = words.meaning_of(title)
        if meaning == "full_name" and column and texts[column - 1] == title:
            # One cell over the two columns of a name, spread by `spread`: given names stand here.
            continue
        heading.titles[column] = title
        if meaning == "forbidden":
            heading.forbidden.append(title)
        elif meaning == "unfit":
            heading.is_unfit = True
        elif meaning is None:
            if not words.left_out.match(key(title)):
                heading.unknown.append((column, title))
        elif meaning not in heading.columns or rank < ranks[meaning]:
            heading.columns[meaning], ranks[meaning] = column, rank
        elif rank == ranks[meaning] and meaning != "number":
            heading.twice.append((column, title))
    if "birth_day" in heading.columns and "birth_month" not in heading.columns:
        # «Sinh ngày» alone is the whole date.
        heading.columns.setdefault("date_of_birth", heading.columns.pop("birth_day"))
    return heading


def _cell_text(cell):
    return tidy(cell) if isinstance(cell, str) else "" if cell == "" else str(cell)
