"""How much one address may deliver at `/courier/`, to which nobody has to sign in.

A school and all who carry for it are one address: what is good shuts nothing for long. Bundles that are
refused (made up, or tried byte by byte) are counted more strictly, and shut out only their like: behind a
flood of them in one phone, the work of all other tablets on the school's line would wait with it. What counts
against the whole address is bundles that were taken, of which each pupil has so many (lms/sync.py): one
tablet that delivers nothing, or nonsense, again and again shuts nobody out.
"""

import logging

from django.db import transaction
from django.utils import timezone

from students import gates
from students.models import SignInTries

log = logging.getLogger(__name__)

# In ten minutes: all tablets of a large school at once with thirty each, and a phone full of damaged copies.
BUNDLES, REFUSALS = 50_000, 120


def minutes_to_wait(request):
    return _minutes_shut(_keys(request)[0])


def is_strict(request):
    """Whether this address brought so much that was refused that nothing more is looked at behind the next
    bundle that is: what is good goes on through, from whomever."""
    return _minutes_shut(_keys(request)[1]) > 0


@transaction.atomic
def note(request, taken, refused):
    """Count how many bundles of a delivery were taken, and how many were refused."""
    now = timezone.now()
    bundles, refusals = _keys(request)
    if taken:
        _count(bundles, taken, BUNDLES, now)
    if refused:
        _count(refusals, refused, REFUSALS, now)


def _minutes_shut(key):
    now = timezone.now()
    row = SignInTries.objects.filter(key=key, shut_until__gt=now).first()
    return gates.minutes_shut(row, now) if row else 0


def _count(key, many, limit, now):
    row = gates.row_of(key, now)
    if gates.count(row, limit, gates.FORGET_MANY, now, gates.GROUP_MINUTES, many):
        log.warning("Courier: %s shut after %d in a short time", key, row.count)


def _keys(request):
    address = gates.mark(request.META.get("REMOTE_ADDR", ""))
    return f"courier:address:{address}", f"courier:refused:{address}"
