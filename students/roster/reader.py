"""A workbook → the rows that are pupils, with the class each stands in. Nothing is interpreted yet.

Left out: titles, numbering rows «(1) (2)», totals, signatures, lookup sheets. Kept with each row:
its number as Excel shows it and its cells as they were, for the file of rejected rows.
"""

import re
from dataclasses import dataclass, field

from lms.text import fold, tidy

from . import headings, values
from .issues import Issue

CLASS_WORD = re.compile(
    r"\b(?:lớp|lop)(?:\s+học)?\s*[:\-–]?\s*"
    r"(\d{1,2}(?:\s*[-.,/+]?\s*[a-zđ]{0,2}\.?\d{0,2})?)(?![\w])",
    re.IGNORECASE,
)
CLASS_ALONE = re.compile(r"\d{1,2}\s*(?:[A-ZĐ]{1,2}\s*\.?\d{0,2}|[./]\d{1,2})", re.IGNORECASE)
GRADE_WORD = re.compile(r"\b(?:khối|khoi)(?:\s+lớp)?\s*[:\-–]?\s*(\d{1,2})\b", re.IGNORECASE)
YEAR_WORD = re.compile(r"năm\s+học\s*:?\s*(20\d\d)\s*[-–—/]\s*(20\d\d)", re.IGNORECASE)
SCHOOL_WORD = re.compile(r"^\s*(?:trường|tên trường|đơn vị)\s*:?\s+(.{4,})$", re.IGNORECASE)
NUMBERING = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐa-z])\s*\)?(\s*=.*)?")
FOOTER = re.compile(
    r"(tong|cong)( so| cong)( .*|:.*)?|(tong|cong)\s*(:.*|\d.*)?|danh sach( nay)? (gom|co)\b.*|an dinh danh "
    r"sach.*|trong do\b.*"
    r"|si so\b.*|(hs |hoc sinh )?(nam|nu|nu dan toc|dan toc|khuyet tat|ho ngheo|con ho ngheo)\s*[:=].*"
    r"|nguoi lap.*|(kt )?(pho )?hieu truong.*|gvcn\b.*|giao vien( chu nhiem| lap)?\b.*|thu "
    r"truong.*|xac nhan.*"
    r"|ky( va)? ghi.*|ky ten.*|.*, ngay .* thang .* nam.*|ngay .* thang .* nam .*|.*ky, ghi ro ho ten.*"
    r"|lap bieu.*|van thu.*|ghi chu\s*:.*"
)
SIGNED = re.compile(
    r"(nguoi lap|hieu truong|gvcn|giao vien|thu truong|ky |.*ngay .* thang|lap bieu|xac nhan)"
)
# Signs that stand for Vietnamese letters in text typed with old fonts.
OLD_FONT = re.compile("[µ¶·¸¹®¨©ª«¬¡¢£¤¥§øûïåäëüöæñ]")

FACTS = {"ministry_id", "date_of_birth", "birth_male", "birth_female", "gender", "national_id"}


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


def read(book):
    """Find the lists in a `Book`."""
    found = FileRead(is_text=book.is_text)
    if word := _old_font(book):
        found.issues.append(Issue("old_font", values={"value": word}))
        return found
    for sheet in book.sheets:
        heading = headings.find(sheet)
        if heading is None:
            if sheet.rows:
                found.ignored_sheets.append(sheet.name)
            continue
        taken = _read_sheet(sheet, heading, found)
        if taken.pupils or len(book.sheets) == 1:
            found.sheets.append(taken)
        else:
            found.ignored_sheets.append(sheet.name)
    if not found.sheets:
        found.issues.append(Issue("no_heading"))
    return found


def _read_sheet(sheet, heading, found):
    taken = SheetRead(sheet.name, heading.rows[0], heading.titles, heading.columns)
    _note_heading(sheet.name, heading, found, taken)
    place = _Place(sheet, found)
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
        if not filled or _is_numbering(filled):
            continue
        given = _given(heading, cells)
        if _is_pupil(given) and not (past_list and not _has_facts(given)):
            taken.pupils.append(_pupil(sheet, number, cells, heading, given, place))
        elif place.look_between(filled):
            past_list = False
        elif _is_footer(filled):
            past_list = past_list or any(SIGNED.match(fold(text)) for text in filled)
        elif _says_anything(given) and not past_list:
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


class _Place:
    """The class and grade that hold from here on, told by titles and group rows."""

    def __init__(self, sheet, found):
        self.found = found
        self.grade = ""
        self.class_name = _class_in(sheet.name, alone=True)

    def look_above(self, cells):
        for text in filter(None, map(values.text, cells)):
            if told := YEAR_WORD.search(text):
                self.found.year_told = f"{told[1]}-{told[2]}"
            if told := SCHOOL_WORD.match(text):
                self.found.schools_told.append(tidy(told[1]))
            self.class_name = _class_in(text) or self.class_name
            if told := GRADE_WORD.search(text):
                self.grade = told[1]

    def look_between(self, filled):
        """Whether a row among the pupils names a class or a grade."""
        if len(filled) > 4:
            return False
        for text in filled:
            if told := _class_in(text, alone=len(filled) == 1):
                self.class_name = told
                return True
        if len(filled) <= 2 and (told := GRADE_WORD.search(filled[0])):
            self.grade, self.class_name = told[1], ""
            return True
        return False


def _class_in(text, alone=False):
    text = tidy(text)
    if told := CLASS_WORD.search(text):
        return tidy(told[1]).strip(" .-,/+")
    return text if alone and CLASS_ALONE.fullmatch(text) else ""


def _note_heading(name, heading, found, taken, again=False):
    row = heading.rows[0]
    for title in heading.forbidden:
        taken.closed = True
        found.issues.append(Issue("forbidden_column", name, row, title, {"value": title}))
    if again:
        return
    for _column, title in heading.unknown:
        if not (len(title) < 4 and NUMBERING.fullmatch(title)):
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


def _given(heading, cells):
    return {
        name: cells[column]
        for name, column in heading.columns.items()
        if column < len(cells) and values.text(cells[column])
    }


def _name_of(given):
    parts = [given.get("full_name", ""), given.get("family_name", ""), given.get("given_name", "")]
    return tidy(" ".join(values.text(part) for part in parts))


def _has_facts(given):
    return any(name in given for name in ("date_of_birth", "ministry_id", "birth_male", "birth_female"))


def _is_pupil(given):
    name = _name_of(given)
    # A row with two facts about a child is never taken for a total or a signature.
    if name and len(given.keys() & FACTS) >= 2:
        return True
    if not name or _is_footer([name]) or _class_in(name):
        return False
    # «Lò Văn An» with a number or any fact beside it; a lone name is someone's signature.
    beside = len(given.keys() - {"full_name", "family_name", "given_name"})
    return beside > 0 and values.is_name(name)


def _says_anything(given):
    """A row that is not left out without a word: it has a number or facts, so something is missing."""
    facts = given.keys() & {
        "ministry_id",
        "date_of_birth",
        "birth_male",
        "birth_female",
        "gender",
        "national_id",
    }
    number = values.text(given.get("number", "")).isdigit()
    if _name_of(given):
        return bool(facts) or number or len(given) == 1
    return len(facts) >= 2 or (bool(facts) and number)


def _is_numbering(filled):
    if len(filled) < 3 or not all(NUMBERING.fullmatch(text) for text in filled):
        return False
    return sum(1 for text in filled if re.search(r"[\d]", text)) >= len(filled) - 3 or all(
        len(text) == 1 for text in filled
    )


def _is_footer(filled):
    return any(FOOTER.fullmatch(fold(text)) for text in filled[:3]) or any(
        FOOTER.fullmatch(fold(text)) for text in filled if len(text) > 8
    )


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


def _old_font(book):
    """A word that shows TCVN3 or VNI, when many cells hold such signs."""
    hits, seen = [], 0
    for sheet in book.sheets:
        for _number, cells in sheet.rows[:200]:
            for cell in cells:
                if isinstance(cell, str) and len(cell) > 2:
                    seen += 1
                    if OLD_FONT.search(cell):
                        hits.append(cell)
    return hits[0][:40] if len(hits) >= 3 and len(hits) * 10 > seen else ""
