"""Bytes in, rows out; rows keep the numbers that Excel shows at the left edge."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lms import letters

from .refusals import MAX_ROWS, Refused, refuse_unless_safe

CELLS = Path(__file__).with_name("cells.py")
PATIENCE = 90
SEPARATORS = ",;\t"


@dataclass
class Sheet:
    """One sheet. `rows` are pairs of (number as Excel shows it, list of cells from column A).

    Empty rows are left out. A cell is str, int, float, bool or date; an empty one is "".
    `merged` holds areas as (first row, first column, last row, last column), rows as Excel
    numbers them and columns from 0; only the upper left cell of an area has the value.
    """

    name: str
    rows: list
    merged: list = field(default_factory=list)
    hidden: bool = False


@dataclass
class Book:
    sheets: list
    # Text files have no types: everything in them is a string.
    is_text: bool = False
    # Of a text file: its form of Unicode, or "" for bytes in an old encoding, each read as one Latin sign
    # (`lms/letters.py` makes Vietnamese of them).
    text_encoding: str = ""

    def as_json(self):
        """The book as a JSONField keeps it, with every row as it was."""
        return {
            "is_text": self.is_text,
            "text_encoding": self.text_encoding,
            "sheets": [
                {
                    "name": sheet.name,
                    "hidden": sheet.hidden,
                    "merged": sheet.merged,
                    "rows": [[number, [_kept(cell) for cell in cells]] for number, cells in sheet.rows],
                }
                for sheet in self.sheets
            ],
        }

    @classmethod
    def from_json(cls, kept):
        return cls(
            [_sheet(**sheet) for sheet in kept["sheets"]],
            is_text=kept["is_text"],
            text_encoding=kept.get("text_encoding", "utf-8"),
        )


def read(content, name=""):
    """The sheets of a file, told apart by what it holds and never by its name."""
    if refuse_unless_safe(content) == "text":
        text, encoding = _decode(content)
        sheet = Sheet(Path(name).stem or "CSV", list(_text_rows(text)))
        return Book([sheet], is_text=True, text_encoding=encoding)
    answer = _ask_reader(content)
    if "refused" in answer:
        raise Refused(answer["refused"], **answer.get("values", {}))
    return Book([_sheet(**found) for found in answer["sheets"]])


def column_letters(index):
    """The letters Excel shows over a column, counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _ask_reader(content):
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CELLS)], input=content, capture_output=True, timeout=PATIENCE
        )
        return json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Refused("unpacks_too_large") from error
    except ValueError as error:
        # It was ended by its limits, or could not allocate and aborted.
        raise Refused("unpacks_too_large" if done.returncode < 0 else "damaged") from error


def _kept(cell):
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def _sheet(name, rows, merged, hidden):
    def cell_of(kept):
        return date.fromisoformat(kept["d"]) if isinstance(kept, dict) else kept

    rows = [(number, [cell_of(cell) for cell in cells]) for number, cells in rows]
    return Sheet(name, rows, [tuple(area) for area in merged], hidden)


def _decode(content):
    """(text, its form of Unicode); bytes in an old encoding come as Latin signs and ""."""
    marks = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    mark = next((mark for mark in marks if content.startswith(mark)), b"")
    encoding = marks.get(mark) or _without_mark(content)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if mark or encoding != "utf-8":
            raise Refused("unknown_letters") from error
        text, encoding = letters.decoded_byte_by_byte(content), ""
    if "\x00" in text or sum(1 for sign in text[:4000] if sign < " " and sign not in "\r\n\t\f") > 3:
        raise Refused("not_a_spreadsheet")
    if not encoding and not letters.guess([text[:200_000]], letters.SINGLE_BYTE).is_readable:
        raise Refused("unknown_letters")
    return text, encoding


def _without_mark(content):
    """UTF-16 without its mark shows as a NUL beside nearly every ASCII sign."""
    sample = content[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) / 8:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _text_rows(text):
    # Excel takes a first line «sep=;» as an instruction and does not show it as a row.
    told = re.match(r'"?sep=([^"\r\n])"?\r?\n', text, re.IGNORECASE)
    if told:
        text, separator = text[told.end() :], told[1]
    else:
        separator = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            if number > MAX_ROWS:
                raise Refused("too_many_rows", limit=MAX_ROWS)
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise Refused("bad_text_table", line=number + 1) from error


def _separator(text):
    """The sign that splits most of the first lines into the same number of columns."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:40]

    def steadiness(sign):
        counts = [line.count(sign) for line in lines if sign in line]
        return max((counts.count(most) * min(most, 12) for most in set(counts)), default=0)

    return max(SEPARATORS, key=steadiness)
