"""Sheets of the mark book, filled in few words, and files with marks."""

import io

import openpyxl

from courses.mark_book import rights, writing
from lms import spreadsheets
from students.models import Subject

HEAD = [
    "STT",
    "Lớp",
    "Mã định danh Bộ GD&ĐT",
    "Họ và tên",
    "Ngày sinh",
    "ĐĐGtx1",
    "ĐĐGgk",
    "ĐĐGck",
    "Nhận xét",
]


def fill(school_class, by, rows, code="toan", number=1):
    """Write `rows` {pupil: {place: text}} into the sheet of a subject and term; the entries come back."""
    subject = Subject.objects.get(code=code)
    term = next(one for one in rights.terms_of(school_class) if one.number == number)
    entries = [
        writing.Entry(str(student.pk), place, text)
        for student, cells in rows.items()
        for place, text in cells.items()
    ]
    return writing.write(school_class, subject, term, entries, by, regular=5)


def book(*rows, head=HEAD, name="Toán", above=()):
    made = openpyxl.Workbook()
    made.active.title = name
    for row in [*above, head, *rows]:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def rows_of(content):
    return {
        sheet.name: [cells for _n, cells in sheet.rows]
        for sheet in spreadsheets.read(content, "a.xlsx").sheets
    }
