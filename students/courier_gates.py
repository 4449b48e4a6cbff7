"""How much one address may deliver at `/courier/`, to which nobody has to sign in.

A school and all who carry for it are one address: what is good shuts nothing for long. Bundles that are
refused (made up, or tried byte by byte) are counted more strictly.
"""

import logging

from django.db import transaction
from django.utils import timezone

from students import gates
from students.models import SignInTries

log = logging.getLogger(__name__)

# In ten minutes: all tablets of a large school at once, and a phone full of damaged copies.
DELIVERIES, REFUSALS = 3000, 120


def minutes_to_wait(request):
    now = timezone.now()
    rows = SignInTries.objects.filter(key__in=_keys(request), shut_until__gt=now)
    return max((gates.minutes_shut(row, now) for row in rows), default=0)


@transaction.atomic
def note(request, refused):
    """Count one delivery, and how many of its bundles were refused."""
    now = timezone.now()
    deliveries, refusals = _keys(request)
    _count(deliveries, 1, DELIVERIES, now)
    if refused:
        _count(refusals, refused, REFUSALS, now)


def _count(key, many, limit, now):
    row = gates.row_of(key, now)
    row.count += many - 1
    if gates.count(row, limit, gates.FORGET_MANY, now, gates.GROUP_MINUTES):
        log.warning("Courier: %s shut after %d in a short time", key, row.count)


def _keys(request):
    address = gates.mark(request.META.get("REMOTE_ADDR", ""))
    return f"courier:address:{address}", f"courier:refused:{address}"
