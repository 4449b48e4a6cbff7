"""Codes that anybody may type: of a room of a competition, of a certificate, of the wall of a training class.

Counted of the device and of its address: who throws the cookie away is still counted there.
"""

import logging

from django.db import transaction
from django.utils import timezone

from students import gates
from students.models import SignInTries
from students.throttle import MISSES, RENEWALS, Device

log = logging.getLogger(__name__)

# Codes of rooms and of certificates: a slip here and there, a school behind one address.
CODES, CODES_OF_ADDRESS = 20, 60
# Some villages at once, behind one address.
ENROLMENTS_OF_ADDRESS = 200


def wait_to_type(request, door):
    """Minutes that this device, or its whole address, waits before the next code at `door` is looked at."""
    now = timezone.now()
    rows = SignInTries.objects.filter(key__in=_keys_of_door(request, door), shut_until__gt=now)
    return max((gates.minutes_shut(row, now) for row in rows), default=0)


@transaction.atomic
def note_no_code(request, door):
    """Count a code that is none. Who throws the cookie of the device away is still counted at the address."""
    now = timezone.now()
    for key, limit in zip(_keys_of_door(request, door), (CODES, CODES_OF_ADDRESS), strict=True):
        row = gates.row_of(key, now)
        if gates.count(row, limit, gates.FORGET_MANY, now, gates.GROUP_MINUTES):
            log.warning("Codes: %s shut after %d wrong ones in a short time", key, row.count)


def _keys_of_door(request, door):
    return [
        f"{door}:{Device.of(request).id}"[:80],
        f"{door}:address:{gates.mark(request.META.get('REMOTE_ADDR', ''))}",
    ]


def wait_at_wall(request, missed=False):
    """Minutes that this browser, or its address, waits before another code of a training class is tried."""
    return _wait_at_door(request, "wall", (MISSES, CODES_OF_ADDRESS), count=missed)


def wait_to_enrol(request):
    """Count that somebody enrols on this browser; a tablet at the wall enrols a whole village."""
    return _wait_at_door(request, "enrol", (RENEWALS, ENROLMENTS_OF_ADDRESS), count=True)


@transaction.atomic
def _wait_at_door(request, door, limits, count):
    """Of the device and of its address: who throws the cookie away is still counted there."""
    now = timezone.now()
    rows = [gates.row_of(key, now) for key in _keys_of_door(request, door)]
    if wait := max(gates.minutes_shut(row, now) for row in rows):
        return wait
    for row, limit in zip(rows if count else [], limits, strict=count):
        if gates.count(row, limit, gates.FORGET_MANY, now, gates.GROUP_MINUTES):
            log.warning("%s shut after %d tries in a short time", row.key, row.count)
    return 0
