"""What stands above a hand-over list: number and date of the paper, school, batch. Pure.

«Số: 12/BB-PTDTBT», «Mường Nhà, ngày 05 tháng 9 năm 2026», «Trường …», «Đợt 1 năm 2026». What is told twice
in two ways is not taken. A decision or plan that the paper refers to has a number and a day of its own.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from lms.text import fold, tidy
from students.roster import values

# Of another paper: «Căn cứ Quyết định số 123/QĐ-UBND ngày 01/9/2026».
REFERRED = re.compile(
    r"\b(quyet dinh|qd|ke hoach|cong van|to trinh|thong bao|can cu|hop dong|nghi quyet|giay)\b"
)
OWN = re.compile(r"\b(bien ban|danh sach|so giao)\b")
NUMBER = re.compile(r"\bsố(?:\s+biên bản)?\s*:?\s*(\d[\w.]*\s*/\s*[\w\-–.&/ĐđƯư]+)", re.IGNORECASE)
NUMBER_LABELLED = re.compile(
    r"^\s*số(?:\s+(?:biên bản|phiếu|bb))?\s*:\s*([\w\-–./&]*\d[\w\-–./&]*)\s*$", re.IGNORECASE
)
DAY_WORDS = re.compile(
    r"ngày\s+(\d{1,2})\s*(?:tháng|/|-|\.)\s*(\d{1,2})\s*(?:năm|/|-|\.)\s*(\d{4})", re.IGNORECASE
)
DAY_LABELLED = re.compile(
    r"^\s*(?:ngày|thời gian|ngày (?:giao|bàn giao|nhận|cấp|phát|ký|lập)[^:]*)\s*:?\s*(?:\S+\s*,\s*)?"
    r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b",
    re.IGNORECASE,
)
DAY_LABEL = re.compile(r"^(ngay|thoi gian)( (giao|ban giao|nhan|cap|phat|ky|lap).*)?$")
SCHOOL = re.compile(r"^\s*(?:đơn vị|tên trường|trường)\s*:\s*(\S.{3,})$", re.IGNORECASE)
SCHOOL_NAMED = re.compile(r"^\s*(trường\s+\S.{3,})$", re.IGNORECASE)
SCHOOL_KIND = re.compile(r"^(ptdt|th|thcs|thpt|tieu hoc|trung hoc|pho thong|mam non)[a-z]*\b.{3,}")
SCHOOL_INSIDE = re.compile(
    r"\b(trường\s+(?:PT|TH|THCS|THPT|tiểu học|trung học|phổ thông|mầm non).*?)"
    r"(?=\s+(?:nhận|được|năm|đợt|cấp|từ|bàn giao)\b|\s*[(,;–-]|$)",
    re.IGNORECASE,
)
BATCH_LABELLED = re.compile(
    r"^\s*đợt(?:\s+(?:cấp|phân bổ|giao|máy|bàn giao|phát))?\s*:\s*(\S.*)$", re.IGNORECASE
)
BATCH = re.compile(
    r"\b(đợt\s+[\wIVX]+(?:\s*[/.-]\s*\d{4}|\s*[,(]?\s*(?:tháng\s+\d{1,2}\s*[/-]?\s*)?(?:năm\s+(?:học\s+)?)?\d{4}(?:\s*[-–]\s*\d{4})?\)?)?)",
    re.IGNORECASE,
)
NOT_A_BATCH = re.compile(r"đợt\s+(cấp|này|phân|giao|phát|bàn|nhận|tặng|hỗ)\b", re.IGNORECASE)


@dataclass
class Facts:
    """Everything that was found, in the order of the file; each fact is taken when it is one."""

    numbers: list = field(default_factory=list)
    dates: list = field(default_factory=list)
    schools: list = field(default_factory=list)
    batches: list = field(default_factory=list)

    @property
    def number(self):
        return _only(self.numbers)

    @property
    def date(self):
        return _only(self.dates)

    @property
    def school_text(self):
        return _only(self.schools, key=fold)

    @property
    def batch_text(self):
        return _only(self.batches, key=fold)


def above(sheets):
    """The facts above the headings of some sheets (`SheetRead` of the reader)."""
    found = Facts()
    for taken in sheets:
        sheet, heading = taken.parts
        first = heading.rows[0]
        # A US Excel that swapped the birthdays swapped this day as well.
        swapped = taken.watched is not None and taken.watched.birth.habits.swapped
        for number, cells in sheet.rows:
            if number >= first:
                break
            for text, beside in _texts(cells):
                _look(text, beside, found, swapped)
    return found


def _texts(cells):
    """Each text of a row with the cell beside it, a label with its value in the next cell as one text."""
    filled = [cell for cell in cells if values.text(cell)]
    at = 0
    while at < len(filled):
        text, following = values.text(filled[at]), filled[at + 1] if at + 1 < len(filled) else ""
        is_label = text.endswith(":") or fold(text) in ("so", "ngay", "truong", "don vi", "dot", "dot cap")
        if is_label and following != "":
            yield f"{text.rstrip(': ')}: {values.text(following)}", following
            at += 2
        else:
            for line in re.split(r"[\r\n]+", str(filled[at])) if isinstance(filled[at], str) else [text]:
                yield tidy(line), filled[at]
            at += 1


def _look(text, cell, found, swapped):
    folded = fold(text)
    is_own = not REFERRED.search(folded) or bool(OWN.search(folded))
    if is_own:
        own = text if not REFERRED.search(folded) else _of_the_paper(text)
        found.numbers += [re.sub(r"\s", "", told[1]).rstrip(".-/") for told in NUMBER.finditer(own)] or [
            told[1] for told in NUMBER_LABELLED.finditer(own)
        ]
        found.dates += _days(own, cell, swapped)
    if told := SCHOOL.match(text):
        found.schools.append(tidy(told[1]))
    elif told := SCHOOL_NAMED.match(text):
        inside = SCHOOL_INSIDE.match(text)
        found.schools.append(tidy(inside[1] if inside else told[1]).rstrip(" .,;"))
    elif SCHOOL_KIND.match(folded) and len(text) <= 80:
        found.schools.append(text)
    elif told := SCHOOL_INSIDE.search(text):
        found.schools.append(tidy(told[1]).rstrip(" .,;"))
    if told := BATCH_LABELLED.match(text):
        if any(sign.isalnum() for sign in told[1]):
            found.batches.append(tidy(told[1]))
    elif (told := BATCH.search(text)) and not NOT_A_BATCH.match(told[1]):
        found.batches.append(tidy(told[1]).rstrip(" .,;("))


def _of_the_paper(text):
    """The part of a text that speaks of the paper itself, up to where another one is named."""
    found = re.search(r"biên bản|danh sách|sổ giao", text, re.IGNORECASE)
    own = text[found.start() :] if found else ""
    other = REFERRED.search(fold(own))
    return own[: other.start()] if other else own


def _days(text, cell, swapped):
    if isinstance(cell, date):
        days = [cell] if DAY_LABEL.match(fold(text.partition(":")[0])) else []
        return days + [date(cell.year, cell.day, cell.month)] if days and swapped and cell.day <= 12 else days
    told = [found.groups() for found in DAY_WORDS.finditer(text)]
    told = told or [found.groups() for found in DAY_LABELLED.finditer(text)]
    days = []
    for day, month, year in told:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days


def _only(found, key=lambda one: one):
    """The one value that all say, or None."""
    return found[0] if found and len({key(one) for one in found}) == 1 else None
