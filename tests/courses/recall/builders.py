"""Answers and forms of revision, in few words."""

import uuid

from django.utils import timezone

from courses.recall import answering


def told(version, raw=("b",), at=None, event=None):
    return answering.Told(event or uuid.uuid4(), version.pk, list(raw), 0, at or timezone.now())


def fields(response):
    """The hidden fields of the form that asks."""
    found = {}
    for piece in response.content.decode().split('type="hidden" name="')[1:]:
        name, rest = piece.split('"', 1)
        found[name] = rest.split('value="', 1)[1].split('"', 1)[0]
    return found
