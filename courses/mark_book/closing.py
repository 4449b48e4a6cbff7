"""Close a class's mark book of a term, and open it again with a reason."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import TermClosing
from lms.history import note_change
from lms.text import tidy

from .sheet import closing_of
from .writing import Refused, held


@transaction.atomic
def close(school_class, term, by):
    """Close it; None when it was closed already."""
    held(school_class)
    if closing_of(school_class, term):
        return None
    try:
        with transaction.atomic():
            closing = TermClosing.objects.create(school_class=school_class, term=term, closed_by=by)
    except IntegrityError:
        return None
    note_change(by=by, act="close a term", thing=closing, school=school_class.school_id)
    return closing


@transaction.atomic
def open_again(school_class, term, by, reason):
    """Let it be written again; None when it is open. Raises Refused without a reason."""
    held(school_class)
    closing = closing_of(school_class, term)
    if closing is None:
        return None
    reason = tidy(reason.replace("\x00", ""))[:300]
    if not reason:
        raise Refused(_("Say why the term is opened again; the reason is noted."))
    closing.opened_by, closing.opened_at, closing.reason = by, timezone.now(), reason
    closing.save(update_fields=["opened_by", "opened_at", "reason"])
    note_change(
        by=by, act="open a term again", thing=closing, after={"reason": reason}, school=school_class.school_id
    )
    return closing
