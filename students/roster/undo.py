"""Take an import out again, exactly – or not at all, when somebody changed things since."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change
from students.models import RosterImport, User
from students.trail import CannotRestore, restore


class CannotUndo(Exception):
    """Nothing was undone; the text is a sentence that says why and what to do."""


@transaction.atomic
def undo(roster_import, by):
    """Restore what was there before; refuse when anything of it was changed or used since."""
    kept = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if kept.state != RosterImport.State.APPLIED:
        raise CannotUndo(_("This list is not taken over, so there is nothing to undo."))
    _refuse_if_signed_in(kept)
    try:
        restore(kept.writes)
    except CannotRestore as refusal:
        raise CannotUndo(str(refusal)) from refusal
    kept.state = RosterImport.State.UNDONE
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save(update_fields=["state", "undone_at", "undone_by"])
    kept.writes.all().delete()
    note_change(by, f"undo {kept.what}", kept, after={"create": kept.counts.get("create", 0)})
    return kept


def _refuse_if_signed_in(kept):
    """Who has a PIN or has signed in is known to the system by more than the list."""
    for write in kept.writes.filter(model=User._meta.label_lower).iterator(chunk_size=10):
        made = [key for key, before, _after in write.rows if before is None]
        for user in User.objects.filter(pk__in=made):
            if user.last_login or user.has_usable_password():
                raise CannotUndo(
                    _(
                        "%(name)s already has a PIN or has signed in, so the list cannot be undone. "
                        "Correct the rows one by one."
                    )
                    % {"name": user.full_name}
                )
