"""Codes that anybody may type: of a room of a competition, of a certificate, of the wall of a training class.

Counted of the device and of its address: who throws the cookie away is still counted there.
"""

import logging

from django.db import transaction
from django.utils import timezone

from students import gates
from students.models import SignInTries
from students.throttle import Device

log = logging.getLogger(__name__)

# A slip here and there, a school behind one address.
CODES, CODES_OF_ADDRESS = 15, 60
# A village at one tablet, some villages at once behind one address.
ENROLMENTS, ENROLMENTS_OF_ADDRESS = 60, 200


def wait_to_type(request, door):
    """Minutes that this device, or its whole address, waits before the next code at `door` is looked at."""
    now = timezone.now()
    rows = SignInTries.objects.filter(key__in=_keys_of_door(request, door), shut_until__gt=now)
    return max((gates.minutes_shut(row, now) for row in rows), default=0)


def note_no_code(request, door):
    """Count a code that is none."""
    _count(request, door, (CODES, CODES_OF_ADDRESS))


def wait_to_enrol(request):
    """Count that somebody enrols on this browser; a tablet at the wall enrols a whole village."""
    wait = wait_to_type(request, "enrol")
    if not wait:
        _count(request, "enrol", (ENROLMENTS, ENROLMENTS_OF_ADDRESS))
    return wait


@transaction.atomic
def _count(request, door, limits):
    now = timezone.now()
    for key, limit in zip(_keys_of_door(request, door), limits, strict=True):
        row = gates.row_of(key, now)
        if gates.count(row, limit, gates.FORGET_MANY, now, gates.GROUP_MINUTES):
            log.warning("Codes: %s shut after %d in a short time", key, row.count)


def _keys_of_door(request, door):
    return [
        f"{door}:{Device.of(request).id}"[:80],
        f"{door}:address:{gates.mark(request.META.get('REMOTE_ADDR', ''))}",
    ]
