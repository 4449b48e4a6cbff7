"""The Excel file that a class's papers are typed into, and how a filled one is read.

Columns are known by their headings, in any order: «II.3», «Phần II Câu 3»; «Câu 3» where there is one part.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from courses.printing.layout import ROMAN
from lms import spreadsheets
from lms.text import fold

from . import columns

MOST_ROWS = 400
# In so many rows from the top the headings are looked for.
HEAD_WITHIN = 12
QUESTION = re.compile(r"(?:phan\s*)?([ivx]+)\s*[.\-–,:]?\s*(?:cau\s*)?([0-9]{1,3})", re.ASCII)
NUMBER = re.compile(r"(?:cau\s*)?([0-9]{1,3})", re.ASCII)
HEADINGS = {
    "pupil_code": {"ma hoc sinh", "ma hs", "ma so", "code"},
    "name": {"ho va ten", "ho ten", "ho va ten hoc sinh", "ten hoc sinh", "hoc sinh", "full name"},
    "code": {"ma de", "de", "ma de thi", "paper code"},
}
# Known, and of no use here.
PASSED_OVER = {"stt", "tt", "lop", "ngay sinh", "so bao danh", "sbd", "ghi chu", "diem", "no."}


@dataclass
class Found:
    """A row as it was read."""

    number: int
    name: str = ""
    pupil_code: str = ""
    code: str = ""
    texts: dict = field(default_factory=dict)


def write(papers, sheets):
    """The bytes of a workbook with the class in it, and what was typed in of these papers so far."""
    heads = columns.of_papers(papers)
    coded = any(paper.code for paper in papers)
    rows = [[_("No."), _("Code of the pupil"), _("Full name"), *([_("Paper code")] if coded else [])]]
    rows[0] += [head.label for head in heads]
    for number, sheet in enumerate(sheets, start=1):
        code, texts = (sheet.code, sheet.texts) if sheet.is_of(papers) else ("", {})
        row = [number, sheet.student.code, sheet.student.full_name, *([code] if coded else [])]
        rows.append(row + [texts.get(head.label, "") for head in heads])
    help_rows = [[_("Column"), _("How to type")]]
    if coded:
        codes = ", ".join(paper.code for paper in papers)
        help_rows.append([_("Paper code"), codes])
    help_rows += [[head.label, head.hint] for head in heads]
    return spreadsheets.write([(_("Answers on paper"), rows), (_("How to type"), help_rows)])


def read(book, papers):
    """([Found], [headings that say nothing]) of the first sheet with our headings. Raises ValueError with a
    sentence when there is none."""
    labels = [head.label for head in columns.of_papers(papers)]
    for sheet in book.sheets:
        rows = list(sheet.rows)
        for at, (_number, cells) in enumerate(rows[:HEAD_WITHIN]):
            places, unknown = _headings(cells, labels)
            if any(name in places for name in ("name", "pupil_code")) and places.keys() & set(labels):
                return [one for one in (_row(*row, places) for row in rows[at + 1 :]) if one], unknown
    raise ValueError(
        _(
            "No sheet of this file has the columns of this quiz (the pupil's name or code, and %(first)s to "
            "%(last)s). Download the file of the class again and fill that one in."
        )
        % {"first": labels[0] if labels else "I.1", "last": labels[-1] if labels else "I.1"}
    )


def _headings(cells, labels):
    """({what: column}, [headings that say nothing])."""
    places, unknown = {}, []
    for column, cell in enumerate(cells):
        heading = " ".join(fold(text_of(cell)).split())
        if not heading or heading in PASSED_OVER:
            continue
        name = next((name for name, words in HEADINGS.items() if heading in words), None)
        name = name or _label(heading, labels)
        if name and name not in places:
            places[name] = column
        else:
            unknown.append(text_of(cell)[:60])
    return places, unknown


def _label(heading, labels):
    if found := QUESTION.fullmatch(heading):
        label = f"{found[1].upper()}.{int(found[2])}"
        return label if found[1].upper() in ROMAN and label in labels else None
    if found := NUMBER.fullmatch(heading):
        return found[1].lstrip("0") if found[1].lstrip("0") in labels else None
    return None


def _row(number, cells, places):
    """None for a row that names nobody and answers nothing."""
    told = {name: text_of(cells[at]) if at < len(cells) else "" for name, at in places.items()}
    if not any(told.values()):
        return None
    return Found(
        number,
        name=told.pop("name", "")[:160],
        pupil_code=told.pop("pupil_code", "")[:20].upper(),
        code=told.pop("code", "")[:10],
        texts={label: text[:200] for label, text in told.items()},
    )


def text_of(cell):
    """A cell as people write it: 12, -0,5."""
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())
