"""On PostgreSQL the days of use lie in one table a month, so that a month that is over its time goes at once,
and what is asked of this month reads no other (docs/decisions/days-by-month.md). SQLite keeps one table."""

from django.db import connection, transaction

from devices.rollup import month_of, next_month

TABLE = "devices_usageday"
AHEAD = 3


def make_ahead(today):
    """The tables of this month and the next ones, where they are missing; returns how many were made.

    What arrives for a month without a table of its own lies in the default one, and stays there.
    """
    last = month_of(today)
    for _each in range(AHEAD - 1):
        last = next_month(last)
    return make_between(today, last)


def make_between(first, last):
    """The tables of all months from that of `first` to that of `last`, where they are missing."""
    if not is_partitioned():
        return 0
    made, month = 0, month_of(first)
    while month <= last:
        made += _make(month)
        month = next_month(month)
    return made


def drop(month):
    """Let the table of `month` go; how many rows it held, or None where the month has no table of its own."""
    name = _name(month)
    if not is_partitioned() or not _exists(name):
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        # A table whose rows still wait for the checks of this transaction is not dropped.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'SELECT COUNT(*) FROM "{name}"')  # noqa: S608 – a name of ours
        count = cursor.fetchone()[0]
        cursor.execute(f'DROP TABLE "{name}"')
    return count


def is_partitioned():
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_partitioned_table WHERE partrelid = to_regclass(%s)", [TABLE])
        return cursor.fetchone() is not None


def _make(month):
    name, after = _name(month), next_month(month)
    if _exists(name):
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT 1 FROM {TABLE}_other WHERE day >= %s AND day < %s)",  # noqa: S608
            [month, after],
        )
        if cursor.fetchone()[0]:
            return 0
        cursor.execute(
            f"CREATE TABLE \"{name}\" PARTITION OF {TABLE} FOR VALUES FROM ('{month}') TO ('{after}')"
        )
    return 1


def _exists(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
        return cursor.fetchone()[0]


def _name(month):
    return f"{TABLE}_{month:%Y_%m}"
