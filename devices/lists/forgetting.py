"""Take a pupil out of hand-over lists that were uploaded: its rows, and remarks that name it."""

from devices.models import DeviceList, DeviceListBlock
from students.roster import forgetting


def rows_of(student):
    """{block id: numbers of the rows} that tell of the pupil."""
    return forgetting.lines_in(_lists_of(student), student, {student.name_fold})


def forget(was):
    """As devices/erasing.py asks for."""
    found = rows_of(was.student)
    for block in DeviceListBlock.objects.filter(pk__in=found).select_related("device_list"):
        forgetting.forget_rows(block, block.device_list, found[block.pk])
    for kept in _lists_of(was.student):
        reasons = kept.counts.get("left_out", {})
        if named := [key for key, reason in reasons.items() if was.is_named_in(reason)]:
            reasons |= dict.fromkeys(named, "–")
            kept.save(update_fields=["counts"])


def _lists_of(student):
    return DeviceList.objects.filter(kind=DeviceList.Kind.HANDOVERS, school__in=student.school_ids())
