"""A workbook → the rows that are records of the list, with the class each stands under. Uninterpreted.

Left out: titles, numbering rows «(1) (2)», totals, signatures, lookup sheets. A sheet is gone through
anew each time its records are asked for, so that a long list need not be held in memory.
"""

import re
from dataclasses import dataclass, field

from lms.text import fold, tidy

from . import headings, rows, values
from .encodings import in_unicode
from .issues import ERROR, Issue
from .titles import Place
from .vocabulary import PUPILS

# So many records of a sheet are held; more are read again.
MOST_HELD = 10_000


@dataclass(slots=True)
class Record:
    """One row of a list: its cells as they were and by meaning, and the class it stands under."""

    sheet: str
    row: int
    cells: list
    given: dict
    class_name: object = ""
    grade: object = ""


@dataclass
class FileRead:
    sheets: list = field(default_factory=list)
    ignored_sheets: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    year_told: str = ""
    schools_told: list = field(default_factory=list)
    is_text: bool = False

    @property
    def count(self):
        return sum(sheet.count for sheet in self.sheets)

    @property
    def records(self):
        return (record for sheet in self.sheets for record in sheet.records())


def read(book, encoding="", words=PUPILS, watch=None):
    """Find the lists of one kind in a `Book`; `encoding` is the one that a person chose.

    `watch()` makes what looks at each record of a sheet when it is first gone through: `sheet.watched`.
    """
    found, unreadable = FileRead(is_text=book.is_text), []
    for raw in book.sheets:
        said = []
        sheet, found_encoding = in_unicode(raw, book, encoding, said)
        refused = [issue for issue in said if issue.level == ERROR]
        unreadable += refused
        heading = None if refused else headings.find(sheet, words)
        if heading is None:
            if sheet.rows:
                found.ignored_sheets.append(sheet.name)
            continue
        taken = SheetRead(sheet, found_encoding, heading, found, watch)
        if taken.count or len(book.sheets) == 1:
            found.sheets.append(taken)
            found.issues += said
        else:
            found.ignored_sheets.append(sheet.name)
    if not found.sheets:
        found.issues += unreadable or [Issue("no_heading", values={"value": words.example})]
    return found


class SheetRead:
    """A sheet with a list: its columns, and its records each time they are asked for."""

    def __init__(self, sheet, encoding, heading, found, watch=None):
        self.name, self.encoding = sheet.name, encoding
        self.heading_row, self.titles, self.columns = heading.rows[0], heading.titles, heading.columns
        # A title that forbids taking any row.
        self.forbidden = ""
        self.watched = watch() if watch else None
        self._sheet, self._heading = sheet, heading
        self._names_go_on = self._held = None
        self._look(found)

    def records(self):
        records = self._held if self._held is not None else _Walk(self, FileRead()).records()
        for record in records:
            if self._names_go_on:
                record.given["given_name"] = self._beside(record)
            yield record

    def _look(self, found):
        """Go through once: how many records there are, and what titles and headings say."""
        self.count, beside, held = 0, 0, []
        for record in _Walk(self, found).records():
            self.count += 1
            beside += self._looks_given(self._beside(record))
            if self.watched:
                self.watched.look(record.given)
            if self.count <= MOST_HELD:
                held.append(record)
        self._held = held if self.count <= MOST_HELD else None
        # A heading «Họ và tên» over two columns: family names in one, given names in the next.
        self._names_go_on = beside * 2 > self.count

    def _beside(self, record):
        """What stands to the right of the name, in a column of its own without a heading."""
        column = self.columns.get("full_name")
        if column is None or column + 1 in self.titles or column + 1 in self.columns.values():
            return ""
        return values.text(record.cells[column + 1]) if column + 1 < len(record.cells) else ""

    @staticmethod
    def _looks_given(text):
        return bool(text) and values.is_name(text + "a") and len(text) <= 12

    @property
    def parts(self):
        return self._sheet, self._heading


class _Walk:
    """One going through a sheet, from the title to the signatures."""

    def __init__(self, taken, found):
        self.taken, self.found = taken, found
        self.sheet, self.heading = taken.parts
        self.words = self.heading.words
        self.place = Place(self.sheet, found)
        self.past_list = False
        self.merged = _Merged(self.sheet.merged, self.heading)

    def records(self):
        self._note_heading(self.heading)
        for number, cells in self.sheet.rows:
            self.merged.look(number, cells)
            if number < self.heading.rows[0]:
                self.place.look_above(cells)
            elif number not in self.heading.rows and (record := self._record(number, cells)):
                yield record

    def _record(self, number, cells):
        if again := _heading_again(number, cells, self.words):
            self.heading, self.past_list = again, False
            self._note_heading(again, again=True)
            return None
        given = rows.given(self.heading, cells)
        # Most rows are plainly records; a numbering row has no name as long as this.
        if len(rows.name_of(given)) > 8 and rows.is_plain(given, self.words) and not self.past_list:
            return self._made(number, cells, given)
        filled = [text for text in map(values.text, cells) if text]
        if not filled or rows.is_numbering(filled):
            return None
        if rows.is_record(given, self.words) and not (self.past_list and not rows.is_sure(given, self.words)):
            return self._made(number, cells, given)
        if self.place.look_between(filled):
            self.past_list = False
        elif rows.is_footer(filled) and not rows.is_numbered(given, self.words):
            # («Giáo viên» among the facts of a teacher is no signature.)
            self.past_list = self.past_list or any(rows.SIGNED.match(fold(text)) for text in filled)
        elif rows.says_anything(given, self.words) and not self.past_list:
            return self._made(number, cells, given)
        return None

    def _made(self, number, cells, given):
        for name in self.words.merged_down:
            if name not in given and name in self.heading.columns:
                given |= self.merged.over(number, name)
        return Record(
            self.sheet.name,
            number,
            cells,
            given,
            given.get("class_name", "") or self.place.class_name,
            given.get("grade", "") or self.place.grade,
        )

    def _note_heading(self, heading, again=False):
        row, issues = heading.rows[0], self.found.issues
        for title in heading.forbidden:
            self.taken.forbidden = title
            issues.append(Issue("forbidden_column", self.sheet.name, row, title, {"value": title}))
        if again:
            return
        for _column, title in heading.unknown:
            if not (len(title) < 4 and rows.NUMBERING.fullmatch(title)):
                issues.append(Issue("unknown_column", self.sheet.name, row, title, {"value": title}))
        for _column, title in heading.twice:
            issues.append(Issue("heading_twice", self.sheet.name, row, title, {"value": title}))


class _Merged:
    """Cells merged over several rows say their value only in the first one."""

    def __init__(self, areas, heading):
        wanted = {heading.columns[name] for name in heading.words.merged_down if name in heading.columns}
        self.columns = heading.columns
        self.areas = {}
        for top, left, bottom, right in areas:
            if bottom > top and wanted & set(range(left, right + 1)):
                self.areas.setdefault(top, []).append((left, bottom, right))
        # column → (last row, value)
        self.open = {}

    def look(self, number, cells):
        for left, bottom, right in self.areas.get(number, ()):
            if left < len(cells):
                self.open |= dict.fromkeys(range(left, right + 1), (bottom, cells[left]))

    def over(self, number, name):
        last, value = self.open.get(self.columns[name], (0, ""))
        return {name: value} if number <= last and values.text(value) else {}


def _heading_again(number, cells, words):
    """A heading repeated further down: after a page break, or over the next class."""
    # A row with a number or a date in it is no heading: most rows are done with here.
    if any(re.search(r"\d{4}|\d[/.]\d", cell) if isinstance(cell, str) else True for cell in cells):
        return None
    texts = [tidy(cell) for cell in cells]
    if sum(1 for text in texts if text) < 3:
        return None
    heading = headings.read(texts, (number,), words)
    return heading if heading.score >= headings.LEAST + 2 else None
