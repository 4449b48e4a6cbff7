"""Marks and remarks in columns, as far as they are shown."""

from django.db.models import Q
from django.utils.translation import gettext as _

from courses.mark_book.showing import released_rows
from courses.models import (
    ColumnMark,
    MarkColumn,
    MarkListRow,
)
from students.dossier import table


def tables(student, attempts):
    shown = {attempt.pk for attempt in attempts if attempt.shown_mark is not None}
    yield table(
        "column_marks",
        _("marks in columns"),
        _column_marks(student, shown),
        subject=(_("subject"), "column.subject.name"),
        term=(_("term"), "column.term.number"),
        column=(_("column of marks"), "column.title"),
        mark=_("mark"),
        words=(_("level or remark"), "words"),
        at=(_("entered"), "at"),
    )
    yield table(
        "mark_list_rows",
        _("rows about the pupil in files of marks"),
        MarkListRow.objects.filter(student=student).select_related("mark_list", "subject").order_by("pk"),
        subject=(_("subject"), "subject.name"),
        file=(_("file"), "mark_list.file_name"),
        uploaded_at=(_("uploaded"), "mark_list.uploaded_at"),
        row=(_("row"), "number"),
    )


def _column_marks(student, attempts):
    """What came of quizzes whose mark is shown, and what a teacher showed of the mark book."""
    classes = MarkColumn.objects.filter(rows__student=student).values("school_class")
    shown = [row.pk for row, _release in released_rows(student, classes)]
    mine = ColumnMark.objects.filter(student=student).select_related("column__subject", "column__term")
    return mine.filter(Q(attempt__in=attempts) | Q(pk__in=shown)).order_by("pk")
