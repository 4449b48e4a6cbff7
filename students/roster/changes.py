"""Preview, then apply: a list goes in as a whole or not at all, and can be taken out again (undo.py).

Everything is written in bulk inside one transaction, some hundred rows at a time; each row that is made
or changed leaves a trail with how it stood before and after.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms import uploaded_lists
from lms.history import note_changes
from lms.uploaded_lists import CannotApply
from students.models import RosterWrite, School
from students.trail import Trail

from .plan import Plan


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
            uploaded_lists.hold(kept)
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
    kept.year_code = plan.year.code
    uploaded_lists.close(kept, plan, by)
