"""What is sent to /admin/ and cannot be read is refused with a sentence.

Wagtail's forms count on having been filled in by Wagtail's own scripts: a part that is missing, a
word where a number belongs, and it stops with an error as if the fault were ours.
"""

import logging
import traceback

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError

ADMIN = "/admin/"
# NUL as it is, and as JSON writes it: no text in a PostgreSQL database can hold one.
NUL = ("\0", "\\u0000")
# Something sent was missing, or too large or too odd for the database.
TELL_OF_INPUT = (MultiValueDictKeyError, OverflowError, DataError)
# Answered as they should be by others: not found, refused, database away.
NOT_OURS = (Http404, PermissionDenied, SuspiciousOperation, OperationalError, InterfaceError)
READING_A_FORM = {"full_clean", "value_from_datadict", "is_valid"}
log = logging.getLogger(__name__)


class ReadableInput:
    """Middleware: answers 400 where Wagtail stumbled over what was sent, and notes where."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.path_info.startswith(ADMIN) and any(
            nul in value for value in sent(request) for nul in NUL
        ):
            return refusal(request)
        return None

    def process_exception(self, request, exception):
        if not request.path_info.startswith(ADMIN) or not is_about_input(exception, request):
            return None
        # Should the fault be in a form after all, the place is found in the log.
        log.warning("Unreadable input at %s", request.path_info, exc_info=exception)
        return refusal(request)


def is_about_input(exception, request):
    """Whether `exception` tells of what was sent: by its kind, by quoting it, or by where it arose."""
    if isinstance(exception, NOT_OURS):
        return False
    if isinstance(exception, TELL_OF_INPUT):
        return True
    if any(value and repr(value) in str(exception) for value in sent(request)):
        return True
    frames = traceback.extract_tb(exception.__traceback__)
    return any(frame.name in READING_A_FORM for frame in frames)


def sent(request):
    """Every value of the address and of the form."""
    for data in (request.GET, request.POST):
        for _, values in data.lists():
            yield from values


def refusal(request):
    return render(request, "admin_input.html", status=400)
