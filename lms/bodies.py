"""Bodies of requests: read to their end before the answer goes out, and refused in words when too large.

A browser sends first and listens afterwards. Whoever hangs up in the middle is not heard: instead of our
sentence stands a page of the browser's own («the connection was reset»).
"""

import time

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# So much is read on for the sake of an answer; who sends more, or more slowly, is hung up on.
MOST_READ_ON = 128 * 1024 * 1024
MOST_SECONDS = 60
PIECE = 64 * 1024


def read_on(application):
    """The WSGI application that leaves nothing of a request unread."""

    def answer(environ, start_response):
        response = application(environ, start_response)
        drain(environ["wsgi.input"])
        return response

    return answer


def drain(body):
    """Read and forget what the view had no use for."""
    ends_at, read = time.monotonic() + MOST_SECONDS, 0
    try:
        while read < MOST_READ_ON and time.monotonic() < ends_at:
            piece = body.read(PIECE)
            if not piece:
                return
            read += len(piece)
    except OSError:
        return  # the other end has hung up


class NotTooLarge:
    """Refuses by its declared size what no screen takes, before any of it is kept."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isascii() and declared.isdigit() and int(declared) > settings.MOST_BODY:
            return too_large(request)
        return self.get_response(request)


def too_large(request):
    """Nothing was kept, and how to go on."""
    return render(request, "413.html", status=413)
