"""Take an import out again, exactly – or not at all, when somebody changed things since."""

from django.db import transaction
from django.utils.translation import gettext as _

from lms.uploaded_lists import CannotUndo, close_undone, held_for_undo
from students.models import User
from students.trail import CannotRestore, restore


@transaction.atomic
def undo(roster_import, by):
    """Restore what was there before; refuse when anything of it was changed or used since."""
    kept = held_for_undo(roster_import)
    _refuse_if_signed_in(kept)
    try:
        restore(kept.writes)
    except CannotRestore as refusal:
        raise CannotUndo(str(refusal)) from refusal
    kept.writes.all().delete()
    close_undone(kept, by)
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
