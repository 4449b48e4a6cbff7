"""What titles, group rows and names of sheets tell: the class, the grade, the year, the school."""

import re

from lms.text import fold, tidy

from . import values

CLASS_WORD = re.compile(
    r"\b(?:lớp|lop)(?:\s+học)?\s*[:\-–]?\s*"
    r"(\d{1,2}(?:\s*[-.,/+]?\s*[a-zđ]{0,2}\.?\d{0,2})?)(?![\w])",
    re.IGNORECASE,
)
# «Lớp ghép 1+2», «Lớp Sao Mai»: over a list, whatever follows the word is the name.
CLASS_NAMED = re.compile(
    r"(?:lớp|lop)\s*[:\-–]?\s*(?:học\s+)?([^:;,(–]{1,30}?)\s*(?:[:;,(–].*| - .*)?", re.IGNORECASE
)
NOT_A_NAME = re.compile(r"(truong|pho|hoc|ghi chu|co|gom|gvcn|chu nhiem)\b.*")
CLASS_ALONE = re.compile(r"\d{1,2}\s*(?:[A-ZĐ]{1,2}\s*\.?\d{0,2}|[./]\d{1,2})", re.IGNORECASE)
GRADE_WORD = re.compile(r"\b(?:khối|khoi)(?:\s+lớp)?\s*[:\-–]?\s*(\d{1,2})\b", re.IGNORECASE)
YEAR_WORD = re.compile(r"năm\s+học\s*:?\s*(20\d\d)\s*[-–—/]\s*(20\d\d)", re.IGNORECASE)
# What schools of all places are called alike.
KINDS_OF_SCHOOL = {"truong", "th", "thcs", "thpt", "ptdtbt", "tieu", "hoc"}
SCHOOL_WORD = re.compile(r"^\s*(?:trường|tên trường|đơn vị)\s*:?\s+(.{4,})$", re.IGNORECASE)


class Place:
    """The class and grade that hold from here on, told by titles and group rows."""

    def __init__(self, sheet, found):
        self.found = found
        self.grade = ""
        self.class_name = class_in(sheet.name, alone=True)

    def look_above(self, cells):
        for text in filter(None, map(values.text, cells)):
            if told := YEAR_WORD.search(text):
                self.found.year_told = f"{told[1]}-{told[2]}"
            if told := SCHOOL_WORD.match(text):
                self.found.schools_told.append(tidy(told[1]))
            self.class_name = class_in(text) or self.class_name
            if told := GRADE_WORD.search(text):
                self.grade = told[1]

    def look_between(self, filled):
        """Whether a row among the pupils names a class or a grade."""
        if len(filled) > 4:
            return False
        for text in filled:
            if told := class_in(text, alone=len(filled) == 1):
                self.class_name = told
                return True
        if (
            len(filled) <= 2
            and (told := CLASS_NAMED.fullmatch(filled[0]))
            and not NOT_A_NAME.match(fold(told[1]))
        ):
            self.class_name = tidy(told[1][:1].upper() + told[1][1:])
            return True
        if len(filled) <= 2 and (told := GRADE_WORD.search(filled[0])):
            self.grade, self.class_name = told[1], ""
            return True
        return False


def class_in(text, alone=False):
    text = tidy(text)
    if told := CLASS_WORD.search(text):
        return tidy(told[1]).strip(" .-,/+")
    return text if alone and CLASS_ALONE.fullmatch(text) else ""


def speaks_of_another(told, school):
    """«Trường TH Nà Hỳ» above a list for Mường Nhà: the last words of a name are the place."""
    words = _words(told) - KINDS_OF_SCHOOL
    return bool(words) and not words & (_words(school.name) - KINDS_OF_SCHOOL)


def bare_school(name):
    """The name of a school as it is compared: without «Trường», its kind in letters."""
    bare = re.sub(r"[^a-z0-9 ]", " ", fold(name))
    bare = re.sub(
        r"\b(truong|tieu hoc|trung hoc co so|trung hoc pho thong|pho thong dan toc ban tru)\b",
        _short_kind,
        bare,
    )
    return tidy(bare)


def _short_kind(found):
    return {
        "truong": "",
        "tieu hoc": "th",
        "trung hoc co so": "thcs",
        "trung hoc pho thong": "thpt",
        "pho thong dan toc ban tru": "ptdtbt",
    }[found[0]]


def _words(name):
    return set(re.findall(r"[a-z0-9]+", fold(name)))
