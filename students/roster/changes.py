"""Preview, then apply: a list goes in as a whole or not at all, and can be taken out again (undo.py).

Everything is written in bulk inside one transaction, some hundred rows at a time; each row that is made
or changed leaves a trail with how it stood before and after.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change, note_changes
from students.models import RosterImport, RosterWrite, School
from students.trail import Trail

from .plan import Plan


class CannotApply(Exception):
    """Nothing was written; the text is a sentence for the person. `plan` tells why, when there is one."""

    def __init__(self, sentence, plan=None):
        super().__init__(sentence)
        self.plan = plan


def apply(roster_import, book, by, on, seen=None, told=None, watch=None):
    """Carry out what the list says today; the plan that was carried out comes back.

    The plan is made anew inside the transaction, so that it fits the school as it is now. `seen` is
    the fingerprint of the plan that a person looked at: another one is refused. `told` is given
    the rows as they are done, `watch(done, total)` how far the reading is before anything is written.
    A list that changes nothing writes nothing (but the state of an import already kept).
    """
    kept = roster_import
    plan = Plan(kept.school, kept.year_code, book, on, kept.answers, kept.kind, watch)
    try:
        with transaction.atomic():
            _hold(kept)
            plan.school = School.objects.select_for_update().get(pk=kept.school_id)
            if plan.is_refused:
                raise CannotApply(plan.refusal, plan)
            _carry_out(plan, kept, book, by, told or (lambda rows: None))
            if seen is not None and seen != plan.fingerprint:
                raise CannotApply(_("The school's data changed meanwhile. Look at the list once more."), plan)
    except IntegrityError as error:
        raise CannotApply(
            _("Somebody else changed the same pupils at this moment, so nothing was taken over. Try again.")
        ) from error
    return plan


def _hold(roster_import):
    """Keep a kept list from being taken over twice, or thrown away, while it is written."""
    waiting = RosterImport.objects.filter(pk=roster_import.pk, state=RosterImport.State.PREVIEWED)
    if not roster_import._state.adding and not waiting.select_for_update().values_list("pk"):
        raise CannotApply(_("This list was already taken over or thrown away; nothing was done twice."))


def _carry_out(plan, kept, book, by, told):
    writing, act = plan.kind.write(plan, by), f"import {kept.what}"
    for rows in plan.chunks():
        if any(row.action in ("create", "update") for row in rows):
            if kept._state.adding:
                kept.save()
                kept.keep_book(book)
            trail = Trail()
            note_changes(by, act, writing.write(rows, trail), plan.school)
            RosterWrite.objects.bulk_create(
                RosterWrite(roster_import=kept, model=model, rows=some) for model, some in trail.rows()
            )
        told(rows)
    if kept._state.adding:
        return
    kept.state = RosterImport.State.APPLIED
    kept.applied_at, kept.applied_by = timezone.now(), by
    kept.counts = {**plan.counts, "left_out": plan.left_out}
    kept.year_code = plan.year.code
    kept.save()
    note_change(
        by,
        act,
        kept,
        after={name: kept.counts[name] for name in ("create", "update", "unchanged", "skip")},
    )
