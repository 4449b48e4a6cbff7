"""A grown-up is forgotten: at the own wish at once, or when the time is over (home/retention.py).

What stays is that somebody of that commune, people and sex was enrolled and was there: the counts keep
their sums.
"""

from django.db import transaction
from django.utils import timezone

from home.models import Participant, TrainingEnrolment
from lms.history import note_change

FORGOTTEN = "Người học đã được xóa tên"


@transaction.atomic
def forget(participant, by=None):
    """Name, number and code go, and with them the certificates, which would name nobody."""
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    if participant.erased_at:
        return
    participant.name, participant.phone, participant.secret = FORGOTTEN, "", None
    participant.user = None
    participant.erased_at = timezone.now()
    participant.save()
    note_change(by=by, act="forget a participant", thing=participant)


def last_seen_before(day):
    """Who had the last session of all their classes before that day; who has none counts by the enrolment."""
    later = TrainingEnrolment.objects.filter(course__sessions__on__gte=day).values("participant")
    return Participant.objects.filter(erased_at=None, at__date__lt=day).exclude(pk__in=later)
