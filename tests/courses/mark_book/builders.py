"""Sheets of the mark book, filled in few words."""

from courses.mark_book import rights, writing
from students.models import Subject


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
