"""Sheets of questions: our own template, and those that schools and other programs have.

headings    what a column holds, by the words above it
cells       cells as they are shown
rows        a row as the question it asks
pictures    pictures that lie on a row
"""

import re
from dataclasses import replace
from itertools import islice
from types import SimpleNamespace

from courses.exporting import excel_row, passages
from courses.importing import exact, lines, package
from courses.importing.found import Issue, Refused, refuse_too_many
from courses.importing.judging import STUMBLES
from lms import spreadsheets
from lms.text import fold

from . import headings, pictures, rows
from .cells import is_day, text_of

LABEL = "Excel"
OLE = b"\xd0\xcf\x11\xe0"
BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
# Sheets that show how to fill in the others.
SHOWN = re.compile(r"(vi du|huong dan|example|instructions?|danh muc|hdsd)\b.*")
FIRST_SIGNS = 4_000


def is_one(content, text):
    if text is not None:
        return _is_table(text)
    if content.startswith(OLE):
        return any(name in content for name in BOOKS)
    return package.is_one(content) and (b"xl/workbook" in content or b"opendocument.spreadsheet" in content)


def _is_table(text):
    """A text with commas, semicolons or tabs below headings of questions."""
    first = text.lstrip("\ufeff")[:FIRST_SIGNS].split("\n", 1)[0]
    cells = [cell.strip('" ') for cell in re.split(r"[\t;,]", first)]
    return len(cells) > 2 and headings.of_row(cells).are_of_questions


def read(content):
    try:
        book = spreadsheets.read(content)
    except spreadsheets.Refused as why:
        raise Refused("sheet_refused", sentence=why.sentence) from why
    sheets = [(sheet, columns) for sheet in book.sheets if not sheet.hidden and (columns := _columns(sheet))]
    if not sheets:
        raise Refused("no_headings")
    asked = [pair for pair in sheets if not SHOWN.fullmatch(fold(pair[0].name))] or sheets
    on_sheets, found, issues = pictures.of_book(content), [], []
    for sheet, columns in asked:
        found += _questions(sheet, columns, on_sheets.get(sheet.name, {}), len(found))
        refuse_too_many(found)
        left = [name for name in columns.unknown if name.strip()]
        if left:
            issues.append(Issue("columns_left", {"names": ", ".join(left)}))
    return found, issues


def _columns(sheet):
    return headings.found_in(islice(iter(sheet.rows), headings.MOST_ROWS))


def _questions(sheet, columns, shown, before):
    told = [
        (number, cells, _row(cells, columns))
        for number, cells in sheet.rows
        if number > columns.row and any(cells)
    ]
    told = [(number, cells, row) for number, cells, row in told if row.get("text") or row.options]
    refuse_too_many(told)
    by_place = _by_place([row for _number, _cells, row in told])
    found = []
    for number, cells, row in told:
        one = rows.read(row, row.get("ref") or str(before + len(found) + 1), by_place)
        here = {column: kept for (at, column), kept in shown.items() if at == number}
        _show(one, columns, here)
        _take_own(one, row, "".join(_cell(cells, at) for at in columns.data))
        used = {*columns.fields.values(), *columns.options.values()}
        for cell in (cells[at] for at in sorted(used) if at < len(cells) and is_day(cells[at])):
            one.say("cell_is_day", value=text_of(cell))
        if row.get("picture") and not one.pictures:
            one.say("picture_outside", address=row.get("picture"))
        found.append(one)
    return found


def _row(cells, columns):
    told = {name: _cell(cells, at) for name, at in columns.fields.items()}
    listed = [(letter, _cell(cells, at)) for letter, at in sorted(columns.options.items())]
    return rows.Row(told, listed)


def _cell(cells, at):
    return text_of(cells[at]) if at < len(cells) else ""


def _by_place(told):
    """Whether the answers are numbers of options: all of them are, and not all are what an option says."""
    said = [(row.get("right"), row) for row in told if len(row.options) > 1 and row.get("right")]
    if not said or not all(re.fullmatch(r"\d{1,2}(\s*[,;]\s*\d{1,2})*", right) for right, _row in said):
        return False
    if not all(0 < int(part) <= 20 for right, _row in said for part in re.findall(r"\d+", right)):
        return False
    return not all(right in {text for _letter, text in row.options} for right, row in said)


def _show(found, columns, here):
    """Pictures that lie on the row: in the column of an option they are of the option."""
    letters = {at: letter for letter, at in columns.options.items()}
    known = {one["id"] for one in found.content.get("options", [])}
    for column, kept in sorted(here.items()):
        option = letters.get(column, "").lower()
        found.pictures += [replace(one, option=option) if option in known else one for one in kept]


def _take_own(found, row, words):
    """What our own export wrote into its hidden column, where it says what the row says."""
    said = exact.known(words, passages.MORE)
    if said is None:
        return
    try:
        again = excel_row.cells(SimpleNamespace(**said), said.get("passage_text", ""))
    except STUMBLES:
        return
    shown = {name: row.get(name) for name in again if name not in excel_row.LETTERS} | dict(row.options)
    if {name: text for name, text in shown.items() if text} != _tidy(again):
        return
    exact.fill(found, said)
    found.issues, found.expects = [], []
    if found.passage:
        found.passage = exact.passage_of(said) or found.passage
    for picture in found.pictures:
        picture.alt = picture.alt or said["alt"]


def _tidy(told):
    tidied = {name: lines.lines(lines.clean(text)) for name, text in told.items()}
    return {name: text for name, text in tidied.items() if text}
