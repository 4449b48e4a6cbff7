"""Somebody has read a notice: said by a button, or by the page itself through the outbox."""

from uuid import UUID

from lms.outbox import FORBIDDEN, STORED, Outcome
from students.models import Notice, NoticeRead


def read(notice, user):
    """Twice is as once. Who only looks after the school (and is not addressed) leaves no trace."""
    if Notice.objects.addressed_to(user).filter(pk=notice.pk).exists():
        NoticeRead.objects.bulk_create([NoticeRead(notice=notice, user=user)], ignore_conflicts=True)


def take(event, sender):
    """`notice.read`: {"notice": uuid}."""
    try:
        key = UUID(event.payload.get("notice"))
    except (TypeError, ValueError, AttributeError):
        return Outcome("rejected", "malformed")
    notice = Notice.objects.visible_to(sender.user).filter(pk=key).first()
    if notice is None:
        return FORBIDDEN
    read(notice, sender.user)
    return STORED
