"""Single cells of a class list: names, ids, gender, ethnic group, state. Issues are (code, values)."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from lms.text import fold, tidy

MALE = {"nam", "trai", "m", "male", "boy", "con trai"}
FEMALE = {"nu", "gai", "f", "female", "girl", "con gai"}
MARKS = {"x", "v", "✓", "✔", "√", "1", "*", "+", "co", "c"}
STATES = {
    "studying": {
        "dang hoc",
        "hoc",
        "dang theo hoc",
        "chuyen den",
        "moi",
        "tiep nhan",
        "hoc lai",
        "luu ban",
        "dang hoc tai truong",
        "chuyen den hoc",
        "tuyen moi",
        "chuyen ve",
    },
    "moved_out": {"chuyen di", "da chuyen di", "chuyen truong", "da chuyen truong", "chuyen", "di chuyen"},
    "dropped_out": {
        "bo hoc",
        "thoi hoc",
        "da bo hoc",
        "nghi hoc",
        "da nghi hoc",
        "da thoi hoc",
        "nghi",
        "buoc thoi hoc",
    },
    "finished": {"tot nghiep", "da tot nghiep", "hoan thanh cap hoc", "ra truong"},
}
NAME = re.compile(r"[^\W\d_][^\d_]*", re.UNICODE)
ERROR_CELL = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")


def text(cell):
    """A cell as one tidy line; a whole number without «.0», a day as day/month/year."""
    if isinstance(cell, str):
        return tidy(cell.replace("\x00", "")) if cell else ""
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, date):
        return f"{cell:%d/%m}/{cell.year:04d}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)


def name(cell):
    """A person's name; each word begins with a capital, capitals throughout become a normal name.

    Old fonts have no capital letters with tone marks, so converted lists say «Lò Thị ánh».
    """
    found = text(cell).strip(" .,;:-")
    if found.isupper() and " " in found:
        found = found.title()
    return " ".join(word[:1].upper() + word[1:] for word in found.split(" "))


def is_name(found):
    letters = sum(1 for sign in found if sign.isalpha())
    return bool(NAME.fullmatch(found)) and letters >= 2 and letters >= len(found.replace(" ", "")) * 0.8


def tone_key(words):
    """A name by which both placements of a tone mark are one (Hòa = Hoà), but Hoa and Hòa are two.

    >>> tone_key("Hòa") == tone_key("Hoà") != tone_key("Hoa")
    True
    """
    return " ".join(map(_syllable, tidy(words).lower().split(" ")))


def is_no_better_name(known, told):
    """The told name differs by case, by the place of a tone mark or by missing marks alone."""
    return tone_key(known) == tone_key(told) or (fold(known) == fold(told) and told.lower() == fold(told))


@lru_cache(maxsize=10_000)
def _syllable(word):
    letters, tones = [], []
    for sign in unicodedata.normalize("NFD", word):
        (tones if sign in "\u0300\u0301\u0303\u0309\u0323" else letters).append(sign)
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(tones)


def gender(cell):
    said = fold(text(cell))
    if said in MALE:
        return "male", []
    if said in FEMALE:
        return "female", []
    return "", [("gender_unknown", {"value": text(cell)})] if said else []


def is_marked(cell):
    """Whether a cell of a column such as «Nữ» carries its cross."""
    said = fold(text(cell))
    return said in MARKS or said in FEMALE or said in MALE


def state(cell):
    said = tidy(re.sub(r"[^a-z ]", " ", re.sub(r"\(.*?\)", " ", fold(text(cell)))))
    # «Chuyển đi kỳ I», «Bỏ học trong hè»: when it was is not asked here.
    said = re.sub(r" (trong |giua |cuoi |dau )?(hoc ky|hk|ky|he|nam hoc|nam)( i{1,2})?$", "", said)
    if not said:
        return "studying", []
    for code, words in STATES.items():
        if said in words:
            return code, []
    return None, [("status_unknown", {"value": text(cell)})]


def ministry_id(cell, is_text=False):
    """The ministry's id: opaque, ten digits today. A number cell drops its first zeros."""
    said = text(cell).replace(" ", "").lstrip("'")
    if not said or said in ("-", "0"):
        return "", []
    if isinstance(cell, float) or not re.fullmatch(r"[A-Za-z0-9]{6,20}", said):
        return "", [("ministry_id_broken", {"value": text(cell)})]
    if said.isdigit() and len(said) in (8, 9):
        full = said.zfill(10)
        return full, [("ministry_id_lost_zero", {"value": said, "id": full})]
    return said, []


def national_id(cell):
    said = re.sub(r"[ .']", "", text(cell))
    if not said or said in ("-", "0"):
        return "", []
    if said.isdigit() and len(said) == 11 and said[0] != "0":
        # Điện Biên's own begin with 011: a number cell loses exactly one zero.
        return "0" + said, [("national_id_lost_zero", {})]
    if not re.fullmatch(r"\d{12}", said):
        return "", [("national_id_broken", {"value": text(cell)})]
    return said, []


def national_id_agrees(number, born, sex):
    """Whether digits 4–6 (century with sex, year) say what the list says."""
    century, is_female = divmod(int(number[3]), 2)
    if sex and is_female != (sex == "female"):
        return False
    return born is None or born.year == 1900 + 100 * century + int(number[4:6])


class EthnicGroups:
    """The official groups by name and alias, told by marks first and without marks only when one fits."""

    def __init__(self, groups):
        self.exact, self.folded, self.known = {}, {}, {}
        for group in groups:
            for spelling in [group.name, *filter(None, group.aliases.split("|"))]:
                self.exact.setdefault(tone_key(spelling), group.code)
                self.folded.setdefault(self._bare(spelling), set()).add(group.code)

    def read(self, cell):
        if cell not in self.known:
            self.known[cell] = self._read(cell)
        return self.known[cell]

    def _read(self, cell):
        said = re.sub(r"^(dân tộc|dt\.?)\s+", "", text(cell), flags=re.IGNORECASE)
        if not said:
            return None, []
        for spelling in (said, re.sub(r"\s*\(.*\)", "", said)):
            if code := self.exact.get(tone_key(spelling)):
                return code, []
            if len(codes := self.folded.get(self._bare(spelling), set())) == 1:
                return next(iter(codes)), []
        return None, [("ethnic_group_unknown", {"value": said})]

    @staticmethod
    def _bare(spelling):
        return re.sub(r"[^a-z]", "", fold(spelling))
