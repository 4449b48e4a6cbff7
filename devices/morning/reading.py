"""What browsers write into the events of a morning, made sure of before anything is looked up."""

import base64
import binascii
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from devices.models import InspectionMark

MOST_TEXT = 160
MOST_POINTS = 30


class Unreadable(ValueError):
    """Something that no page of ours wrote."""


def read_text(told):
    if not isinstance(told, str) or len(told) > MOST_TEXT:
        raise Unreadable("text")
    return told.strip()


def read_uuid(told):
    try:
        return UUID(read_text(told))
    except ValueError as error:
        raise Unreadable("id") from error


def read_day(told):
    try:
        return date.fromisoformat(read_text(told)) if told else None
    except ValueError as error:
        raise Unreadable("day") from error


def read_look(told):
    """{code of a point: state}: what was seen not to be good."""
    if not isinstance(told, dict) or len(told) > MOST_POINTS:
        raise Unreadable("look")
    look = {read_text(code): read_text(state) for code, state in told.items()}
    if not set(look.values()) <= set(InspectionMark.State.values):
        raise Unreadable("look")
    return look


def read_photo(told):
    """A picture, as base64."""
    if not isinstance(told, str) or not told:
        raise Unreadable("photo")
    try:
        raw = base64.b64decode(told, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Unreadable("photo") from error
    if raw.startswith(b"%PDF-"):
        raise Unreadable("photo")
    return SimpleUploadedFile("photo.jpg", raw)
