"""What taking a file of marks over would do to each row; doing it once, and undoing it."""

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import MarkList, MarkListRow
from lms.text import fold
from lms.uploaded_lists import CannotApply, CannotUndo, close, close_undone, held_for_undo, hold
from students.models import Student

from . import rights
from .cells import EMPTY, Wrong, read
from .rules import MOST_REGULAR
from .sheet import Sheet
from .sheet_file import HEAD
from .writing import CLASH, WRONG, Entry, Refused, refuse_if_closed, why_closed, write

CREATE, UPDATE, UNCHANGED, REFUSE, EMPTY_ROW = "create", "update", "unchanged", "refuse", "empty"
SHOWN_NAMES = 5
# Where what is wrong is about the row as a whole.
PUPIL = "pupil"


@transaction.atomic
def keep(school_class, term, upload, reading, by):
    """Keep a file as it was read, each row with the pupil it names. Raises Refused in a closed term."""
    refuse_if_closed(school_class, term)
    kept = MarkList.objects.create(
        school_class=school_class,
        term=term,
        unknown=reading.unknown[:40],
        file_name=upload.name.replace("\x00", "")[-160:],
        file_hash=upload.hash,
        uploaded_by=by,
    )
    students = list(Student.objects.sitting_in(school_class))
    MarkListRow.objects.bulk_create(
        MarkListRow(
            mark_list=kept,
            subject=one.subject,
            sheet=one.sheet,
            number=one.number,
            class_name=one.class_name,
            ministry_id=one.ministry_id,
            name=one.name,
            born=one.born,
            student=named(one, students),
            texts=one.texts,
        )
        for one in reading.rows
    )
    return kept


def named(row, students):
    """The pupil of the class that a row names: by the ministry's id, else by name and day of birth."""
    if row.ministry_id:
        if found := next((one for one in students if one.ministry_id == row.ministry_id), None):
            return found
        # An id that is nobody's here may still be missing with us; another pupil's it is not.
        students = [one for one in students if not one.ministry_id]
    same = [one for one in students if fold(one.full_name) == fold(row.name)]
    if row.born:
        same = [one for one in same if one.date_of_birth in (row.born, None)]
    return same[0] if len(same) == 1 else None


class Plan:
    """The rows of a kept file, each with its `action`, what is `wrong` and `noted` {place: sentence}, and the
    `changes` {place: Value}."""

    def __init__(self, kept, by=None):
        self.kept = kept
        self.rows = list(kept.rows.select_related("student", "subject"))
        self.written = rights.subjects_written_by(by, kept.school_class) if by else None
        self.sheets = {}
        # Why nothing of it is taken over or back: the term was closed meanwhile.
        self.refusal = why_closed(kept.school_class, kept.term)
        seen = set()
        for row in self.rows:
            row.wrong, row.noted, row.changes = {}, {}, {}
            row.action = self._action(row, seen)

    def sheet_of(self, subject):
        if subject.pk not in self.sheets:
            sheet = Sheet(self.kept.school_class, subject, self.kept.term)
            self.sheets[subject.pk] = (
                {place.key: place for place in sheet.places_with(MOST_REGULAR)},
                {pupil.student.pk: pupil for pupil in sheet.pupils if pupil.sits_here},
            )
        return self.sheets[subject.pk]

    def _action(self, row, seen):
        places, pupils = self.sheet_of(row.subject)
        if not any(row.texts.values()):
            return EMPTY_ROW
        self._refuse_pupil(row, pupils, seen)
        pupil = pupils.get(row.student_id)
        had = False
        for key, text in row.texts.items():
            if not text or key not in places:
                continue
            try:
                value = read(places[key].holds, text)
            except Wrong as why:
                row.wrong[key] = str(why)
                continue
            if value.note:
                row.noted[key] = value.note
            stands = pupil.value(key) if pupil else EMPTY
            # An empty cell of a file takes nothing back.
            if not value.same_as(EMPTY) and not value.same_as(stands):
                row.changes[key] = value
                had = had or not stands.same_as(EMPTY)
        if row.wrong:
            return REFUSE
        if not row.changes:
            return UNCHANGED
        return UPDATE if had else CREATE

    def _refuse_pupil(self, row, pupils, seen):
        if self.written is not None and row.subject.pk not in self.written:
            words = _("You do not write the sheet of %(subject)s. Ask whoever teaches it.")
            row.wrong[PUPIL] = words % {"subject": row.subject.name}
        elif row.class_name and _class(row.class_name) != _class(self.kept.school_class.name):
            words = _("This row is of class %(other)s, not of %(class)s. Take it over in that class.")
            row.wrong[PUPIL] = words % {"other": row.class_name, "class": self.kept.school_class.name}
        elif row.student_id not in pupils:
            row.wrong[PUPIL] = _(
                "No pupil of this class has this ministry id, or this name and day of birth; or two have the "
                "same name. Write the ministry id or the day of birth into the row."
            )
        elif (row.subject.pk, row.student_id) in seen:
            row.wrong[PUPIL] = _("A row above is of the same pupil. Keep one of them in the file.")
        else:
            seen.add((row.subject.pk, row.student_id))

    def of(self, action):
        return [row for row in self.rows if row.action == action]

    def label(self, row, key):
        """How the file heads the place."""
        place = self.sheet_of(row.subject)[0].get(key)
        return place.label if place else ""

    @property
    def counts(self):
        told = {name: len(self.of(name)) for name in (CREATE, UPDATE, UNCHANGED)}
        skipped = len(self.of(REFUSE)) + len(self.of(EMPTY_ROW))
        return {"found": len(self.rows), **told, "skip": skipped, "refused": len(self.of(REFUSE))}

    left_out = ()


def _class(name):
    return fold(name).removeprefix("lop ").replace(" ", "")


@transaction.atomic
def apply(kept, by):
    """Take the rows of a kept file over. Raises CannotApply; a second time adds nothing."""
    hold(kept)
    plan = Plan(kept, by)
    if plan.refusal:
        raise CannotApply(plan.refusal)
    _write(kept, plan.of(CREATE) + plan.of(UPDATE), plan, by)
    close(kept, plan, by)
    return plan


def _write(kept, rows, plan, by):
    entries = {}
    for row in rows:
        pupil = plan.sheet_of(row.subject)[1][row.student_id]
        row.before = {key: pupil.value(key).text for key in row.changes}
        row.after = {key: value.text for key, value in row.changes.items()}
        entries.setdefault(row.subject, []).extend(
            Entry(str(row.student_id), key, value.text, row.before[key]) for key, value in row.changes.items()
        )
    for subject, of_subject in entries.items():
        try:
            write(kept.school_class, subject, kept.term, of_subject, by, MOST_REGULAR, act="import marks")
        except Refused as why:
            raise CannotApply(str(why)) from why
        if any(one.state in (CLASH, WRONG) for one in of_subject):
            raise CannotApply(
                _("Somebody wrote into the book at this moment, so nothing was taken over. Try again.")
            )
    MarkListRow.objects.bulk_update(rows, ["before", "after"], batch_size=200)


@transaction.atomic
def undo(kept, by):
    """Let each cell stand as it stood before, unless somebody wrote it anew since. Raises CannotUndo."""
    held = held_for_undo(kept)
    _refuse_other_subjects(held, by)
    rows = [row for row in held.rows.select_related("student", "subject") if row.before is not None]
    entries = {}
    for row in rows:
        if row.student is None:
            continue
        entries.setdefault(row.subject, []).extend(
            (row.student, Entry(str(row.student_id), key, row.before[key], text))
            for key, text in row.after.items()
        )
    changed = []
    for subject, told in entries.items():
        try:
            write(
                held.school_class,
                subject,
                held.term,
                [entry for _student, entry in told],
                by,
                MOST_REGULAR,
                act="undo marks of a file",
            )
        except Refused as why:
            raise CannotUndo(str(why)) from why
        changed += [student.full_name for student, entry in told if entry.state in (CLASH, WRONG)]
    if changed:
        names = list(dict.fromkeys(changed))
        told = ", ".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")
        words = _(
            "Somebody wrote these anew since, or they left the class: %(names)s. So nothing was undone."
        )
        raise CannotUndo(words % {"names": told})
    close_undone(held, by)


def _refuse_other_subjects(kept, by):
    """Raise CannotUndo when the file brought marks of subjects that `by` does not write."""
    written = rights.subjects_written_by(by, kept.school_class)
    if written is None:
        return
    taken = kept.rows.filter(before__isnull=False).exclude(subject__in=written)
    if names := sorted(set(taken.values_list("subject__name", flat=True))):
        words = _(
            "This file also brought marks of %(subjects)s, which you do not write, so nothing was undone. "
            "Ask whoever teaches it, or the school."
        )
        raise CannotUndo(words % {"subjects": ", ".join(names)})


def may_discard(kept, by):
    """Whether `by` may throw the file away: the own one, or one of subjects that `by` writes."""
    written = rights.subjects_written_by(by, kept.school_class)
    return written is None or kept.uploaded_by == by or not kept.rows.exclude(subject__in=written).exists()


def left_out(plan):
    """Sheets (name, rows) of what was not taken over, in the ministry's columns with the reason beside it."""
    sheets = {}
    for row in plan.of(REFUSE):
        places = plan.sheet_of(row.subject)[0]
        head = [*HEAD, *(place.label for place in places.values()), _("Why it was left out")]
        rows = sheets.setdefault(row.subject.name, [head])
        about = [row.number, row.class_name, row.ministry_id, row.name, row.born]
        why = " ".join(
            f"{plan.label(row, key)}: {words}" if key != PUPIL else words for key, words in row.wrong.items()
        )
        rows.append([*about, *(row.texts.get(key, "") for key in places), why])
    return list(sheets.items())
