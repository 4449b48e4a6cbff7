"""Put a class's marks of a quiz into a column of its mark book, and again when they changed: rows are added,
none is taken away."""

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses import results
from courses.mark_book import rules, writing
from courses.models import ColumnMark, MarkColumn
from lms.history import note_change
from students.models import Student

FACTS = ("term", "kind", "title")


Refused = writing.Refused


@dataclass
class Line:
    """A pupil of the class: the try that counts, its mark (None while there is none), the mark that stands in
    the column."""

    student: Student
    attempt: object
    mark: Decimal | None
    before: Decimal | None

    @property
    def is_new(self):
        return self.mark is not None and self.mark != self.before

    @property
    def waits(self):
        return self.attempt is not None and self.mark is None


@dataclass
class Proposal:
    lines: list = field(default_factory=list)

    @property
    def new(self):
        return [line for line in self.lines if line.is_new]

    @property
    def waiting(self):
        return [line for line in self.lines if line.waits]

    @property
    def missing(self):
        return [line for line in self.lines if line.attempt is None]

    @property
    def digest(self):
        """The same as long as the marks are those that were looked at."""
        told = sorted(f"{line.student.pk}:{line.mark}:{line.before}" for line in self.lines)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def proposal(page, school_class, user, column=None):
    """What would be entered now for the pupils of the class."""
    kept = {key: row.mark for key, row in column.marks().items()} if column else {}
    lines = []
    for row in results.class_table(school_class, [page], user):
        attempt = row.cells[0].attempt
        is_done = attempt is not None and attempt.counted and attempt.is_over()
        mark = attempt.mark if is_done and not attempt.to_mark else None
        lines.append(Line(row.student, attempt, mark, kept.get(row.student.pk)))
    return Proposal(lines)


def feed(page, school_class, user, facts, digest):
    """Enter the marks; the column is opened with `facts` (subject, term, kind, title) the first time. The
    same again adds nothing. Raises Refused."""
    with transaction.atomic():
        writing.held(school_class)
        column = _column(page, school_class, user, facts)
        writing.refuse_if_closed(school_class, column.term)
        told = proposal(page, school_class, user, column)
        if told.digest != digest:
            raise Refused(_("Marks have changed since you looked. Look at them once more."))
        ColumnMark.objects.bulk_create(
            ColumnMark(column=column, student=one.student, mark=one.mark, attempt=one.attempt, by=user)
            for one in told.new
        )
        if told.new:
            note_change(
                by=user,
                act="enter marks",
                thing=column,
                after={"marks_entered": str(len(told.new))},
                school=school_class.school_id,
            )
    return column


def _column(page, school_class, user, facts):
    """The column of the quiz; a midterm or final that was typed into so far is taken for it."""
    columns = MarkColumn.objects.select_related("subject", "term")
    if known := columns.filter(page=page, school_class=school_class).first():
        return known
    if facts["kind"] == MarkColumn.Kind.REGULAR:
        number = _free_number(school_class, facts["subject"], facts["term"])
        return MarkColumn.objects.create(
            page=page, school_class=school_class, by=user, number=number, **facts
        )
    typed = columns.of_sheet(school_class, facts["subject"], facts["term"].number).filter(kind=facts["kind"])
    found = typed.first()
    if found is None:
        return MarkColumn.objects.create(page=page, school_class=school_class, by=user, **facts)
    if found.page_id:
        raise Refused(_taken())
    found.page = page
    found.save(update_fields=["page"])
    return found


def _free_number(school_class, subject, term, but=None):
    """The first ĐĐGtx in which nothing stands. Raises Refused."""
    kept = MarkColumn.objects.of_sheet(school_class, subject, term.number).filter(
        kind=MarkColumn.Kind.REGULAR
    )
    taken = set(kept.exclude(pk=but).values_list("number", flat=True))
    free = next((n for n in range(1, rules.MOST_REGULAR + 1) if n not in taken), None)
    if free is None:
        words = _("All %(n)d columns ĐĐGtx of this term are in use already. Choose another kind or term.")
        raise Refused(words % {"n": rules.MOST_REGULAR})
    return free


def change(column, facts, user):
    """Put term, kind and title of a column right; its marks stay. The same again notes nothing. Raises
    Refused."""
    with transaction.atomic():
        writing.held(column.school_class)
        held = MarkColumn.objects.select_related("school_class", "subject", "term").get(pk=column.pk)
        before = _facts(held)
        writing.refuse_if_closed(held.school_class, held.term)
        for name in FACTS:
            setattr(held, name, facts[name])
        after = _facts(held)
        told = [name for name in FACTS if before[name] != after[name]]
        if not told:
            return held
        writing.refuse_if_closed(held.school_class, held.term)
        if held.kind != MarkColumn.Kind.REGULAR:
            held.number = 1
        elif told != ["title"]:
            held.number = _free_number(held.school_class, held.subject, held.term, but=held.pk)
        try:
            with transaction.atomic():
                held.save(update_fields=[*told, "number"])
        except IntegrityError as why:
            raise Refused(_taken()) from why
        note_change(
            by=user,
            act="put a column right",
            thing=held,
            before={name: before[name] for name in told},
            after={name: after[name] for name in told},
            school=held.school_class.school_id,
        )
    return held


def _facts(column):
    return {"term": str(column.term), "kind": column.kind, "title": column.title}


def _taken():
    return _("This class has its midterm or final mark of this term already.")
