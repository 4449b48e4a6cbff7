"""The term of a class as a workbook, a sheet a subject in the ministry's columns word for word; and how
such a workbook, or a teacher's own, is read."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lms import spreadsheets
from lms.text import fold, tidy
from students.roster import dates

from .places import places_of
from .rules import MOST_REGULAR
from .sheet import Sheet

# The ministry's words, in every language.
HEAD = ["STT", "Lớp", "Mã định danh Bộ GD&ĐT", "Họ và tên", "Ngày sinh"]
HEAD_WITHIN = 15
MOST_ROWS = 3_000
KNOWN = {
    "class_name": {"lop", "lophoc"},
    "ministry_id": {"madinhdanhbogddt", "madinhdanhbo", "madinhdanh", "mahocsinh"},
    "name": {"hovaten", "hoten", "hovatenhocsinh", "hotenhocsinh", "tenhocsinh"},
    "born": {"ngaysinh", "ngaythangnamsinh"},
}
PASSED_OVER = {"stt", "tt", "gioitinh", "dantoc", "tbm", "dtbmhk", "tbmhk", "ghichu", "diemtbmhk"}
# Short names that teachers give the columns.
OTHERWISE = {
    "gk": "midterm",
    "giuaky": "midterm",
    "giuaki": "midterm",
    "ck": "final",
    "cuoiky": "final",
    "cuoiki": "final",
    "diemgk": "midterm",
    "diemck": "final",
    "ktdk": "endtest",
}
REGULAR = re.compile(r"(?:ddg)?(?:tx|thuongxuyen)([1-9][0-9]?)", re.ASCII)
# Over columns that a second row numbers.
GROUPS = {"ddgtx", "tx", "danhgiathuongxuyen", "diemthuongxuyen", "thuongxuyen"}
TERM = re.compile(r"\b(?:hoc k[yi]|hk) ?(ii|i|2|1)\b")


@dataclass
class Found:
    """A row as it was read."""

    sheet: str
    number: int
    subject: object
    class_name: str = ""
    ministry_id: str = ""
    name: str = ""
    born: date | None = None
    texts: dict = field(default_factory=dict)


def write(school_class, term, subjects, user):
    """(bytes of the workbook, the pupils in it)."""
    sheets, students = [], {}
    for subject in subjects:
        sheet = Sheet(school_class, subject, term, user)
        places = places_of(sheet.is_primary, subject.comment_only, sheet_regular(sheet))
        rows = [[*HEAD, *(place.label for place in places)]]
        for number, pupil in enumerate((one for one in sheet.pupils if one.sits_here), start=1):
            student = pupil.student
            students[student.pk] = student
            about = [number, school_class.name, student.ministry_id, student.full_name, student.date_of_birth]
            rows.append([*about, *(_cell(pupil.value(place.key)) for place in places)])
        sheets.append((subject.name, rows))
    return spreadsheets.write(sheets), list(students.values())


def sheet_regular(sheet):
    """The ministry's five columns, or as many as an older book has."""
    return max([MOST_REGULAR, *(number for _kind, number in sheet.columns)])


def _cell(value):
    return value.words if value.mark is None else float(value.mark)


@dataclass
class Reading:
    """What a file holds: rows, and what of it says nothing."""

    rows: list
    unknown: list


def read(book, school_class, term, subjects, subject=None):
    """A Reading. `subject`: whose marks a sheet holds that does not say so itself. Raises ValueError with a
    sentence when nothing can be read."""
    rows, unknown = [], []
    for sheet in book.sheets:
        lines = list(sheet.rows)
        head = next((at for at in range(min(len(lines), HEAD_WITHIN)) if _is_head(lines[at][1])), None)
        if head is None:
            if lines:
                unknown.append(_("sheet «%(name)s»") % {"name": sheet.name})
            continue
        above = " ".join(text_of(cell) for _n, cells in lines[:head] for cell in cells)
        _refuse_other_term(f"{sheet.name} {above}", term)
        of = _subject(sheet.name, above, subjects) or subject
        if of is None:
            words = _("sheet «%(name)s» (its subject is not told)")
            unknown.append(words % {"name": sheet.name})
            continue
        places, strange, first = _headings(lines, head, Sheet(school_class, of, term))
        unknown += strange
        found = (_row(sheet.name, of, number, cells, places) for number, cells in lines[first:])
        rows += [one for one in found if one]
    if not rows:
        raise ValueError(_nothing(unknown))
    return Reading(rows, unknown)


def _nothing(unknown):
    words = _(
        "No sheet of this file has pupils with marks of a subject of this class. It needs a row of headings "
        "with «Họ và tên» and columns such as ĐĐGtx1, ĐĐGgk, ĐĐGck, and the subject's name as the name of "
        "the sheet. Download the file of the class and fill that one in."
    )
    told = _("Passed over: %(names)s.") % {"names": ", ".join(unknown)} if unknown else ""
    return f"{words} {told}".strip()


def _key(cell):
    return re.sub(r"[^a-z0-9]", "", fold(text_of(cell)))


def _is_head(cells):
    return bool({_key(cell) for cell in cells} & KNOWN["name"])


def _refuse_other_term(text, term):
    found = TERM.search(fold(text))
    if found and {"i": 1, "ii": 2}.get(found[1], found[1]) not in (term.number, str(term.number)):
        words = _(
            "This file is of another term («%(text)s»); this page is of term %(n)d. Choose the other term."
        )
        raise ValueError(words % {"text": found[0], "n": term.number})


def _subject(name, above, subjects):
    """The subject that the sheet is named after, or that its title names; None."""
    named = fold(name).strip()
    for one in subjects:
        if named and named in (fold(one.name), fold(one.name)[:31].strip(), fold(one.code.replace("-", " "))):
            return one
    title = f" {fold(above)} "
    told = [one for one in subjects if f" {fold(one.name)} " in title.replace(":", " ").replace(",", " ")]
    return told[0] if len(told) == 1 else None


def _headings(lines, head, sheet):
    """({what: column}, [headings that say nothing], where the pupils begin)."""
    # What `write` sends out comes back: an older book may have more regular marks than the ministry's five.
    wanted = places_of(sheet.is_primary, sheet.subject.comment_only, sheet_regular(sheet))
    by_key = {_key(place.label): place.key for place in wanted}
    keys = {place.key for place in wanted}
    top, below = lines[head][1], lines[head + 1][1] if head + 1 < len(lines) else []
    # Two rows of headings: the lower one numbers what the upper one groups.
    is_double = bool({_key(cell) for cell in top} & GROUPS) or _is_second_head(below, by_key, keys)
    places, unknown, group = {}, [], ""
    for column in range(max(len(top), len(below) if is_double else 0)):
        upper = _key(top[column]) if column < len(top) else ""
        lower = _key(below[column]) if is_double and column < len(below) else ""
        group = upper or group
        heading = f"{group}{lower}" if group in GROUPS and lower.isdigit() else lower or upper
        if not heading or heading in PASSED_OVER or heading in GROUPS:
            continue
        name = next((name for name, words in KNOWN.items() if heading in words), None)
        name = name or by_key.get(heading) or _otherwise(heading, keys)
        if name and name not in places:
            places[name] = column
        else:
            told = text_of((below if lower else top)[column])
            unknown.append(told[:60])
    return places, unknown, head + (2 if is_double else 1)


def _is_second_head(cells, by_key, keys):
    found = [_key(cell) for cell in cells]
    return any(one in by_key or _otherwise(one, keys) for one in found if one and not one.isdigit())


def _otherwise(heading, keys):
    regular = REGULAR.fullmatch(heading) or re.fullmatch(r"(?:danhgia|diem)thuongxuyen([1-9][0-9]?)", heading)
    name = f"regular{regular[1]}" if regular else OTHERWISE.get(heading)
    return name if name in keys else None


def _row(sheet, subject, number, cells, places):
    """None for a row that is about no pupil: numbers of columns, totals, signatures."""
    told = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
    name, ministry_id = text_of(told.pop("name", "")), _id(told.pop("ministry_id", ""))
    class_name, born = text_of(told.pop("class_name", "")), told.pop("born", "")
    texts = {key: text_of(cell) for key, cell in told.items()}
    if name.isdigit() or not (name or ministry_id):
        return None
    if not ministry_id and not any(texts.values()) and not born:
        return None
    return Found(
        sheet[:40],
        number,
        subject,
        class_name=class_name[:60],
        ministry_id=ministry_id[:40],
        name=name[:160],
        born=_born(born),
        texts={key: text[:2_000] for key, text in texts.items()},
    )


def _id(cell):
    if isinstance(cell, float):
        return f"{cell:.0f}"
    return text_of(cell).replace(" ", "")


def _born(cell):
    return dates.read(cell).day if cell not in ("", None) else None


def text_of(cell):
    """A cell as people write it: 8,5."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return tidy(str(cell if cell is not None else "").replace("\x00", ""))
