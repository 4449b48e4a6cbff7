"""Show a sheet to pupils and families as it stands, or take it from their sight; what they may read then."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from courses.models import ColumnMark, MarkColumn, SheetRelease
from lms.history import note_change
from students.models import Enrolment

from .cells import EMPTY, written
from .places import Kind, is_primary
from .sheet import Sheet, told_of_term, value_of
from .words import JUDGED
from .writing import held

# As a family reads the columns; a regular one with its number.
SAID = {
    Kind.REGULAR: gettext_lazy("regular assessment %(n)d"),
    Kind.MIDTERM: gettext_lazy("midterm assessment"),
    Kind.FINAL: gettext_lazy("assessment at the end of the term"),
    Kind.REMARK: gettext_lazy("the teacher's remark"),
    Kind.MID_LEVEL: gettext_lazy("in the middle of the term"),
    Kind.MID_REMARK: gettext_lazy("the teacher's remark in the middle of the term"),
    Kind.END_LEVEL: gettext_lazy("at the end of the term"),
    Kind.END_TEST: gettext_lazy("periodic test"),
    Kind.END_REMARK: gettext_lazy("the teacher's remark at the end of the term"),
}
ORDER = {kind: at for at, kind in enumerate(MarkColumn.Kind.values)}


@transaction.atomic
def show(school_class, subject, term, by):
    """Show all that stands in the sheet now; None when families see just that already."""
    held(school_class)
    sheet = Sheet(school_class, subject, term)
    shown = sheet.release
    if shown and shown.last_row >= sheet.last_row:
        return None
    return _release(sheet, by, is_shown=True, last_row=sheet.last_row, act="show a sheet of marks")


@transaction.atomic
def take_back(school_class, subject, term, by):
    """Show nothing of it any more; None when nothing was shown."""
    held(school_class)
    sheet = Sheet(school_class, subject, term)
    if sheet.release is None:
        return None
    return _release(sheet, by, is_shown=False, last_row=0, act="take a sheet of marks back")


def _release(sheet, by, is_shown, last_row, act):
    release = SheetRelease.objects.create(
        school_class=sheet.school_class,
        subject=sheet.subject,
        term=sheet.term,
        is_shown=is_shown,
        last_row=last_row,
        by=by,
    )
    note_change(by=by, act=act, thing=release, school=sheet.school_class.school_id)
    return release


@dataclass
class Shown:
    """What a family reads of one subject in one term: [(what, in words)], the average, remarks."""

    subject: object
    number: int
    lines: list
    remarks: list
    average: str
    school_class: object


def shown_to_family(student, year=None):
    """The subjects that were released of the pupil's classes of this year, newest term first. Nothing of
    anybody else, and no average of a primary pupil."""
    classes = {
        one.school_class_id: one.school_class
        for one in Enrolment.objects.filter(student=student).select_related("school_class__year")
    }
    if classes and year is None:
        year = max((one.year for one in classes.values()), key=lambda one: one.starts_on)
    wanted = [key for key, one in classes.items() if year and one.year_id == year.pk]
    standing = {}
    for row, release in released_rows(student, wanted):
        standing.setdefault(release, {})[row.column.kind, row.column.number] = row
    found = [_shown(release, cells, classes) for release, cells in standing.items()]
    return sorted(
        (one for one in found if one.lines or one.remarks), key=lambda one: (-one.number, one.subject.pk)
    )


def released_rows(student, classes):
    """[(row, its release)] of what was shown to the pupil and the family, the oldest first."""
    releases = {}
    told = SheetRelease.objects.filter(school_class__in=classes).select_related("subject", "term")
    for release in told.order_by("pk"):
        releases[release.school_class_id, release.subject_id, release.term.number] = release
    rows = ColumnMark.objects.filter(student=student, column__school_class__in=classes).order_by("pk")
    found = []
    for row in rows.select_related("column__term", "column__subject"):
        column = row.column
        release = releases.get((column.school_class_id, column.subject_id, column.term.number))
        if release and release.is_shown and row.pk <= release.last_row:
            found.append((row, release))
    return found


def _shown(release, cells, classes):
    lines, remarks, values = [], [], {}
    for place in sorted(cells, key=lambda place: (ORDER[place[0]], place[1])):
        kind, number = place
        value = value_of(cells[place])
        values[place] = value
        if value.same_as(EMPTY):
            continue
        what = SAID[kind] % {"n": number} if kind == Kind.REGULAR else str(SAID[kind])
        if kind in MarkColumn.REMARKS:
            remarks.append((what, value.words))
        else:
            lines.append((what, in_words(value)))
    school_class = classes[release.school_class_id]
    average = "" if is_primary(school_class) else _average(release, values)
    return Shown(release.subject, release.term.number, lines, remarks, average, school_class)


def _average(release, values):
    regular = [value for (kind, _number), value in values.items() if kind == Kind.REGULAR]
    midterm, final = (values.get((kind, 1), EMPTY) for kind in (Kind.MIDTERM, Kind.FINAL))
    told = told_of_term(release.subject.comment_only, regular, midterm, final)
    if told is None:
        return ""
    if release.subject.comment_only:
        return str(JUDGED[told])
    return _("%(mark)s points") % {"mark": written(told)}


def in_words(value):
    """A Value as a family reads it."""
    if value.mark is not None:
        return _("%(mark)s points") % {"mark": value.text}
    return str(JUDGED.get(value.words, value.words))


def said(told):
    """All of it as sentences, for the voice."""
    lines = []
    for one in told:
        words = pgettext("marks read aloud", "%(subject)s, term %(n)d")
        facts = [f"{what}: {text}" for what, text in [*one.lines, *one.remarks]]
        if one.average:
            facts.append(_("average of the term: %(average)s") % {"average": one.average})
        lines.append(f"{words % {'subject': one.subject.name, 'n': one.number}}. {'. '.join(facts)}.")
    return " ".join(lines)
