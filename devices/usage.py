"""Take in what browsers counted: cumulative per day, so the greater count wins and any order,
loss or repeat leads to the same rows."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from devices.binding import install_of
from devices.models import Assignment, Device, DeviceInstall, UsageDay
from devices.models.usage import DAY_SECONDS
from devices.retention import first_day_kept
from lms.outbox import STORED, Outcome
from students.consents import agrees
from students.models import Consent

SKEW = timedelta(minutes=10)
COUNTERS = ("active_s", "learn_s", "offline_s", "tries", "failures")

# Taken and put aside: the browser need not send it again, and the reason tells why nothing shows.
UNBOUND = Outcome("stored", "unbound")
NOT_A_PUPIL = Outcome("stored", "not_a_pupil")
NOT_MEASURED = Outcome("stored", "not_measured")


def take(event, sender):
    """`usage.day`: {"day": "2026-11-24", "active_s", "learn_s", "offline_s", …} of one learner."""
    install = install_of(sender.device)
    if install is None:
        return UNBOUND
    student = sender.user.student_or_none
    if student is None:
        return NOT_A_PUPIL
    try:
        day, counts = _read(event.payload)
    except ValueError as trouble:
        return Outcome("rejected", str(trouble))
    # Where nobody was asked, or the consent was taken back, nothing is counted.
    if not agrees(student, Consent.Purpose.USAGE):
        return NOT_MEASURED
    count_day(install, day, student, counts, sequence=event.seq, suspect=_is_suspect(event, day))
    return STORED


def count_day(install, day, student, counts, sequence=0, suspect=False):
    """Write the day's counts of (install, learner), the greater of old and new."""
    key = {"install": install, "day": day, "learner": student}
    device = install.device
    try:
        with transaction.atomic():
            row = UsageDay.objects.select_for_update().filter(**key).first()
            if row is None:
                row = UsageDay(
                    **key, device=device, school_id=device.school_id, who=_who(device, student, day)
                )
                _raise(row, counts, sequence, suspect)
                row.save(force_insert=True)
            elif _raise(row, counts, sequence, suspect):
                row.save()
    except IntegrityError:
        # Another request made the row in this moment.
        with transaction.atomic():
            row = UsageDay.objects.select_for_update().get(**key)
            _raise(row, counts, sequence, suspect)
            row.save()
    _seen(install, min(day, timezone.localdate()))
    return row


def _read(payload):
    try:
        day = date.fromisoformat(payload["day"])
    except (KeyError, TypeError, ValueError):
        raise ValueError("bad_day") from None
    today = timezone.localdate()
    if day > today + timedelta(days=1):
        raise ValueError("future_day")
    if day < first_day_kept(today):
        raise ValueError("too_old")
    counts = {}
    for name in (*COUNTERS, "rtt_p50", "kbps_max"):
        value = payload.get(name)
        if value is None:
            continue
        if type(value) is not int or not 0 <= value <= 2**31 - 1:
            raise ValueError("bad_number")
        counts[name] = value
    active = counts.get("active_s", 0)
    if active > DAY_SECONDS or max(counts.get("learn_s", 0), counts.get("offline_s", 0)) > active:
        raise ValueError("impossible_count")
    return day, counts


def _is_suspect(event, day):
    """Whether the browser's clock is off: ahead of ours, or on another day than it counts."""
    now = timezone.now()
    if day > timezone.localdate(now):
        return True
    if event.wall is None:
        return False
    return event.wall > now + SKEW or abs(timezone.localdate(event.wall) - day) > timedelta(days=1)


def _raise(row, counts, sequence, suspect):
    """Lift each counter of `row`; whether anything changed."""
    before = [getattr(row, name) for name in COUNTERS]
    for name in COUNTERS:
        setattr(row, name, max(getattr(row, name), counts.get(name, 0)))
    if sequence >= row.sequence:
        row.sequence = sequence
        row.rtt_p50 = counts.get("rtt_p50", row.rtt_p50)
    row.kbps_max = max(filter(None, (row.kbps_max, counts.get("kbps_max"))), default=None)
    newly_suspect = suspect and not row.clock_suspect
    row.clock_suspect = row.clock_suspect or suspect
    return newly_suspect or before != [getattr(row, name) for name in COUNTERS]


def _who(device, student, day):
    line = (
        Assignment.objects.standing()
        .filter(device=device, handed_over_at__date__lte=day)
        .order_by("-handed_over_at")
        .first()
    )
    return UsageDay.Who.HOLDER if line and line.pupil_id == student.pk else UsageDay.Who.OTHER


def _seen(install, day):
    """Move «last seen» forward, never back; asked of the database, as others write it too."""
    if install.last_day is None or install.last_day < day:
        later = Q(last_day=None) | Q(last_day__lt=day)
        DeviceInstall.objects.filter(later, pk=install.pk).update(last_day=day)
    if install.device.last_seen_day is None or install.device.last_seen_day < day:
        later = Q(last_seen_day=None) | Q(last_seen_day__lt=day)
        Device.objects.filter(later, pk=install.device_id).update(last_seen_day=day)
