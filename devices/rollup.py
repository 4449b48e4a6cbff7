"""Fold days of use into months by school and grade: what reports read instead of millions of days."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import zip_longest

from django.db import connection, transaction

from devices.models import GradeMonth, SchoolMonth, UsageMonth

# Minutes of learning on one day; the last place counts all that are longer.
LONGEST = 240


def month_of(day):
    return date(day.year, day.month, 1)


def next_month(month):
    return month_of(month + timedelta(days=32))


def roll_up(month, school_ids=None):
    """Write the sums of `month` anew, for these schools or all. A repeat gives the same."""
    rows = _fold(_counted(month, school_ids))
    together, by_grade = {}, {}
    for (school, _kind, _batch, grade), values in rows.items():
        together[school] = _added(together.get(school), values)
        by_grade[school, grade] = _added(by_grade.get((school, grade)), values)
    with transaction.atomic():
        for model in (UsageMonth, GradeMonth, SchoolMonth):
            stale = model.objects.filter(month=month)
            if school_ids is not None:
                stale = stale.filter(school__in=school_ids)
            stale.delete()
        UsageMonth.objects.bulk_create(
            UsageMonth(school_id=school, month=month, kind=kind, batch_id=batch, grade=grade, **values)
            for (school, kind, batch, grade), values in rows.items()
        )
        GradeMonth.objects.bulk_create(
            GradeMonth(school_id=school, month=month, grade=grade, **values)
            for (school, grade), values in by_grade.items()
        )
        SchoolMonth.objects.bulk_create(
            SchoolMonth(school_id=school, month=month, **values) for school, values in together.items()
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


SECONDS = ("active_s", "learn_s", "offline_s", "holder_s", "other_s", "nobody_s")


def _fold(counted):
    """{(school, kind, batch, grade): values of UsageMonth}"""
    rows = defaultdict(
        lambda: {
            "devices": 0,
            "device_days": 0,
            "minutes": [0] * (LONGEST + 1),
            **dict.fromkeys(SECONDS, 0),
        }
    )
    for what, *key, minutes, count, active, learn, offline, holder, other, nobody in counted:
        row = rows[tuple(key)]
        if what == "devices":
            row["devices"] += count
        elif what == "days":
            row["device_days"] += count
            row["minutes"][min(int(minutes), LONGEST)] += count
        else:
            told = zip(SECONDS, (active, learn, offline, holder, other, nobody), strict=True)
            row |= {name: int(seconds) for name, seconds in told}
    return rows


def _added(one, two):
    if one is None:
        return two
    together = {name: one[name] + two[name] for name in two if name != "minutes"}
    return together | {"minutes": add_up([one["minutes"], two["minutes"]])}


# Each row of use with the grade of its learner on that day, as Enrolment.grade tells it; then three things
# of them at once: seconds by grade; days of devices (siblings and browsers together) by their minutes, each
# with the grade that learnt most; devices, likewise.
COUNTED = """
WITH used AS (
    SELECT u.school_id, u.device_id, u.day, u.who, u.active_s, u.learn_s, u.offline_s,
           CASE WHEN u.learner_id IS NULL THEN NULL ELSE (
               SELECT CASE WHEN c.grade_to > c.grade THEN e.own_grade ELSE c.grade END
               FROM students_enrolment e
               JOIN students_schoolclass c ON c.id = e.school_class_id
               WHERE e.student_id = u.learner_id AND e.starts_on <= u.day
                 AND (e.ends_on IS NULL OR e.ends_on >= u.day)
               ORDER BY e.starts_on DESC, e.id DESC
               LIMIT 1
           ) END AS grade
    FROM devices_usageday u
    WHERE u.day >= %s AND u.day < %s AND u.active_s > 0 {where}
),
parts AS MATERIALIZED (
    SELECT u.school_id, m.kind, d.batch_id, u.device_id, u.day, u.grade,
           SUM(u.active_s) AS active, SUM(u.learn_s) AS learn, SUM(u.offline_s) AS offline,
           SUM(CASE WHEN u.who = 'holder' THEN u.learn_s ELSE 0 END) AS holder,
           SUM(CASE WHEN u.who = 'other' THEN u.learn_s ELSE 0 END) AS other,
           SUM(CASE WHEN u.who = 'nobody' THEN u.learn_s ELSE 0 END) AS nobody
    FROM used u
    JOIN devices_device d ON d.id = u.device_id
    JOIN devices_devicemodel m ON m.id = d.model_id
    GROUP BY u.school_id, m.kind, d.batch_id, u.device_id, u.day, u.grade
)
SELECT 'seconds', school_id, kind, batch_id, grade, 0, 0,
       SUM(active), SUM(learn), SUM(offline), SUM(holder), SUM(other), SUM(nobody)
FROM parts
GROUP BY school_id, kind, batch_id, grade
UNION ALL
SELECT 'days', school_id, kind, batch_id, grade, minutes, COUNT(*), 0, 0, 0, 0, 0, 0
FROM (
    SELECT school_id, kind, batch_id, grade,
           CAST(SUM(learn) OVER (PARTITION BY school_id, device_id, day) AS bigint) / 60 AS minutes,
           ROW_NUMBER() OVER (
               PARTITION BY school_id, device_id, day
               ORDER BY learn DESC, active DESC, COALESCE(grade, 99)
           ) AS place
    FROM parts
) days
WHERE place = 1
GROUP BY school_id, kind, batch_id, grade, minutes
UNION ALL
SELECT 'devices', school_id, kind, batch_id, grade, 0, COUNT(*), 0, 0, 0, 0, 0, 0
FROM (
    SELECT school_id, kind, batch_id, grade,
           ROW_NUMBER() OVER (
               PARTITION BY school_id, device_id
               ORDER BY SUM(learn) DESC, SUM(active) DESC, COALESCE(grade, 99)
           ) AS place
    FROM parts
    GROUP BY school_id, kind, batch_id, device_id, grade
) devices
WHERE place = 1
GROUP BY school_id, kind, batch_id, grade
"""


def _counted(month, school_ids):
    values, where = [month, next_month(month)], ""
    if school_ids is not None:
        if not school_ids:
            return []
        where = f"AND u.school_id IN ({', '.join(['%s'] * len(school_ids))})"
        values += school_ids
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(where=where), values)
        return cursor.fetchall()
