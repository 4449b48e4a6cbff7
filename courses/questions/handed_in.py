"""What the kinds share whose answer is files: a response is the list of their ids, in order.

The files themselves come beside it (courses/answer_files.py), perhaps later than the answer that names them.
"""

from uuid import UUID

from django.utils.translation import ngettext

# Those too many are not thrown away: a teacher sees them all.
MOST_TOLD = 20


def read_response(raw, content):
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list):
        return None
    return list(dict.fromkeys(filter(None, map(_id, raw))))[:MOST_TOLD] or None


def _id(text):
    try:
        return str(UUID(text))
    except (TypeError, ValueError, AttributeError):
        return None


def shown_response(response, content):
    return ngettext("%(n)d file", "%(n)d files", len(response)) % {"n": len(response)}
