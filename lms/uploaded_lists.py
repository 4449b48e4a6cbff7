"""The way of an uploaded list: kept, taken over once, undone or thrown away.

What a list means its own app knows; here is what holds for all of them (models: lms/models/lists.py).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change


class CannotApply(Exception):
    """Nothing was written; the text is a sentence for the person. `plan` tells why, when there is one."""

    def __init__(self, sentence, plan=None):
        super().__init__(sentence)
        self.plan = plan


class CannotUndo(Exception):
    """Nothing was undone; the text is a sentence that says why and what to do."""


@transaction.atomic
def keep(model, upload, by, **about):
    """Keep an upload with its rows as they were read, and nothing else."""
    kept = model.objects.create(
        file_name=upload.name.replace("\x00", "")[-160:],
        file_hash=upload.hash,
        uploaded_by=by,
        **about,
    )
    kept.keep_book(upload.book)
    return kept


def hold(kept):
    """Keep a list from being taken over twice, or thrown away, while it is written."""
    if not kept._state.adding and not _waiting(kept).select_for_update().values_list("pk"):
        raise CannotApply(_("This list was already taken over or thrown away; nothing was done twice."))


def close(kept, plan, by):
    """Write down that a kept list was taken over, and what it did."""
    kept.state = kept.State.APPLIED
    kept.applied_at, kept.applied_by = timezone.now(), by
    kept.counts = {**plan.counts, "left_out": plan.left_out}
    kept.save()
    told = {name: kept.counts[name] for name in ("create", "update", "unchanged", "skip")}
    note_change(by, f"import {kept.what}", kept, after=told)


def held_for_undo(kept):
    """The list as it is now, held while it is undone."""
    held = type(kept).objects.select_for_update().get(pk=kept.pk)
    if held.state != held.State.APPLIED:
        raise CannotUndo(_("This list is not taken over, so there is nothing to undo."))
    return held


def close_undone(kept, by):
    """Write down that all of the list is taken out again."""
    kept.state = kept.State.UNDONE
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save(update_fields=["state", "undone_at", "undone_by"])
    note_change(by, f"undo {kept.what}", kept, after={"create": kept.counts.get("create", 0)})


@transaction.atomic
def throw_away(kept):
    """Forget an upload that was not taken over; False when it was, or is gone already."""
    # Held, so that a list which is being taken over at this moment is not thrown away.
    waiting = _waiting(kept).only("pk").select_for_update().first()
    if waiting:
        waiting.delete()
    return waiting is not None


def _waiting(kept):
    return type(kept).objects.filter(pk=kept.pk, state=kept.State.PREVIEWED)
