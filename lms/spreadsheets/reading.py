"""Bytes in, sheets out; rows keep the numbers that Excel shows at the left edge."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from . import texts
from .refusals import Refused, refuse_unless_safe
from .rows import Rows, Spool

CELLS = Path(__file__).with_name("cells.py")
PATIENCE = 90


@dataclass
class Sheet:
    """One sheet. `rows` are pairs of (number as Excel shows it, list of cells from column A).

    Empty rows are left out. A cell is str, int, float, bool or date; an empty one is "".
    `merged` holds areas as (first row, first column, last row, last column), rows as Excel
    numbers them and columns from 0; only the upper left cell of an area has the value.
    """

    name: str
    rows: Rows
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

    @property
    def row_count(self):
        return sum(len(sheet.rows) for sheet in self.sheets)

    def outline(self):
        """The book without its rows, as a JSONField keeps it; `Rows.blocks` gives the rows."""
        return {
            "is_text": self.is_text,
            "text_encoding": self.text_encoding,
            "sheets": [
                {
                    "name": sheet.name,
                    "hidden": sheet.hidden,
                    "merged": sheet.merged,
                    "rows": len(sheet.rows),
                    "blocks": sum(1 for _block in sheet.rows.blocks()),
                }
                for sheet in self.sheets
            ],
        }

    @classmethod
    def from_outline(cls, kept, fetch):
        """The book again; `fetch(sheet, block)` gives the rows of one block, both counted from 0."""
        return cls(
            [
                Sheet(
                    sheet["name"],
                    Rows(lambda block, at=at: fetch(at, block), sheet["blocks"], sheet["rows"]),
                    [tuple(area) for area in sheet["merged"]],
                    sheet["hidden"],
                )
                for at, sheet in enumerate(kept["sheets"])
            ],
            is_text=kept["is_text"],
            text_encoding=kept["text_encoding"],
        )


def read(content, name=""):
    """The sheets of a file, told apart by what it holds and never by its name."""
    if refuse_unless_safe(content) == "text":
        text, encoding = texts.decode(content)
        sheet = Sheet(Path(name).stem or "CSV", Spool().add(texts.rows(text)))
        return Book([sheet], is_text=True, text_encoding=encoding)
    return Book(_ask_reader(content))


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
    """Let cells.py write the cells into a file, and find there where each sheet's blocks lie."""
    spool = Spool(tempfile.TemporaryFile(prefix="rows-"))  # noqa: SIM115
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CELLS)],
            input=content,
            stdout=spool.file,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("unpacks_too_large") from error
    sheets, last = [], {}
    spool.file.seek(0)
    for line in spool.file:
        if not line.startswith(b"{"):
            count, _space, block = line.partition(b" ")
            spool.places.append((spool.file.tell() - len(block), len(block)))
            sheets[-1][2] += int(count)
            continue
        try:
            last = json.loads(line)
        except ValueError:
            break
        if "name" in last:
            sheets.append([last, len(spool.places), 0])
    if "refused" in last:
        raise Refused(last["refused"], **last.get("values", {}))
    if "end" not in last:
        # It was ended by its limits, or could not allocate and aborted.
        raise Refused("unpacks_too_large" if done.returncode < 0 else "damaged")
    ends = [first for _told, first, _count in sheets[1:]] + [len(spool.places)]
    return [
        Sheet(
            told["name"],
            spool.rows(first, end, count),
            [tuple(area) for area in told["merged"]],
            told["hidden"],
        )
        for (told, first, count), end in zip(sheets, ends, strict=True)
    ]
