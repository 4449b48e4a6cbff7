"""What taking a file over would do to each row; doing it once, and undoing it."""

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import PaperList, PaperListRow
from courses.printing import layout
from courses.printing.editions import chosen, of_page
from lms.text import fold
from lms.uploaded_lists import CannotApply, CannotUndo, close, close_undone, held_for_undo, hold
from students.models import Student

from . import standing, taking

CREATE, UPDATE, UNCHANGED, REFUSE, EMPTY, LEAVE = "create", "update", "unchanged", "refuse", "empty", "leave"
SHOWN_NAMES = 5


@transaction.atomic
def keep(page, school_class, papers, upload, found, unknown, by):
    """Keep a file as it was read, each row with the pupil it names."""
    kept = PaperList.objects.create(
        page=page,
        school_class=school_class,
        edition=papers[0].number,
        unknown=unknown,
        file_name=upload.name.replace("\x00", "")[-160:],
        file_hash=upload.hash,
        uploaded_by=by,
    )
    students = list(Student.objects.sitting_in(school_class))
    PaperListRow.objects.bulk_create(
        PaperListRow(
            paper_list=kept,
            number=one.number,
            name=one.name,
            pupil_code=one.pupil_code,
            student=_named(one, students),
            code=one.code,
            texts=one.texts,
        )
        for one in found
    )
    return kept


def _named(row, students):
    """The pupil of the class that a row names: by code, else by a name that only one has."""
    if row.pupil_code:
        return next((one for one in students if one.code == row.pupil_code), None)
    same = [one for one in students if fold(one.full_name) == fold(row.name)]
    return same[0] if len(same) == 1 else None


class Plan:
    """The rows of a kept file, each with its `action`, and what is `wrong` {label: sentence}."""

    def __init__(self, kept):
        self.kept = kept
        self.papers = chosen(of_page(kept.page), str(kept.edition))
        self.by_code = {paper.code: paper for paper in self.papers}
        self.rows = list(kept.rows.select_related("student"))
        students = {row.student for row in self.rows if row.student}
        self.sheets = {one.student.pk: one for one in standing.of_students(students, kept.page)}
        seen = set()
        for row in self.rows:
            row.wrong, row.as_written = {}, None
            row.action = self._action(row, seen)

    def _action(self, row, seen):
        if row.is_left_out:
            return LEAVE
        if not row.code and not any(row.texts.values()):
            return EMPTY
        if row.student is None:
            row.wrong["pupil"] = _("No pupil of the class is called so, or several are. Choose who it is.")
        elif row.student.pk in seen:
            row.wrong["pupil"] = _(
                "Another row above is of the same pupil. Choose who it is, or leave it out."
            )
        else:
            seen.add(row.student.pk)
        paper = self.by_code.get(row.code)
        if paper is None:
            row.wrong["code"] = _("The paper code is missing or none of %(codes)s.") % {
                "codes": ", ".join(self.by_code) or "–"
            }
        else:
            self._read(row, paper)
        if row.wrong:
            return REFUSE
        sheet = self.sheets[row.student.pk]
        if sheet.attempt is None:
            return CREATE
        return UNCHANGED if sheet.holds(paper, row.as_written) else UPDATE

    def _read(self, row, paper):
        try:
            responses, points = taking.read_sheet(paper, row.texts)
        except taking.Refused as why:
            row.wrong |= why.sentences
        else:
            row.as_written = standing.texts_of(layout.questions_of(paper), responses, points)

    def of(self, action):
        return [row for row in self.rows if row.action == action]

    @property
    def counts(self):
        skipped = sum(len(self.of(action)) for action in (REFUSE, EMPTY, LEAVE))
        told = {name: len(self.of(name)) for name in (CREATE, UPDATE, UNCHANGED)}
        return {"found": len(self.rows), **told, "skip": skipped, "refused": len(self.of(REFUSE))}

    left_out = ()


@transaction.atomic
def apply(kept, by):
    """Type the rows of a kept file in. Raises CannotApply; a second time adds nothing."""
    hold(kept)
    plan = Plan(kept)
    if not plan.papers:
        raise CannotApply(_("The papers of this file are gone. Nothing was taken over."))
    for row in plan.of(CREATE) + plan.of(UPDATE):
        sheet = plan.sheets[row.student.pk]
        stood_on = str(sheet.attempt.paper_id) if sheet.attempt else ""
        row.before = {"code": sheet.code, "paper": stood_on, "texts": sheet.texts}
        taking.take(row.student, plan.by_code[row.code], row.texts, by=by)
        row.save(update_fields=["before"])
    close(kept, plan, by)
    return plan


@transaction.atomic
def undo(kept, by):
    """Let each row stand as it stood before, unless somebody typed it anew since. Raises CannotUndo."""
    held = held_for_undo(kept)
    plan = Plan(held)
    rows = [row for row in plan.rows if row.before is not None and row.student]
    changed = [row.student.full_name for row in rows if not _stands(plan, row)]
    if changed:
        names = ", ".join(changed[:SHOWN_NAMES]) + (" …" if len(changed) > SHOWN_NAMES else "")
        words = _("Somebody typed these in anew since: %(names)s. So nothing was undone.")
        raise CannotUndo(words % {"names": names})
    # What stood before may be of another publishing, whose codes are the same.
    papers = {str(paper.pk): paper for paper in held.page.papers.all()}
    for row in rows:
        if not row.before["texts"]:
            taking.take_back(row.student, held.page, by=by)
            continue
        try:
            taking.take(row.student, papers[row.before["paper"]], row.before["texts"], by=by)
        except (taking.Refused, KeyError) as why:
            words = _(
                "What stood before of %(name)s cannot be read any more, so nothing was undone. Type it in "
                "anew on the sheet of the class."
            )
            raise CannotUndo(words % {"name": row.student.full_name}) from why
    close_undone(held, by)


def _stands(plan, row):
    paper = plan.by_code.get(row.code)
    return paper is not None and plan.sheets[row.student.pk].holds(paper, row.as_written)
