"""Write into a sheet: rows are added, none is changed or taken away; what somebody else wrote meanwhile is
never written over unseen."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import ColumnMark, MarkColumn
from lms.history import note_change
from students.models import SchoolClass

from .cells import Wrong, read
from .sheet import Sheet, closing_of, value_of

KEPT, SAME, WRONG, CLASH = "kept", "same", "wrong", "clash"


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why nothing is written, in a sentence."""


@dataclass
class Entry:
    """What is to stand in a cell, and what stood there for who typed it (None: whatever stands there)."""

    student: str
    place: str
    now: object
    was: str | None = None
    attempt: object = None
    # What became of it.
    state: str = ""
    said: str = ""
    # As it stands now.
    text: str = ""


def held(school_class):
    """Hold the class's mark book until the transaction ends: who writes at the same time waits, and rows are
    numbered in the order in which others can see them."""
    return SchoolClass.objects.select_for_update(no_key=True, of=("self",)).get(pk=school_class.pk)


@transaction.atomic
def write(school_class, subject, term, entries, by, regular=0, act="enter marks"):
    """Write each Entry that can be; all of them come back with what became of them. Raises Refused."""
    held(school_class)
    sheet = Sheet(school_class, subject, term)
    refuse_if_closed(school_class, term)
    places = {place.key: place for place in sheet.places_with(regular)}
    pupils = {str(pupil.student.pk): pupil for pupil in sheet.pupils if pupil.sits_here}
    added = []
    for entry in entries:
        place, pupil = places.get(entry.place), pupils.get(entry.student)
        if place is None or pupil is None:
            entry.state, entry.said = WRONG, _("This pupil or column is not on the sheet any more.")
            continue
        if value := _judged(entry, place, pupil.rows.get(place.key)):
            row = ColumnMark(student=pupil.student, mark=value.mark, words=value.words, by=by)
            row.attempt = entry.attempt
            # The same cell twice in one go: the second is judged by the first.
            pupil.rows[place.key] = row
            row.at = timezone.now()
            added.append((place, row))
    for place, row in added:
        row.column = _column(sheet, place, by)
    ColumnMark.objects.bulk_create([row for _place, row in added])
    if added:
        note_change(
            by=by,
            act=act,
            thing=added[0][1].column,
            after={"marks_entered": str(len(added))},
            school=school_class.school_id,
        )
    return entries


def refuse_if_closed(school_class, term):
    if words := why_closed(school_class, term):
        raise Refused(words)


def why_closed(school_class, term):
    """Who closed the term, and who can open it again; nothing while it is open."""
    closing = closing_of(school_class, term)
    if closing is None:
        return ""
    words = _(
        "Term %(term)d of this class was closed by %(name)s on %(day)s. Only who leads the school can open "
        "it again, with a reason; ask there, and then it can be changed."
    )
    day = timezone.localtime(closing.closed_at)
    return words % {"term": term.number, "name": closing.closed_by, "day": f"{day:%d/%m/%Y}"}


def _judged(entry, place, row):
    """The Value to write; None when there is nothing to write, and the entry says why."""
    stands = value_of(row)
    entry.text = stands.text
    try:
        value = read(place.holds, entry.now)
    except Wrong as why:
        entry.state, entry.said = WRONG, str(why)
        return None
    if value.same_as(stands):
        entry.state, entry.said = SAME, value.note
        return None
    if entry.was is not None and entry.was != stands.text:
        entry.state, entry.said = CLASH, clash(row, stands)
        return None
    entry.state, entry.said, entry.text = KEPT, value.note, value.text
    return value


def clash(row, stands):
    """Who wrote what meanwhile, and when."""
    at = timezone.localtime(row.at)
    words = _("%(name)s wrote «%(text)s» here at %(time)s. Yours was not kept; type it again if it is right.")
    if not stands.text:
        words = _("%(name)s emptied this at %(time)s. Yours was not kept; type it again if it is right.")
    return words % {"name": row.by, "text": stands.text, "time": f"{at:%H:%M %d/%m/%Y}"}


def _column(sheet, place, by):
    """The column of the place, made with the first thing that is written into it."""
    column = sheet.column_at(place)
    if column is None:
        column, _made = MarkColumn.objects.get_or_create(
            school_class=sheet.school_class,
            subject=sheet.subject,
            term=sheet.term,
            kind=place.kind,
            number=place.number,
            defaults={"title": place.label, "by": by},
        )
        sheet.columns[place.kind, place.number] = column
    return column
