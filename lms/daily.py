"""What the worker does once a day, at night. An app registers in `AppConfig.ready`:

daily.register(forget_what_is_old)      # a function without arguments, safe to repeat
"""

import logging
from datetime import datetime, time, timedelta

from django.tasks import task
from django.utils import timezone

from lms.models import Pulse

log = logging.getLogger(__name__)

HOUR = time(2)
ROUND = []


def register(duty):
    if duty not in ROUND:
        ROUND.append(duty)


def wake():
    """Begin the round of the day if it is due; of several workers one does it. Whether it began."""
    now = timezone.localtime()
    due = timezone.make_aware(datetime.combine(now.date(), HOUR))
    if now < due:
        due -= timedelta(days=1)
    _pulse, is_first = Pulse.objects.get_or_create(name="daily", defaults={"at": now})
    if not is_first and not Pulse.objects.filter(name="daily", at__lt=due).update(at=now):
        return False
    do_round.enqueue()
    return True


@task(backend="background", queue_name="background")
def do_round():
    """Every duty; one that fails must not keep the others from theirs."""
    for duty in ROUND:
        try:
            duty()
        except Exception:
            log.exception("The daily round: %s failed", duty.__name__)
