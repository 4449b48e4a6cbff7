"""Save a form and note it in the log, both or neither."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms.history import note_change


def saved(form, by, act):
    """The row, or None when somebody wrote the same a moment earlier: the form says so."""
    before = form.before() if form.instance.pk else {}
    try:
        with transaction.atomic():
            row = form.save()
            if form.changed_data:
                note_change(by=by, act=act, thing=row, before=before, after=form.after())
    except IntegrityError:
        form.add_error(
            None, _("Somebody else has just written the same numbers. Load the page anew and look.")
        )
        return None
    return row
