"""Where browsers tell the key they sign with, and where anybody delivers what was carried (lms/courier)."""

import json
from contextlib import suppress

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lms.courier import credentials, taking
from lms.sync import Refused
from students import courier_gates

MOST_OF_A_KEY = 4 * 1024
MOST_BYTES, MOST_BUNDLES = 1024 * 1024, 100


@login_not_required  # answered with 401 in JSON, not with a page to sign in
@never_cache
@require_POST
def credential(request):
    """Keep the public key by which this browser signs what this pupil does: {"install", "key": JWK}."""
    try:
        if not request.user.is_authenticated or not request.user.student_or_none:
            raise Refused(401, _("Only a pupil who is signed in has a key for what others bring to school."))
        told = _read(request, MOST_OF_A_KEY)
        token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        kept = credentials.register(request.user, told.get("install"), told.get("key"), token)
    except credentials.NoKey:
        return _refused(Refused(400, _("This is no key of a browser.")))
    except credentials.TooMany:
        words = _(
            "You were at very many tablets today. What you do here is kept; send it yourself with signal."
        )
        return _refused(Refused(429, words))
    except Refused as refused:
        return _refused(refused)
    return JsonResponse(
        {"id": str(kept.pk), "learner": request.user.learner_key, "revoked": bool(kept.revoked_at)}
    )


@login_not_required  # the signature of each bundle says whose it is; who carries it may be anybody
@csrf_exempt  # no session is looked at
@never_cache
@require_POST
def deliver(request):
    """Take {"bundles": [base64url, …]} and answer each: {"now", "bundles": [{"id", "status", …}]}."""
    try:
        if minutes := courier_gates.minutes_to_wait(request):
            raise Refused(429, _("Too much at once. The rest is sent later by itself."), minutes * 60)
        bundles = _read(request, MOST_BYTES).get("bundles")
        if not isinstance(bundles, list):
            raise Refused(400, _("The request cannot be read."))
        if len(bundles) > MOST_BUNDLES:
            raise Refused(413, _("Too much at once. Send fewer bundles in one go."))
    except Refused as refused:
        return _refused(refused)
    answers = taking.take_all(bundles, is_strict=courier_gates.is_strict(request))
    # What was taken is committed; that a gate could not be counted at must not hide it.
    with suppress(OperationalError):
        statuses = [answer["status"] for answer in answers]
        courier_gates.note(request, taken=statuses.count("taken"), refused=statuses.count("refused"))
    return JsonResponse({"now": timezone.now().isoformat(), "bundles": answers})


def _read(request, most):
    """The JSON object that was sent. Raises Refused."""
    if request.content_type != "application/json":
        raise Refused(415, _("Events are sent as JSON."))
    body = request.read(most + 1)
    if len(body) > most:
        raise Refused(413, _("Too much at once. Send fewer bundles in one go."))
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Refused(400, _("The request cannot be read."))
    return told


def _refused(refused):
    response = JsonResponse({"error": refused.sentence}, status=refused.status)
    if refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response
