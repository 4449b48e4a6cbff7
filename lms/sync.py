"""`/sync/`: where browsers hand in their events.

POST `{"install": "…", "events": [Event, …]}` (≤ 200 events, ≤ 64 KB, gzip welcome) is answered per
event: `{"now", "learner", "results": [{"id", "status", "reason", "told"?}]}`. What is answered is committed.
GET says who is signed in and makes sure that the browser holds a CSRF cookie: `{"now", "learner", "csrf"}`.
"""

import json
import re
import zlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import OperationalError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from lms import outbox

MAX_BODY = 64 * 1024
MAX_INFLATED = 1024 * 1024
MAX_EVENTS = 200
# One sender may hand in so many events in ten minutes; the rest wait in the outbox. What weighs more counts
# for more of them: packed, a megabyte is a kilobyte on the line.
QUOTA, QUOTA_SECONDS = 10_000, 600
LETTERS_OF_ONE = 2000
# A text that nobody closed is a token as well: looked for anew at each sign, its end would take minutes.
JSON_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)


class Refused(Exception):
    """The whole request cannot be taken: an HTTP status and a sentence."""

    def __init__(self, status, sentence, retry_after=None):
        self.status, self.sentence, self.retry_after = status, sentence, retry_after


@login_not_required  # answered with 401 in JSON, not with a page to sign in
@never_cache
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def sync(request):
    """Take a batch of events, or (GET) greet."""
    try:
        if not request.user.is_authenticated:
            raise Refused(401, _("Sign in first. What is saved on this device stays here until then."))
        device = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        sender = outbox.Sender(request.user, request.user.learner_key, device)
        if request.method == "GET":
            # A service worker reads no cookies: it is told the token with which it may hand in.
            return _answer(sender, csrf=get_token(request))
        text = _body(request)
        raw = raw_events(text)
        count_events(sender, weight(text, raw))
        return _answer(sender, results=results_of(raw, sender))
    except Refused as refused:
        response = JsonResponse({"error": refused.sentence}, status=refused.status)
        if refused.retry_after:
            response["Retry-After"] = str(refused.retry_after)
        return response


def _answer(sender, **more):
    return JsonResponse({"now": timezone.now().isoformat(), "learner": sender.learner, **more})


def results_of(raw_events, sender):
    """What became of each event, in their order; committed."""
    results, events, places = [], [], []
    for place, raw in enumerate(raw_events):
        results.append({"id": told_id(raw)})
        try:
            event = outbox.read_event(raw)
        except outbox.Malformed as malformed:
            results[place] |= {"status": "rejected", "reason": str(malformed)}
        else:
            events.append(event)
            places.append(place)
    try:
        outcomes = outbox.take_events(events, sender) if events else []
    except OperationalError as error:
        raise busy() from error
    for place, outcome in zip(places, outcomes, strict=True):
        results[place] |= {"status": outcome.status, "reason": outcome.reason}
        if outcome.told:
            results[place]["told"] = outcome.told
    return results


def busy():
    return Refused(503, _("The school's server is busy. It is sent again by itself."), 30)


def told_id(raw):
    """The id as it was sent, when it can be said back at all."""
    told = raw.get("id") if isinstance(raw, dict) else None
    return told[:80] if isinstance(told, str) and not outbox.NOT_TEXT.search(told) else None


def _body(request):
    """The request's JSON as text; refuses what is too large before reading it."""
    if request.content_type != "application/json":
        raise Refused(415, _("Events are sent as JSON."))
    too_large = Refused(413, _("Too much at once. Send fewer events in one go."))
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            raise too_large
    except ValueError:
        raise Refused(400, _("The request cannot be read.")) from None
    body = request.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        raise too_large
    if request.headers.get("Content-Encoding", "").lower() == "gzip":
        inflater = zlib.decompressobj(wbits=31)
        try:
            body = inflater.decompress(body, MAX_INFLATED)
        except zlib.error:
            raise Refused(400, _("The request cannot be read.")) from None
        if inflater.unconsumed_tail:
            raise too_large
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, _("The request cannot be read.")) from None


def raw_events(text):
    """The list of events in `text`, none of them looked at yet. Raises Refused."""
    try:
        told = _load(text)
        events = told.get("events") if isinstance(told, dict) else None
    except (ValueError, RecursionError):
        # One event that is no JSON, or nested without end, must not hold up the others.
        events = _events_one_by_one(text)
    if not isinstance(events, list):
        raise Refused(400, _("The request cannot be read."))
    if len(events) > MAX_EVENTS:
        raise Refused(413, _("Too much at once. Send fewer events in one go."))
    return events


def _load(text):
    # A number no database keeps becomes infinite here, and the event that holds it is refused.
    return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 20 else float("inf"))


def _events_one_by_one(text):
    """The members of the "events" list, each parsed by itself; None for those that cannot be."""
    start = re.search(r'"events"\s*:\s*\[', text)
    if not start:
        return None
    events, depth, begin = [], 0, start.end()
    for token in JSON_TOKEN.finditer(text, start.end()):
        sign = token.group()
        if depth == 0 and sign in ",]":
            if text[begin : token.start()].strip():
                events.append(_load_or_none(text[begin : token.start()]))
            begin = token.end()
            # One more than are taken says that there are too many.
            if sign == "]" or len(events) > MAX_EVENTS:
                return events
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
    return None


def _load_or_none(text):
    try:
        return _load(text)
    except (ValueError, RecursionError):
        told = re.search(r'"id"\s*:\s*"([0-9a-fA-F-]{36})"', text)
        return {"id": told.group(1)} if told else None


def weight(text, events):
    """As how many events these count, which came as `text`."""
    return max(len(events), len(text) // LETTERS_OF_ONE)


def count_events(sender, events, way="sync"):
    """Raises Refused when this sender has handed in too much in a short time. Each way counts by itself:
    who carries a bundle may deliver it again and again, and must not shut the own way of its pupil."""
    key = f"{way}:{sender.learner}"
    cache.add(key, 0, QUOTA_SECONDS)
    try:
        if cache.incr(key, events) > QUOTA:
            raise Refused(429, _("Too much at once. The rest is sent later by itself."), QUOTA_SECONDS)
    except ValueError:  # the counter ran out between the two calls
        cache.set(key, events, QUOTA_SECONDS)
