"""PostgreSQL alone: the checks of hours (0029_hours_of_tries.py) are asked of the days of use that stand.

Table by table, each by itself and under a lock that lets counts come in; the table above them last, which then
has nothing left to read. A new database has nothing to read at all.
"""

from django.db import migrations

TABLE = "devices_usageday"
WAITING = """
SELECT c.conrelid::regclass::text, c.conname
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'c' AND NOT c.convalidated
  AND (t.oid = to_regclass(%s) OR t.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass(%s)))
ORDER BY t.relkind = 'p', 1, 2
"""


def validate(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(WAITING, [TABLE, TABLE])
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} VALIDATE CONSTRAINT "{name}"')


class Migration(migrations.Migration):
    # Each table lets go of its lock before the next one.
    atomic = False

    dependencies = [("devices", "0047_where_it_was_used")]

    operations = [migrations.RunPython(validate, migrations.RunPython.noop)]
