"""What the columns of a sheet of questions hold, told by the words above them and never by their place."""

import re
from dataclasses import dataclass, field

from lms.text import fold

from .cells import text_of

# How far down the sheet its headings are looked for.
MOST_ROWS = 25
LETTERS = "ABCDEFGHIJKLMNOPQRST"
OPTION = re.compile(
    r"(?:(?:dap an|phuong an|lua chon|cau tra loi|tra loi|option|answer|choice|y|menh de)\s*)?"
    r"(?:([a-t])|([1-9]|1\d|20))(?: - max .*)?"
)
BARE_NUMBER = re.compile(r"\d+")
FIELDS = [
    ("data", r"du lieu goc( \d)?"),
    ("right", r"(dap an|phuong an|cau tra loi|tra loi|d/a)( dung| chinh xac| chuan)?", r"ket qua|key",
     r"(correct |right )?answers?( ?\(s\))?( key)?( - choose.*)?"),
    ("kind", r"(dang|loai|kieu)( cau( hoi)?| bai)?", r"(question )?type"),
    ("level", r"muc( do)?( nhan thuc| cau hoi| tu duy)?", r"do kho|cap do", r"level|difficulty"),
    ("text", r"(noi dung )?(cau hoi|de bai|cau dan|cau)( \(.*\))?", r"noi dung", r"phan dan",
     r"question( text)?( - max .*)?"),
    ("curriculum", r"ma (chuong trinh|yccd|yeu cau( can dat)?)|yccd"),
    ("topic", r"chu (de|diem)|chuong|bai( hoc)?", r"(don vi|noi dung) kien thuc", r"yeu cau can dat",
     r"topic|category|tags?"),
    ("points", r"(so )?diem( so)?", r"points?|score|marks?"),
    ("feedback", r"(loi|huong dan|bai) giai|giai thich|huong dan|goi y", r"(answer )?explanation|feedback"),
    ("picture", r"hinh( anh)?|anh|link (hinh|anh).*", r"image( link| url)?|picture"),
    ("unit", r"don vi( tinh)?|unit"),
    ("tolerance", r"sai so|tolerance"),
    ("passage", r"doan van|ngu lieu|bai doc|passage"),
    ("time", r"thoi gian.*|time.*"),
    ("ref", r"stt|tt|so (tt|thu tu|cau)|cau so|ma( cau( hoi)?)?|#", r"no|id|code|question (number|no)"),
]  # fmt: skip
PATTERNS = [(name, re.compile("|".join(patterns))) for name, *patterns in FIELDS]


@dataclass
class Columns:
    """Where the headings stand (`row`), the columns by what they hold, and those of the options."""

    row: int = 0
    fields: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    # The carrier of our own export may need several cells.
    data: list = field(default_factory=list)
    unknown: list = field(default_factory=list)

    @property
    def are_of_questions(self):
        return "text" in self.fields and (
            "right" in self.fields or len(self.options) > 1 or "kind" in self.fields
        )


def found_in(rows):
    """The `Columns` of a sheet, whose first rows are `rows`: [(number, cells)]; None without headings."""
    for number, cells in rows:
        columns = of_row(cells)
        if columns.are_of_questions:
            columns.row = number
            return columns
    return None


def of_row(cells):
    columns = Columns()
    for at, cell in enumerate(cells):
        if not isinstance(cell, str | int) or isinstance(cell, bool):
            continue
        words = re.sub(r"\s*[*:]+\s*$", "", fold(str(cell))).strip(" .")
        if not words or len(words) > 120:
            continue
        letter = _option(words)
        name = next((name for name, pattern in PATTERNS if pattern.fullmatch(words)), "")
        if letter:
            columns.options.setdefault(letter, at)
        elif name == "data":
            columns.data.append(at)
        elif name:
            columns.fields.setdefault(name, at)
        else:
            columns.unknown.append(text_of(cell))
    return columns


def _option(words):
    found = OPTION.fullmatch(words)
    if not found or BARE_NUMBER.fullmatch(words):
        return ""
    return found[1].upper() if found[1] else LETTERS[int(found[2]) - 1]
