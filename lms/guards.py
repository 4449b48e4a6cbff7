"""Rules that the database itself keeps: triggers on SQLite and PostgreSQL alike.

An app registers its guards in `AppConfig.ready`; they are (re-)created after every
`migrate`, because SQLite drops a table's triggers silently when a later migration
rebuilds the table. Before it they are taken down: a trigger of one table that looks into
another would stop the other from being rebuilt. `missing_guards` lets a test prove that
all of them stand, and `prepare` put up those that a new version brought.
"""

from dataclasses import dataclass

from django.db import connections

GUARDS = {}


@dataclass(frozen=True)
class Guard:
    """One trigger, or on PostgreSQL one constraint. `sqlite` and `postgresql` create it; None: that
    database keeps the rule by a guard of another name.

    The SQL names the trigger itself by `name`; for PostgreSQL the function is part of it
    and is written with CREATE OR REPLACE.
    """

    name: str
    table: str
    sqlite: str | None
    postgresql: str | None
    is_constraint: bool = False


def register(guard):
    GUARDS[guard.name] = guard


def append_only(table, may_update=None, may_delete=None):
    """Refuse UPDATE and DELETE on `table`.

    `may_update`, `may_delete`: SQL about OLD and NEW for the one case in which it is allowed all the same.
    """
    message = f"{table} is append-only"
    for verb, door in (("update", may_update), ("delete", may_delete)):
        name = f"{table}_never_{verb}"
        if door is None:
            refuse(name, table, verb, message)
            continue
        if verb == "delete":
            _refuse_truncate(f"{name}_truncate", table, message)
        # A door that comes out as NULL is shut.
        refuse_if(name, table, verb, message, f"COALESCE(NOT ({door}), TRUE)")


def refuse(name, table, verb, message, when=None):
    """Refuse `verb` (insert, update, delete) on `table` when the SQL condition `when` holds.

    `when` speaks of OLD and NEW and must be valid on both databases. What is never deleted is not
    emptied by TRUNCATE either, which no trigger of rows sees.
    """
    condition = f"WHEN ({when})" if when else ""
    if verb == "delete" and not when:
        _refuse_truncate(f"{name}_truncate", table, message)
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


def _refuse_truncate(name, table, message):
    register(
        Guard(
            name=name,
            table=table,
            sqlite=None,  # has no TRUNCATE
            postgresql=(
                f'CREATE OR REPLACE FUNCTION "{name}_f"() RETURNS trigger LANGUAGE plpgsql AS $$ '
                f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
                f" END $$; "
                f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT '
                f'EXECUTE FUNCTION "{name}_f"()'
            ),
        )
    )


def refuse_if(name, table, verb, message, condition, postgresql=None, postgresql_first=""):
    """Refuse `verb` on `table` when `condition` holds, which may look into other tables.

    Like `refuse`, but the condition stands in the trigger's body: PostgreSQL allows no
    subquery in WHEN. `IS DISTINCT FROM` is written for both; `postgresql` says it there when one
    wording cannot serve both. `postgresql_first` is done before: where many write at once, it locks
    what the condition looks at (SQLite has one writer).
    """
    first = f"{postgresql_first}; " if postgresql_first else ""
    register(
        Guard(
            name=name,
            table=table,
            sqlite=(
                f'CREATE TRIGGER "{name}" BEFORE {verb.upper()} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{message}') WHERE {_for_sqlite(condition)}; END"
            ),
            postgresql=(
                f'CREATE OR REPLACE FUNCTION "{name}_f"() RETURNS trigger LANGUAGE plpgsql AS $$ '
                f"BEGIN {first}IF ({postgresql or condition}) THEN RAISE EXCEPTION '{message}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {'OLD' if verb == 'delete' else 'NEW'}; END $$; "
                f'CREATE TRIGGER "{name}" BEFORE {verb.upper()} ON "{table}" FOR EACH ROW '
                f'EXECUTE FUNCTION "{name}_f"()'
            ),
        )
    )


def keep_columns(name, table, columns, message):
    """Refuse an UPDATE that changes one of `columns`."""
    refuse_if(
        name, table, "update", message, " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in columns)
    )


def only_emptied(words, kept):
    """SQL for a door: each of `words` ({column: what stands there once emptied}) is as it was or emptied, and
    nothing of `kept` changes. So free words may be taken out of a row, and never be rewritten."""
    as_it_was = "NEW.{0} IS NOT DISTINCT FROM OLD.{0}".format
    emptied = [f"({as_it_was(column)} OR NEW.{column} = '{empty}')" for column, empty in words.items()]
    return " AND ".join([*emptied, *map(as_it_was, kept)])


def keep_or_empty(name, table, column, message, empty="", when="TRUE"):
    """Refuse an UPDATE that rewrites `column`, where `when` holds; it may be emptied."""
    changed = f"NEW.{column} IS DISTINCT FROM OLD.{column} AND NEW.{column} <> '{empty}'"
    refuse_if(name, table, "update", message, f"({when}) AND {changed}")


def keep_right(name, table, columns, message, wrong, postgresql=None):
    """Refuse a row in which `wrong` holds of `columns`, when it comes and when one of them changes.

    A row that was written before the rule existed can still be changed elsewhere.
    """
    changed = " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in columns)
    refuse_if(f"{name}_insert", table, "insert", message, wrong, postgresql)
    refuse_if(
        f"{name}_update",
        table,
        "update",
        message,
        f"({changed}) AND ({wrong})",
        postgresql and f"({changed}) AND ({postgresql})",
    )


def write_once(name, table, columns, message):
    """Refuse an UPDATE of `columns` that were filled already."""
    changed = (f"(OLD.{c} IS NOT NULL AND NEW.{c} IS DISTINCT FROM OLD.{c})" for c in columns)
    refuse_if(name, table, "update", message, " OR ".join(changed))


def settle(name, table, moment, columns, message):
    """Refuse an UPDATE of `columns` once `moment` is filled: they were told together with it."""
    changed = " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in columns)
    refuse_if(name, table, "update", message, f"OLD.{moment} IS NOT NULL AND ({changed})")


def no_overlap(name, table, item, starts, ends, *, days=False, when="TRUE"):
    """Rows of one `item` (a column with whole numbers) never overlap in time; an open end is NULL.

    `days`: the columns are dates and the last day belongs to the row. `when` says which rows count,
    in bare column names prefixed by `ROW.`. PostgreSQL keeps it by an exclusion constraint, which
    needs no btree_gist when the number is written as a range of itself; SQLite by two triggers.
    """
    later_than = ">=" if days else ">"
    clash = (
        f"EXISTS (SELECT 1 FROM {table} other WHERE other.{item} = NEW.{item} AND other.id <> NEW.id "
        f"AND {when.replace('ROW.', 'other.')} AND {when.replace('ROW.', 'NEW.')} "
        f"AND (NEW.{ends} IS NULL OR NEW.{ends} {later_than} other.{starts}) "
        f"AND (other.{ends} IS NULL OR other.{ends} {later_than} NEW.{starts}))"
    )
    for verb in ("insert", "update"):
        # After, because before the insert an automatic number is not known yet.
        statement = (
            f'CREATE TRIGGER "{name}_{verb}" AFTER {verb.upper()} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{name}') WHERE {clash}; END"
        )
        register(Guard(name=f"{name}_{verb}", table=table, sqlite=statement, postgresql=None))
    span = f"daterange({starts}, {ends}, '[]')" if days else f"tstzrange({starts}, {ends})"
    register(
        Guard(
            name=name,
            table=table,
            sqlite=None,
            postgresql=(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" EXCLUDE USING gist '
                f"(int8range({item}, {item}, '[]') WITH &&, {span} WITH &&) "
                f"WHERE ({item} IS NOT NULL AND {when.replace('ROW.', '')})"
            ),
            is_constraint=True,
        )
    )


def keep_last(name, table, item, moment, into, column, when):
    """`column` of the row of `into` that `item` points to is the last `moment` of its rows that count.

    For lists that are ordered or narrowed by it: they read one index instead of asking each row.
    `when` says which rows count, in column names prefixed by `ROW.`.
    """
    last = (
        f"(SELECT MAX(r.{moment}) FROM {table} r WHERE r.{item} = {into}.id AND {when.replace('ROW.', 'r.')})"
    )
    rows = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}
    for verb, told in rows.items():
        keys = ", ".join(f"{row}.{item}" for row in told)
        statement = f"UPDATE {into} SET {column} = {last} WHERE id IN ({keys})"
        own = f"{name}_{verb}"
        register(
            Guard(
                name=own,
                table=table,
                sqlite=f'CREATE TRIGGER "{own}" AFTER {verb.upper()} ON "{table}" BEGIN {statement}; END',
                postgresql=(
                    f'CREATE OR REPLACE FUNCTION "{own}_f"() RETURNS trigger LANGUAGE plpgsql AS $$ '
                    f"BEGIN {statement}; RETURN NULL; END $$; "
                    f'CREATE TRIGGER "{own}" AFTER {verb.upper()} ON "{table}" FOR EACH ROW '
                    f'EXECUTE FUNCTION "{own}_f"()'
                ),
            )
        )


def take_down_guards(using="default", plan=(), **kwargs):
    """Make room for a migration; the handler of `pre_migrate`. PostgreSQL alters tables in place."""
    connection = connections[using]
    if connection.vendor == "sqlite" and plan:
        with connection.cursor() as cursor:
            for name in GUARDS.keys() & _standing(connection).keys():
                cursor.execute(f'DROP TRIGGER "{name}"')


def put_up_guards(using="default", **kwargs):
    """Create every registered guard whose table exists; the handler of `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    standing = _standing(connection)
    with connection.cursor() as cursor:
        for guard in GUARDS.values():
            statement = getattr(guard, connection.vendor)
            if guard.table not in tables or statement is None:
                continue
            if guard.is_constraint:
                # Building its index reads the whole table: once is enough.
                if guard.name in standing:
                    continue
            elif connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"')
            cursor.execute(statement)


def missing_guards(using="default"):
    """Names of registered guards that the database does not have, or has in older words."""
    connection = connections[using]
    standing = _standing(connection)
    return sorted(
        guard.name
        for guard in GUARDS.values()
        if (statement := getattr(guard, connection.vendor)) is not None
        and (guard.name not in standing or standing[guard.name] not in statement)
    )


def _standing(connection):
    """{name: the part of its statement that the database keeps word by word} of all that stand."""
    words = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "UNION ALL SELECT conname, '' FROM pg_constraint"
    )
    with connection.cursor() as cursor:
        cursor.execute(words)
        return dict(cursor.fetchall())


def _for_sqlite(condition):
    # SQLite before 3.39 knows only its own spelling.
    return condition.replace("IS NOT DISTINCT FROM", "IS").replace("IS DISTINCT FROM", "IS NOT")
