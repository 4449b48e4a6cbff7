"""Preview, then apply: what a kept list says today is written in one transaction, or nothing is."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from devices.models import Batch, DeviceList
from lms import uploaded_lists
from lms.uploaded_lists import CannotApply
from students.models import School

from . import handing, stocking
from .handovers import HandoverPlan
from .stock import StockPlan


def plan_of(kept, book, on, by=None):
    """The plan of a kept list; `by` may fill the stock of the own schools only (None: of all)."""
    if kept.kind == DeviceList.Kind.HANDOVERS:
        return HandoverPlan(kept.school, book, on, kept.answers)
    schools = School.objects.filter(closed_on=None)
    if by is not None:
        schools = schools.visible_to(by, to="manage devices")
    chosen = {"school": kept.school.code} if kept.school else {}
    return StockPlan(kept.batch, book, on, kept.answers | chosen, schools)


def apply(kept, book, by, on, seen=None, watch=None, giver=None):
    """Carry out what the list says today; the plan that was carried out comes back.

    `seen` is the fingerprint of the plan that a person looked at: another one is refused. Papers are written
    in the name of `giver`, `by` unless told. A list that changes nothing writes nothing (but the
    state of one already kept). `watch(done, total)` is told how far it is.
    """
    try:
        with transaction.atomic():
            uploaded_lists.hold(kept)
            _hold_what_it_is_for(kept)
            plan = plan_of(kept, book, on, by)
            if plan.is_refused:
                raise CannotApply(plan.refusal, plan)
            seen_now = plan.fingerprint
            if seen is not None and seen != seen_now:
                raise CannotApply(_("The data changed meanwhile. Look at the list once more."), plan)
            if plan.has_changes:
                _carry_out(plan, kept, book, by, giver or by, watch or (lambda done, total: None))
            if not kept._state.adding:
                uploaded_lists.close(kept, plan, by)
    except IntegrityError as error:
        raise CannotApply(
            _("Somebody else wrote the same numbers at this moment, so nothing was taken over. Try again.")
        ) from error
    return plan


def _hold_what_it_is_for(kept):
    model, key = (School, kept.school_id) if kept.batch_id is None else (Batch, kept.batch_id)
    model.objects.select_for_update().get(pk=key)


def _carry_out(plan, kept, book, by, giver, watch):
    if kept._state.adding:
        kept.save()
        kept.keep_book(book)
    if kept.kind == DeviceList.Kind.HANDOVERS:
        handing.write(plan, kept, giver, watch)
    else:
        stocking.write(plan, kept, by)
