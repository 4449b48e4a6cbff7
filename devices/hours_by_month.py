"""Fold the hours in which machines tried to reach us into months by school, without child or machine.

Hours are kept beside a day of use only while its month can still change; then the sums stay alone.
"""

from django.db import connection, transaction

from devices.hours import HOURS
from devices.models import HoursMonth
from devices.rollup import next_month


def roll_up_hours(month, school_ids=None):
    """Write HoursMonth of `month` anew, for these schools or all. A repeat gives the same rows."""
    rows = _rows(month, school_ids)
    with transaction.atomic():
        stale = HoursMonth.objects.filter(month=month)
        if school_ids is not None:
            stale = stale.filter(school__in=school_ids)
        stale.delete()
        HoursMonth.objects.bulk_create(
            HoursMonth(
                school_id=school,
                month=month,
                tried=[int(count) for count in counts[: len(HOURS)]],
                failed=[int(count) for count in counts[len(HOURS) :]],
            )
            for school, *counts in rows
        )


COUNTS = ", ".join(f"SUM({name} >> {hour} & 1)" for name in ("tried_hours", "failed_hours") for hour in HOURS)
SQL = (
    f"SELECT school_id, {COUNTS} FROM devices_usageday "  # noqa: S608 – names of ours
    "WHERE day >= %s AND day < %s AND tried_hours <> 0 {where} GROUP BY school_id"
)


def _rows(month, school_ids):
    values, where = [month, next_month(month)], ""
    if school_ids is not None:
        if not school_ids:
            return []
        where = f"AND school_id IN ({', '.join(['%s'] * len(school_ids))})"
        values += school_ids
    with connection.cursor() as cursor:
        cursor.execute(SQL.replace("{where}", where), values)
        return cursor.fetchall()
