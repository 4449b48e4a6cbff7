"""One gate: a row that counts tries, and how long it stays shut (students/throttle.py, code_doors.py)."""

import hashlib
from datetime import timedelta

from django.conf import settings

from students.models import SignInTries

MINUTES = (1, 2, 5, 15, 30, 60)
# Enough against guessing in a group of codes; by more, its pupils on new machines would lose a lesson.
GROUP_MINUTES = (1, 2, 5)
FORGET_MANY = timedelta(minutes=10)


def row_of(key, now):
    return SignInTries.objects.select_for_update().get_or_create(key=key, defaults={"last_at": now})[0]


def minutes_shut(row, now):
    if row.shut_until is None or row.shut_until <= now:
        return 0
    return -int((now - row.shut_until).total_seconds() // 60)


def count(row, limit, forget, now, minutes=MINUTES, many=1):
    """So many more at this gate. Whether it shuts for the first time with them."""
    before = row.count if now - row.last_at < forget else 0
    row.count = before + many
    row.last_at = now
    over = row.count - limit
    row.shut_until = now + timedelta(minutes=minutes[min(over, len(minutes) - 1)]) if over >= 0 else None
    row.save()
    return before < limit <= row.count


def mark(text):
    """A short mark of `text` that does not show it."""
    return hashlib.blake2b(
        text.encode(errors="replace"), digest_size=9, key=settings.SECRET_KEY.encode()[:64]
    ).hexdigest()
