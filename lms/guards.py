"""Rules that the database itself keeps: triggers on SQLite and PostgreSQL alike.

An app registers its guards in `AppConfig.ready`; they are (re-)created after every
`migrate`, because SQLite drops a table's triggers silently when a later migration
rebuilds the table. `missing_guards` lets a test prove that all of them stand.
"""

from dataclasses import dataclass

from django.db import connections

GUARDS = {}


@dataclass(frozen=True)
class Guard:
    """One trigger. `sqlite` and `postgresql` are the statements that create it.

    The SQL names the trigger itself by `name`; for PostgreSQL the function is part of it
    and is written with CREATE OR REPLACE.
    """

    name: str
    table: str
    sqlite: str
    postgresql: str


def register(guard):
    GUARDS[guard.name] = guard


def append_only(table):
    """Refuse UPDATE and DELETE on `table`."""
    for verb in ("update", "delete"):
        refuse(f"{table}_never_{verb}", table, verb, f"{table} is append-only")


def refuse(name, table, verb, message, when=None):
    """Refuse `verb` (insert, update, delete) on `table` when the SQL condition `when` holds.

    `when` speaks of OLD and NEW and must be valid on both databases.
    """
    condition = f"WHEN ({when})" if when else ""
    register(
        Guard(
            name=name,
            table=table,
            sqlite=(
                f'CREATE TRIGGER "{name}" BEFORE {verb.upper()} ON "{table}" {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
            postgresql=(
                f'CREATE OR REPLACE FUNCTION "{name}_f"() RETURNS trigger LANGUAGE plpgsql AS $$ '
                f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
                f" END $$; "
                f'CREATE TRIGGER "{name}" BEFORE {verb.upper()} ON "{table}" FOR EACH ROW {condition} '
                f'EXECUTE FUNCTION "{name}_f"()'
            ),
        )
    )


def put_up_guards(using="default", **kwargs):
    """Create every registered guard whose table exists; the handler of `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS.values():
            if guard.table not in tables:
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')
                cursor.execute(guard.sqlite)
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"')
                cursor.execute(guard.postgresql)


def missing_guards(using="default"):
    """Names of registered guards that the database does not have."""
    connection = connections[using]
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger"
    )
    with connection.cursor() as cursor:
        cursor.execute(names)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(set(GUARDS) - present)
