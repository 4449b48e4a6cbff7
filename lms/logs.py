"""What the logs never hold: the secrets that stand in addresses, and what was searched for.

Whoever reads `/c/<secret>/` in a log signs in as the pupil on whose card it is printed, and a
binding code in `/d/<code>/` takes over a tablet; `/calendar/<secret>.ics` tells somebody's work. What is
typed into a search is a child's name.
"""

import logging
import re

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from gunicorn.glogging import Logger

SECRET = re.compile(r"((?:/|%2F)(?:[cd]|calendar)(?:/|%2F))[^/?#&%\s\"']+", re.IGNORECASE)
SEARCHED = re.compile(r"((?:[?&]|%3F|%26)(?:q|who)(?:=|%3D))(?:(?!%26)[^&#\s\"'])+", re.IGNORECASE)


def hide_secrets(text):
    """`text` with «…» in the place of each secret.

    >>> hide_secrets("Not Found: /c/Zq81rT0aP/")
    'Not Found: /c/…/'
    """
    return SEARCHED.sub(r"\1…", SECRET.sub(r"\1…", text))


class HideSecrets(logging.Filter):
    """Lets every line through, without the secrets, and the fault behind it likewise."""

    def filter(self, record):
        record.msg, record.args = hide_secrets(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            # What a formatter finds here it does not write anew.
            record.exc_text = hide_secrets(logging.Formatter().formatException(record.exc_info))
        return True


class RefusalsInALine(logging.Filter):
    """A refusal is an answer and not a fault: its line is enough, however often somebody knocks."""

    def filter(self, record):
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied | SuspiciousOperation):
            record.exc_info = record.exc_text = None
        return True


class WebServerLog(Logger):
    """The log of gunicorn, requests and faults alike (lms/gunicorn.py)."""

    def setup(self, cfg):
        super().setup(cfg)
        for log in (self.access_log, self.error_log):
            if not any(isinstance(kept, HideSecrets) for kept in log.filters):
                log.addFilter(HideSecrets())
