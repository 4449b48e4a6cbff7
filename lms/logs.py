"""What the logs never hold: the secrets that stand in addresses.

Whoever reads `/c/<secret>/` in a log signs in as the pupil on whose card it is printed, and a
binding code in `/d/<code>/` takes over a tablet.
"""

import logging
import re

from gunicorn.glogging import Logger

SECRET = re.compile(r"((?:/|%2F)[cd](?:/|%2F))[^/?#&%\s\"']+", re.IGNORECASE)


def hide_secrets(text):
    """`text` with «…» in the place of each secret.

    >>> hide_secrets("Not Found: /c/Zq81rT0aP/")
    'Not Found: /c/…/'
    """
    return SECRET.sub(r"\1…", text)


class HideSecrets(logging.Filter):
    """Lets every line through, without the secrets."""

    def filter(self, record):
        record.msg, record.args = hide_secrets(record.getMessage()), None
        return True


class WebServerLog(Logger):
    """The log of gunicorn, requests and faults alike (lms/gunicorn.py)."""

    def setup(self, cfg):
        super().setup(cfg)
        for log in (self.access_log, self.error_log):
            if not any(isinstance(kept, HideSecrets) for kept in log.filters):
                log.addFilter(HideSecrets())
