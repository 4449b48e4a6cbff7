"""Every way a row can come into a table, change or leave: by the ORM one by one, many at once, an
upsert, and bare SQL as somebody with a shell would type it."""

from django.db import connection
from django.utils import timezone


def sql(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def plain(row, field):
    return field.get_db_prep_save(field.pre_save(row, add=False) or getattr(row, field.attname), connection)


def insert_by_sql(row, verb="INSERT"):
    for field in row._meta.concrete_fields:
        if getattr(field, "auto_now_add", False):
            setattr(row, field.name, timezone.now())
    # A number of its own is given by the database.
    fields = [field for field in row._meta.concrete_fields if not field.primary_key or row.pk is not None]
    names, signs = ", ".join(field.column for field in fields), ", ".join(["%s"] * len(fields))
    told = [plain(row, field) for field in fields]
    sql(f"{verb} INTO {row._meta.db_table} ({names}) VALUES ({signs})", told)


def upsert(row):
    """Whoever has the same key is changed instead, in one column that no rule speaks of."""
    column = next(name for name in HARMLESS if name in [field.name for field in row._meta.fields])
    type(row).objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=[column])


HARMLESS = ["due_on", "note", "registered_to", "payer", "removed_at", "tries", "browser", "reason"]
INSERTS = {
    "save": lambda row: row.save(force_insert=True),
    "bulk_create": lambda row: type(row).objects.bulk_create([row]),
    "upsert": upsert,
    "SQL": insert_by_sql,
}


def save_each(rows, values):
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def bulk_update(rows, values):
    changed = list(rows)
    for row in changed:
        for name, value in values.items():
            setattr(row, name, value)
    rows.model.objects.bulk_update(changed, list(values))


def update_by_sql(rows, values):
    fields = [rows.model._meta.get_field(name) for name in values]
    told = ", ".join(f"{field.column} = %s" for field in fields)
    plain = [
        field.get_db_prep_save(getattr(value, "pk", value), connection)
        for field, value in zip(fields, values.values(), strict=True)
    ]
    sql(f"UPDATE {rows.model._meta.db_table} SET {told}", plain)  # noqa: S608 – names of ours


UPDATES = {
    "save": save_each,
    "bulk_update": bulk_update,
    "update": lambda rows, values: rows.update(**values),
    "SQL": update_by_sql,
}
DELETES = {
    "delete": lambda rows: [row.delete() for row in rows],
    "delete of many": lambda rows: rows.delete(),
    "raw delete": lambda rows: rows._raw_delete(rows.db),
    "SQL": lambda rows: sql(f"DELETE FROM {rows.model._meta.db_table}"),  # noqa: S608
}
if connection.vendor == "postgresql":
    # The checks of foreign keys that wait for the end of the test would forbid it by themselves.
    EMPTY = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"
    DELETES["TRUNCATE"] = lambda rows: sql(EMPTY.format(table=rows.model._meta.db_table))
else:
    # Makes room for its row by deleting whatever is in the way.
    INSERTS["REPLACE"] = lambda row: insert_by_sql(row, verb="INSERT OR REPLACE")
    DELETES["REPLACE"] = lambda rows: insert_by_sql(rows.first(), verb="INSERT OR REPLACE")
