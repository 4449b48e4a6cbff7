"""Work that came in under a key that was revoked, for the tablet is lost: kept, and not counted until a
teacher accepts it."""

from django.db import transaction

from courses import quiz_tickets
from courses.models import Attempt
from courses.sync_answers import OF_FILES, read_uuid
from lms.courier import taking

FLAG = "unverified"


def register():
    taking.in_doubt("answer.saved", doubt)
    taking.in_doubt("attempt.submitted", doubt)
    taking.in_doubt("answer.piece", doubt_files)


def doubt(user, streams):
    """Flag the attempts of these streams."""
    _flag(Attempt.objects.filter(pk__in=_keys(streams, user)), user)


def doubt_files(user, streams):
    """The same for parts of files. What was handed in names its files already: a part that comes after it
    changes nothing."""
    keys = _keys((stream.removeprefix(OF_FILES) for stream in streams), user)
    _flag(Attempt.objects.filter(pk__in=keys, submitted_at=None), user)


def _keys(streams, user):
    """Under which keys the work may be kept (courses/sync_answers.py)."""
    student, keys = user.student_or_none, list(filter(None, map(read_uuid, streams)))
    return [*keys, *(quiz_tickets.apart(key, student.pk) for key in keys if student)]


@transaction.atomic
def _flag(attempts, user):
    mine = attempts.select_for_update(of=("self",)).filter(student__user=user)
    for attempt in mine.select_related("page", "paper"):
        if FLAG not in attempt.start_flags:
            attempt.start_flags = sorted({*attempt.start_flags, FLAG})
            attempt.save(update_fields=["start_flags"])
            attempt.refresh()
