"""A workbook → the rows that are pupils, with the class each stands in. Nothing is interpreted yet.

Left out: titles, numbering rows «(1) (2)», totals, signatures, lookup sheets. Kept with each row:
its number as Excel shows it and its cells as they were, for the file of rejected rows.
"""

import re
from dataclasses import dataclass, field

from lms.text import fold, tidy

from . import headings, rows, values
from .encodings import in_unicode
from .issues import ERROR, Issue
from .titles import Place


@dataclass
class Pupil:
    """One row of a list: its cells by meaning, and the class it stands under."""

    sheet: str
    row: int
    cells: list
    given: dict
    class_name: object = ""
    grade: object = ""


@dataclass
class SheetRead:
    name: str
    encoding: str
    heading_row: int
    titles: dict
    columns: dict
    pupils: list = field(default_factory=list)
    # Something in the heading forbids taking any row.
    closed: bool = False


@dataclass
class FileRead:
    sheets: list = field(default_factory=list)
    ignored_sheets: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    year_told: str = ""
    schools_told: list = field(default_factory=list)
    is_text: bool = False

    @property
    def pupils(self):
        return [pupil for sheet in self.sheets for pupil in sheet.pupils]


def read(book, encoding=""):
    """Find the lists in a `Book`; `encoding` is the one that a person chose."""
    found, unreadable = FileRead(is_text=book.is_text), []
    for raw in book.sheets:
        said = []
        sheet, lettering = in_unicode(raw, book, encoding, said)
        refused = [issue for issue in said if issue.level == ERROR]
        unreadable += refused
        heading = None if refused else headings.find(sheet)
        if heading is None:
            if sheet.rows:
                found.ignored_sheets.append(sheet.name)
            continue
        taken = _read_sheet(sheet, lettering.encoding, heading, found)
        if taken.pupils or len(book.sheets) == 1:
            found.sheets.append(taken)
            found.issues += said
        else:
            found.ignored_sheets.append(sheet.name)
    if not found.sheets:
        found.issues += unreadable or [Issue("no_heading")]
    return found


def _read_sheet(sheet, encoding, heading, found):
    taken = SheetRead(sheet.name, encoding, heading.rows[0], heading.titles, heading.columns)
    _note_heading(sheet.name, heading, found, taken)
    place = Place(sheet, found)
    past_list = False
    for number, cells in sheet.rows:
        if number < heading.rows[0]:
            place.look_above(cells)
            continue
        if number in heading.rows:
            continue
        again = _heading_again(number, cells)
        if again:
            heading, past_list = again, False
            _note_heading(sheet.name, heading, found, taken, again=True)
            continue
        filled = [text for text in map(values.text, cells) if text]
        if not filled or rows.is_numbering(filled):
            continue
        given = rows.given(heading, cells)
        if rows.is_pupil(given) and not (past_list and not rows.has_facts(given)):
            taken.pupils.append(_pupil(sheet, number, cells, heading, given, place))
        elif place.look_between(filled):
            past_list = False
        elif rows.is_footer(filled):
            past_list = past_list or any(rows.SIGNED.match(fold(text)) for text in filled)
        elif rows.says_anything(given) and not past_list:
            taken.pupils.append(_pupil(sheet, number, cells, heading, given, place))
    _join_split_names(sheet, taken, heading)
    return taken


def _pupil(sheet, number, cells, heading, given, place):
    return Pupil(
        sheet.name,
        number,
        list(cells),
        given,
        _merged_down(sheet, number, heading, given) or place.class_name,
        given.get("grade", "") or place.grade,
    )


def _note_heading(name, heading, found, taken, again=False):
    row = heading.rows[0]
    for title in heading.forbidden:
        taken.closed = True
        found.issues.append(Issue("forbidden_column", name, row, title, {"value": title}))
    if again:
        return
    for _column, title in heading.unknown:
        if not (len(title) < 4 and rows.NUMBERING.fullmatch(title)):
            found.issues.append(Issue("unknown_column", name, row, title, {"value": title}))
    for _column, title in heading.twice:
        found.issues.append(Issue("heading_twice", name, row, title, {"value": title}))


def _heading_again(number, cells):
    """A heading repeated further down: after a page break, or over the next class."""
    # A row with a number or a date in it is no heading: most rows are done with here.
    if any(re.search(r"\d{4}|\d[/.]\d", cell) if isinstance(cell, str) else True for cell in cells):
        return None
    texts = [tidy(cell) for cell in cells]
    if sum(1 for text in texts if text) < 3:
        return None
    heading = headings.read(texts, (number,))
    return heading if heading.score >= headings.LEAST + 2 else None


def _merged_down(sheet, number, heading, given):
    """The class of a row; one cell merged over many rows says it only once."""
    if "class_name" in given or "class_name" not in heading.columns:
        return given.get("class_name", "")
    column = heading.columns["class_name"]
    for top, left, bottom, right in sheet.merged:
        if left <= column <= right and top <= number <= bottom:
            for row, cells in sheet.rows:
                if row == top and left < len(cells):
                    return cells[left]
    return ""


def _join_split_names(sheet, taken, heading):
    """A heading «Họ và tên» over two columns: family names in one, given names in the next."""
    column = heading.columns.get("full_name")
    if column is None or column + 1 in heading.titles or column + 1 in heading.columns.values():
        return
    beside = [
        values.text(pupil.cells[column + 1]) if column + 1 < len(pupil.cells) else ""
        for pupil in taken.pupils
    ]
    single = [text for text in beside if text and values.is_name(text + "a") and len(text) <= 12]
    if len(single) * 2 > len(taken.pupils):
        for pupil, text in zip(taken.pupils, beside, strict=True):
            pupil.given["given_name"] = text
