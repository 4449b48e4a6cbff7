"""Fold days of use into months by school: what reports read instead of millions of days."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import zip_longest

from django.db import connection, transaction

from devices.models import UsageMonth

# Minutes of learning on one day; the last place counts all that are longer.
LONGEST = 240


def month_of(day):
    return date(day.year, day.month, 1)


def next_month(month):
    return month_of(month + timedelta(days=32))


def roll_up(month, school_ids=None):
    """Write UsageMonth of `month` anew, for these schools or all. A repeat gives the same rows."""
    rows = _fold(_days(month, school_ids))
    for key, ids in _devices(month, school_ids).items():
        if key in rows:
            rows[key]["devices"] = ids
    with transaction.atomic():
        stale = UsageMonth.objects.filter(month=month)
        if school_ids is not None:
            stale = stale.filter(school__in=school_ids)
        stale.delete()
        UsageMonth.objects.bulk_create(
            UsageMonth(school_id=school, month=month, kind=kind, batch_id=batch, **values)
            for (school, kind, batch), values in rows.items()
        )


def percentiles(minutes, wanted=(10, 50, 90)):
    """The minutes under which so many per cent of the days lie; None for no days at all.

    >>> percentiles([0, 3, 1])
    [1, 1, 2]
    """
    days = sum(minutes)
    if not days:
        return [None for _ in wanted]
    found = []
    for percent in wanted:
        rank, seen = max(1, -(-days * percent // 100)), 0
        for value, count in enumerate(minutes):
            seen += count
            if seen >= rank:
                found.append(value)
                break
    return found


def add_up(histograms):
    """Several lists of counts as one."""
    return [sum(counts) for counts in zip_longest(*histograms, [0] * (LONGEST + 1), fillvalue=0)]


def _fold(days):
    """Rows of (school, kind, batch, minutes, device days, seconds …) as values of UsageMonth."""
    rows = defaultdict(
        lambda: {
            "devices": 0,
            "device_days": 0,
            "minutes": [0] * (LONGEST + 1),
            **dict.fromkeys(("active_s", "learn_s", "offline_s", "holder_s", "other_s", "nobody_s"), 0),
        }
    )
    for school, kind, batch, minutes, count, active, learn, offline, holder, other, nobody in days:
        row = rows[school, kind, batch]
        row["device_days"] += count
        row["minutes"][min(int(minutes), LONGEST)] += count
        for name, seconds in (
            ("active_s", active),
            ("learn_s", learn),
            ("offline_s", offline),
            ("holder_s", holder),
            ("other_s", other),
            ("nobody_s", nobody),
        ):
            row[name] += int(seconds)
    return rows


# A day of a device first (siblings and browsers together), then how many days had so many minutes.
DAYS = """
SELECT school_id, kind, batch_id, minutes, COUNT(*), SUM(active), SUM(learn), SUM(offline),
       SUM(holder), SUM(other), SUM(nobody)
FROM (
    SELECT u.school_id, m.kind, d.batch_id, u.device_id, u.day,
           SUM(u.learn_s) / 60 AS minutes,
           SUM(u.active_s) AS active, SUM(u.learn_s) AS learn, SUM(u.offline_s) AS offline,
           SUM(CASE WHEN u.who = 'holder' THEN u.learn_s ELSE 0 END) AS holder,
           SUM(CASE WHEN u.who = 'other' THEN u.learn_s ELSE 0 END) AS other,
           SUM(CASE WHEN u.who = 'nobody' THEN u.learn_s ELSE 0 END) AS nobody
    FROM devices_usageday u
    JOIN devices_device d ON d.id = u.device_id
    JOIN devices_devicemodel m ON m.id = d.model_id
    WHERE u.day >= %s AND u.day < %s AND u.active_s > 0 {where}
    GROUP BY u.school_id, m.kind, d.batch_id, u.device_id, u.day
) days
GROUP BY school_id, kind, batch_id, minutes
"""

DEVICES = """
SELECT u.school_id, m.kind, d.batch_id, COUNT(DISTINCT u.device_id)
FROM devices_usageday u
JOIN devices_device d ON d.id = u.device_id
JOIN devices_devicemodel m ON m.id = d.model_id
WHERE u.day >= %s AND u.day < %s AND u.active_s > 0 {where}
GROUP BY u.school_id, m.kind, d.batch_id
"""


def _days(month, school_ids):
    return _rows(DAYS, month, school_ids)


def _devices(month, school_ids):
    return {tuple(key): count for *key, count in _rows(DEVICES, month, school_ids)}


def _rows(sql, month, school_ids):
    values, where = [month, next_month(month)], ""
    if school_ids is not None:
        if not school_ids:
            return []
        where = f"AND u.school_id IN ({', '.join(['%s'] * len(school_ids))})"
        values += school_ids
    with connection.cursor() as cursor:
        cursor.execute(sql.format(where=where), values)
        return cursor.fetchall()
