"""A machine did not come back: that it is gone is written down at once, its story later (losing.py)."""

from django.utils import timezone

from devices.models import Loss


def begin(line, by):
    """The open loss of the machine of `line`, which was just ended as lost; made now when there is none."""
    device = line.device
    if first := device.losses.open().first():
        return first
    return Loss.objects.create(
        device=device,
        school_id=line.handover.school_id,
        line=line,
        class_name=line.handover.class_name,
        kind=Loss.Kind.LOST,
        happened_on=min(timezone.localdate(line.returned_at), timezone.localdate()),
        told_by=by,
    )
