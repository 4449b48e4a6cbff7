"""«Who had it on 3 March»: the lines of the ledger that touch a day, and how each stood on it.

What was struck out is told apart: the book said so once, and it was not so.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.models import HOLDERS, Assignment


class Stood(TextChoices):
    HELD = "held", _("had it on this day")
    RETURNED = "returned", _("gave it back on this day")
    VOIDED = "voided", _("struck out: written wrongly")


@dataclass(frozen=True)
class Held:
    line: Assignment
    stood: Stood
    day: date

    @property
    def label(self):
        return self.stood.label


# What a page shows of a pupil's line; of a thing's, its `HOLDERS`. Each table more is time.
THINGS = ("device__model", "sim", "accessory", "household")


def lines_on(day, lines, joined=HOLDERS):
    """What of `lines` (of one device, SIM or pupil) touches `day`, the latest first, and how it stood."""
    return [Held(line, _how_stood(line, day), day) for line in touching(day, lines, joined)]


def touching(day, lines, joined=HOLDERS):
    """By the index over item and moment: only what went out before the day was over is looked at."""
    begins = timezone.make_aware(datetime.combine(day, time()))
    return (
        lines.filter(handed_over_at__lt=begins + timedelta(days=1))
        .filter(Q(returned_at=None) | Q(returned_at__gte=begins))
        .select_related(*joined)
        .order_by("-handed_over_at")
    )


def _how_stood(line, day):
    if line.voided_at:
        return Stood.VOIDED
    if line.returned_at and timezone.localdate(line.returned_at) == day:
        return Stood.RETURNED
    return Stood.HELD
