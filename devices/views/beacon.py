"""What machines ask, not people: a ping to measure the way to the school, and counts of nobody."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from devices.binding import install_of
from devices.usage import MOST_DAYS, UNBOUND, take_of_nobody
from lms import outbox

MOST_BYTES = 8 * 1024
MOST_SEQUENCE = 2**31 - 1


@login_not_required
@never_cache
@require_safe
def ping(request):
    """The server's clock in milliseconds: how long the way is, and how far the tablet's clock is off."""
    return HttpResponse(str(int(timezone.now().timestamp() * 1000)), content_type="text/plain")


@login_not_required  # the token of the bound browser is the credential; it opens nothing else
@never_cache
@require_POST
def of_nobody(request):
    """`{"days": [{"day", "active_s", …}], "seq", "wall"}` → `{"results": [{"status", "reason"}]}`"""
    try:
        if request.content_type != "application/json":
            raise ValueError
        told = json.loads(request.read(MOST_BYTES).decode())
        days, sequence, wall = _days(told), _sequence(told), outbox.clock(told.get("wall"))
    except (ValueError, RecursionError, AttributeError):
        return JsonResponse({"results": []}, status=400)
    install = install_of(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""))
    if install is None:
        outcomes = [UNBOUND] * len(days)
    else:
        outcomes = take_of_nobody(install, [(day, wall, sequence) for day in days])
    results = [{"status": outcome.status, "reason": outcome.reason} for outcome in outcomes]
    return JsonResponse({"results": results})


def _days(told):
    days = told["days"] if isinstance(told, dict) and "days" in told else None
    if not isinstance(days, list) or len(days) > MOST_DAYS or not all(isinstance(d, dict) for d in days):
        raise ValueError
    return days


def _sequence(told):
    value = told.get("seq", 0)
    if type(value) is not int or not 0 <= value <= MOST_SEQUENCE:
        raise ValueError
    return value
