"""A reading pass: for some minutes one browser reads one kept page without being asked again who it is.

Whoever was asked and may read gets it as a cookie of that one address. It is bound to the session and to
whom the cookie `learner` names, so that it opens nothing after signing out or for another pupil on the
same tablet, with or without signal; and to the edition, so that it is void as soon as anything is
published or taken down. It says nothing and holds no name.
"""

import time

from django.conf import settings
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from lms.text import whole_number

COOKIE = "reading-pass"
SECONDS = 10 * 60


def give(response, request, path, edition, ends_at=None):
    """Let the browser of `request` read `path` for a while, at the longest until `ends_at`."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not (session and edition):
        return response
    end = int(time.time()) + SECONDS
    if ends_at is not None:
        end = min(end, int(ends_at.timestamp()))
    response.set_cookie(
        COOKIE,
        f"{end}.{_signature(path, end, session, request.user.learner_key, edition)}",
        max_age=SECONDS,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def is_shown(request):
    return COOKIE in request.COOKIES


def is_good(request, edition):
    """Whether the pass that `request` shows lets its session read its address in this edition."""
    end, _dot, signature = request.COOKIES.get(COOKIE, "").partition(".")
    end = whole_number(end, 11)
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    reader = request.COOKIES.get("learner")
    if not (session and reader and edition and end):
        return False
    expected = _signature(request.path_info, end, session, reader, edition)
    return constant_time_compare(signature, expected) and end > time.time()


def _signature(path, end, session, reader, edition):
    return Signer(salt=__name__).signature(f"{path} {end} {session} {reader} {edition}")
