"""Save a form and note it in the log, both or neither; and the page that shows a plain form."""

from django.db import IntegrityError, transaction
from django.shortcuts import render
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


def plain_form(request, form, title, act, back, back_to, lead=""):
    """One form on a page of its own; `act` stands on its button, `back_to` names where `back` leads."""
    context = {"form": form, "title": title, "act": act, "back": back, "back_to": back_to, "lead": lead}
    return render(request, "devices/plain_form.html", context, status=400 if form.is_bound else 200)
