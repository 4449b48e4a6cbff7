"""Parts of files whose other parts never came, wherever they were sent to."""

from lms.days import midnight
from lms.retention import days_before

DAYS = 30

first_day = days_before(DAYS)


def before(today):
    """Whatever arrived earlier waits for nothing any more."""
    return midnight(first_day(today))
