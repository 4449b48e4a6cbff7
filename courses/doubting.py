"""Work that came in under a key that was revoked, for the tablet is lost: kept, and not counted until a
teacher accepts it."""

from django.db import transaction

from courses.models import Attempt
from courses.sync_answers import OF_FILES, read_uuid
from lms.courier import taking

FLAG = "unverified"


def register():
    for kind in ("answer.saved", "attempt.submitted", "answer.piece"):
        taking.in_doubt(kind, doubt)


@transaction.atomic
def doubt(user, streams):
    """Flag the attempts of these streams."""
    keys = [key for stream in streams if (key := read_uuid(stream.removeprefix(OF_FILES)))]
    mine = Attempt.objects.select_for_update(of=("self",)).filter(pk__in=keys, student__user=user)
    for attempt in mine.select_related("page", "paper"):
        if FLAG not in attempt.start_flags:
            attempt.start_flags = sorted({*attempt.start_flags, FLAG})
            attempt.save(update_fields=["start_flags"])
            attempt.refresh()
