"""PostgreSQL alone: days of use lie in one table a month (docs/decisions/days-by-month.md).

The table is made anew under its name, with the same columns, checks, keys and indexes, as the database
itself spells them; only the primary key takes the day along, as the key of a partition must. Django's
idea of the model does not change, and SQLite stays as it is.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

TABLE = "devices_usageday"
AHEAD = 3


def by_month(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        # What was written in this transaction waits for its checks; a table with such is not renamed.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        rules, indexes, columns, first = _facts(cursor)
        cursor.execute(f"ALTER TABLE {TABLE} RENAME TO {TABLE}_before")
        cursor.execute(
            f"CREATE TABLE {TABLE} (LIKE {TABLE}_before INCLUDING DEFAULTS INCLUDING CONSTRAINTS) "
            "PARTITION BY RANGE (day)"
        )
        cursor.execute(f"CREATE TABLE {TABLE}_other PARTITION OF {TABLE} DEFAULT")
        _months(cursor, first)
        cursor.execute(f"INSERT INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}_before")  # noqa: S608
        cursor.execute(f"DROP TABLE {TABLE}_before")
        cursor.execute(f"CREATE SEQUENCE {TABLE}_id_seq OWNED BY {TABLE}.id")
        cursor.execute(
            f"SELECT setval('{TABLE}_id_seq', COALESCE((SELECT max(id) FROM {TABLE}), 0) + 1, FALSE)"  # noqa: S608
        )
        cursor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN id SET DEFAULT nextval('{TABLE}_id_seq')")
        cursor.execute(f"ALTER TABLE {TABLE} ADD PRIMARY KEY (id, day)")
        for name, definition in rules:
            cursor.execute(f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {definition}')
        for definition in indexes:
            cursor.execute(definition)


def in_one_table(apps, schema_editor):
    """Nothing to undo: the table has the same columns and keys, and goes with the model."""


def _facts(cursor):
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('u', 'f')",
        [TABLE],
    )
    rules = cursor.fetchall()
    cursor.execute(
        "SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = %s::regclass "
        "AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype <> 'f')",
        [TABLE],
    )
    indexes = [definition for (definition,) in cursor.fetchall()]
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [TABLE],
    )
    columns = cursor.fetchone()[0]
    cursor.execute(f"SELECT min(day) FROM {TABLE}")  # noqa: S608
    return rules, indexes, columns, cursor.fetchone()[0]


def _months(cursor, first):
    today = timezone.localdate()
    month, last = (first or today).replace(day=1), today + timedelta(days=31 * AHEAD)
    while month <= last:
        after = (month + timedelta(days=32)).replace(day=1)
        cursor.execute(
            f"CREATE TABLE {TABLE}_{month:%Y_%m} PARTITION OF {TABLE} "
            f"FOR VALUES FROM ('{month}') TO ('{after}')"
        )
        month = after


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0022_losses"),
    ]

    operations = [migrations.RunPython(by_month, in_one_table)]
