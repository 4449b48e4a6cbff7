"""The day on a paper as a moment of the ledger: clerks write days, the ledger keeps an order."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Assignment
from devices.refusal import Refused


def handing_moment(day, devices, sims):
    """When it went over: now, or noon of an earlier day; on the day it came back, from then on."""
    at = moment_of(day)
    if day and day < timezone.localdate():
        came_back = (
            Assignment.objects.standing()
            .filter(Q(device__in=devices) | Q(sim__in=sims), returned_at__gt=at)
            .order_by("-returned_at")
            .first()
        )
        if came_back and timezone.localdate(came_back.returned_at) == day:
            return came_back.returned_at
    return at


def moment_of(day=None, after=None):
    now = timezone.now()
    if day is None or day >= timezone.localdate():
        return now
    at = timezone.make_aware(datetime.combine(day, time(12)))
    if after is not None and at <= after:
        if day < timezone.localdate(after):
            raise Refused(
                _("It was handed over on %(day)s; it cannot come back before.") % {"day": day_words(after)}
            )
        at = after + timedelta(minutes=1)
    return at


def day_words(moment):
    return f"{timezone.localtime(moment):%d/%m/%Y}"
