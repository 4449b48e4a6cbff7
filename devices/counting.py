"""Write what browsers counted into the ledger of use: one statement for all days of a batch.

Counts are cumulative for a day, so the greater wins, and any order, loss or repeat leads to the same rows.
The statement decides that by itself, whoever else writes the same row in that moment.
"""

from itertools import batched

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from devices import hours
from devices.models import Assignment, Device, DeviceInstall, UsageDay

COUNTERS = ("active_s", "learn_s", "offline_s", "tries", "failures")
COLUMNS = (
    "install",
    "day",
    "learner",
    "device",
    "school",
    "who",
    *COUNTERS,
    *hours.NAMES,
    "rtt_p50",
    "kbps_max",
    "link",
    "sequence",
    "clock_suspect",
    "heard_at",
)
# SQLite takes 32,766 values in one statement.
MOST_ROWS = 1000


def count_days(install, learner, days, suspect=()):
    """Lift the counts of (install, learner) on each of `days` ({day: counts}) to these, where greater.

    `learner` is None for what was counted while nobody was signed in. `suspect` are the days that a
    browser told whose clock is off. What stands in a row about place and holder is frozen by the first.
    """
    if not days:
        return
    device, now = install.device, timezone.now()
    holders = _holders(device, days)
    rows = [
        (
            install.pk,
            day,
            learner and learner.pk,
            device.pk,
            device.school_id,
            _who(learner, holders[day]),
            *(counts.get(name, 0) for name in (*COUNTERS, *hours.NAMES)),
            counts.get("rtt_p50"),
            counts.get("kbps_max"),
            counts.get("link", ""),
            counts.get("sequence", 0),
            day in suspect,
            now,
        )
        for day, counts in sorted(days.items())
    ]
    for piece in batched(rows, MOST_ROWS, strict=False):
        _write(piece, has_learner=learner is not None)
    _seen(install, min(max(days), timezone.localdate()))


def _write(rows, has_learner):
    fields = [UsageDay._meta.get_field(name) for name in COLUMNS]
    values = [
        field.get_db_prep_save(value, connection)
        for row in rows
        for field, value in zip(fields, row, strict=True)
    ]
    marks = f"({', '.join(['%s'] * len(fields))})"
    sql = STATEMENT.format(
        table=UsageDay._meta.db_table,
        columns=", ".join(field.column for field in fields),
        rows=", ".join([marks] * len(rows)),
        # The two unique indexes: one row for each learner, one for nobody.
        once="install_id, day, learner_id" if has_learner else "install_id, day",
        which="" if has_learner else "WHERE learner_id IS NULL",
        greater="GREATEST" if connection.vendor == "postgresql" else "MAX",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


# `u` is what stands there, `excluded` what comes. A repeat writes nothing at all. The median of round trips
# has no greater or lesser: the later message tells it, as its number says.
STATEMENT = """
INSERT INTO {table} AS u ({columns}) VALUES {rows}
ON CONFLICT ({once}) {which} DO UPDATE SET
    active_s = {greater}(u.active_s, excluded.active_s),
    learn_s = {greater}(u.learn_s, excluded.learn_s),
    offline_s = {greater}(u.offline_s, excluded.offline_s),
    tries = {greater}(u.tries, excluded.tries),
    failures = {greater}(u.failures, excluded.failures),
    tried_hours = u.tried_hours | excluded.tried_hours,
    failed_hours = u.failed_hours | excluded.failed_hours,
    rtt_p50 = CASE WHEN excluded.sequence >= u.sequence THEN COALESCE(excluded.rtt_p50, u.rtt_p50)
              ELSE COALESCE(u.rtt_p50, excluded.rtt_p50) END,
    kbps_max = {greater}(COALESCE(u.kbps_max, excluded.kbps_max), COALESCE(excluded.kbps_max, u.kbps_max)),
    link = CASE WHEN excluded.link IN ('', u.link) THEN u.link WHEN u.link = '' THEN excluded.link
           ELSE 'both' END,
    sequence = {greater}(u.sequence, excluded.sequence),
    clock_suspect = (u.clock_suspect OR excluded.clock_suspect),
    heard_at = excluded.heard_at
WHERE excluded.active_s > u.active_s OR excluded.learn_s > u.learn_s OR excluded.offline_s > u.offline_s
   OR excluded.tries > u.tries OR excluded.failures > u.failures
   OR (u.tried_hours | excluded.tried_hours) <> u.tried_hours
   OR (u.failed_hours | excluded.failed_hours) <> u.failed_hours
   OR COALESCE(excluded.kbps_max, 0) > COALESCE(u.kbps_max, 0)
   OR excluded.link NOT IN ('', u.link)
   OR (excluded.clock_suspect AND NOT u.clock_suspect)
"""


def _holders(device, days):
    """{day: the line under which the device was held that day, or None}"""
    lines = list(
        Assignment.objects.standing()
        .filter(device=device, handed_over_at__date__lte=max(days))
        .order_by("-handed_over_at")
    )
    spans = [
        (
            timezone.localdate(line.handed_over_at),
            line.returned_at and timezone.localdate(line.returned_at),
            line,
        )
        for line in lines
    ]
    return {
        day: next(
            (line for first, last, line in spans if first <= day and (last is None or day <= last)), None
        )
        for day in days
    }


def _who(learner, line):
    if learner is None:
        return UsageDay.Who.NOBODY
    return UsageDay.Who.HOLDER if line and line.pupil_id == learner.pk else UsageDay.Who.OTHER


def _seen(install, day):
    """Move «last seen» forward, never back; asked of the database, as others write it too."""
    if install.last_day is None or install.last_day < day:
        later = Q(last_day=None) | Q(last_day__lt=day)
        DeviceInstall.objects.filter(later, pk=install.pk).update(last_day=day)
    if install.device.last_seen_day is None or install.device.last_seen_day < day:
        later = Q(last_seen_day=None) | Q(last_seen_day__lt=day)
        Device.objects.filter(later, pk=install.device_id).update(last_seen_day=day)
