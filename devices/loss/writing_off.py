"""Machines leave the books: a list is proposed, a decision is taken, and only what nobody holds goes."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.handover_rules import holder_words
from devices.models import Device, WriteOff, WriteOffLine
from devices.refusal import Refused
from lms.history import note_change


def propose(write_off, device, reason, value, by):
    """Put `device` on the list. Raises `Refused`."""
    try:
        with transaction.atomic():
            write_off = _undecided(write_off)
            device = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
            _refuse_elsewhere(device, write_off)
            _refuse_held(device)
            line = WriteOffLine.objects.create(
                write_off=write_off, device=device, reason=reason[:300], value=value or 0
            )
            note_change(by=by, act="propose a write-off", thing=device, after={"reason": reason})
    except IntegrityError as trouble:
        raise Refused(
            _("Machine %(code)s stands on a list already. Look at the other lists.") % {"code": device.code}
        ) from trouble
    return line


def strike(line, by):
    """Take a machine off a list that is not decided yet."""
    with transaction.atomic():
        _undecided(line.write_off)
        WriteOffLine.objects.filter(pk=line.pk, struck_at=None).update(struck_at=timezone.now())
        note_change(by=by, act="strike a write-off", thing=line.device)


def decide(write_off, number, on, by):
    """The decision came: all machines of the list are written off, or none. Raises `Refused`."""
    if on > timezone.localdate():
        raise Refused(_("The date of the decision lies ahead. Write the day that stands on it."))
    with transaction.atomic():
        write_off = _undecided(write_off)
        devices = Device.objects.filter(write_off_lines__in=write_off.lines.filter(struck_at=None))
        devices = list(devices.select_for_update(of=("self",)).order_by("pk"))
        if not devices:
            raise Refused(_("No machine stands on this list yet. Add at least one first."))
        for device in devices:
            _refuse_elsewhere(device, write_off)
            _refuse_held(device)
        write_off.decision_number, write_off.decided_on, write_off.recorded_by = number, on, by
        write_off.save(update_fields=["decision_number", "decided_on", "recorded_by"])
        for device in devices:
            note_change(
                by=by,
                act="write off",
                thing=device,
                before={"state": device.lifecycle},
                after={"state": Device.Lifecycle.DISPOSED, "number": number},
            )
        Device.objects.filter(pk__in=[device.pk for device in devices]).update(
            lifecycle=Device.Lifecycle.DISPOSED
        )
    return write_off


def _undecided(write_off):
    write_off = WriteOff.objects.select_for_update(of=("self",)).get(pk=write_off.pk)
    if write_off.is_decided:
        raise Refused(
            _("This list was decided by %(number)s and does not change any more. Begin another one.")
            % {"number": write_off.decision_number}
        )
    return write_off


def _refuse_elsewhere(device, write_off):
    if device.school_id != write_off.school_id:
        raise Refused(
            _("Machine %(code)s belongs to another school by now. Take it off this list.")
            % {"code": device.code}
        )


def _refuse_held(device):
    if line := device.open_line():
        raise Refused(
            _("Machine %(code)s is held by %(holder)s since %(day)s. Take it back first.")
            % {
                "code": device.code,
                "holder": holder_words(line),
                "day": f"{timezone.localdate(line.handed_over_at):%d/%m/%Y}",
            }
        )
    if device.lifecycle == Device.Lifecycle.DISPOSED:
        raise Refused(_("Machine %(code)s was written off before.") % {"code": device.code})
