"""What browsers write into the events of a morning, made sure of before anything is looked up."""

from datetime import date
from uuid import UUID

MOST_TEXT = 160


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
