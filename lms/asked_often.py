"""What is asked with nearly every request: its question is put into SQL once, not each time.

To put a question over four tables into SQL takes the ORM several times as long as the database takes to
answer it, and it is the same each time but for the key. When a whole school begins a quiz in one minute, that
is a quarter of all there is to do.
"""

from collections import namedtuple
from datetime import date, datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.query import get_related_populators

# Stands for the key until one is asked for; nothing else in a question is this number.
ANY_KEY = 2_104_857_193

Kept = namedtuple("Kept", "sql params compiler converters names populators")


class AskedOften:
    """`question(key)`: a queryset that has at most one row for a key, with all that is read with it.

    What a kept question says beside its key must not change, nor depend on the day.
    """

    def __init__(self, question):
        self.question = question

    def first(self, key):
        """The object with that key; None when there is none."""
        connection = connections[DEFAULT_DB_ALIAS]
        # Kept on the connection: it belongs to one thread, says how values are read, and ends with it.
        known = connection.__dict__.setdefault("_asked_often", {})
        if self not in known:
            known[self] = self._put_into_sql(connection)
        kept = known[self]
        with connection.cursor() as cursor:
            cursor.execute(kept.sql, [key if one == ANY_KEY else one for one in kept.params])
            row = cursor.fetchone()
        return row and _made_of(row, kept, connection.alias)

    def _put_into_sql(self, connection):
        question = self.question(ANY_KEY)
        compiler = question.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if list(params).count(ANY_KEY) != 1:
            raise ValueError("A question that is kept says its key once.")
        columns = [column for column, _sql, _alias in compiler.select]
        populators = get_related_populators(
            compiler.klass_info, compiler.select, connection.alias, question._fetch_mode
        )
        names = [columns[place].target.attname for place in compiler.klass_info["select_fields"]]
        return Kept(sql, params, compiler, compiler.get_converters(columns), names, populators)


def _made_of(row, kept, alias):
    """As the ORM makes objects of rows (django.db.models.query.ModelIterable)."""
    if kept.converters:
        row = next(iter(kept.compiler.apply_converters([row], kept.converters)))
    told = kept.compiler.klass_info
    made = told["model"].from_db(alias, kept.names, [row[place] for place in told["select_fields"]])
    for populator in kept.populators:
        populator.populate(row, made)
    for name, place in kept.compiler.annotation_col_map.items():
        setattr(made, name, row[place])
    return made


class KeptText:
    """`build(*said)`: (SQL, its values, what else is to be kept with it), put together once.

    `stand_ins` stand for what will be said: keys, days and moments that are nothing else in it.
    What `build` makes must hang on nothing else; it is refused what it would have to ask the database.
    """

    def __init__(self, build, *stand_ins):
        self.build = build
        self.stand_ins = stand_ins

    def told(self, *said):
        """(SQL, its values, what else was built) as `build` would make it of what is `said`."""
        connection = connections[DEFAULT_DB_ALIAS]
        known = connection.__dict__.setdefault("_asked_often", {})
        if self not in known:
            with connection.execute_wrapper(_asks_nothing):
                known[self] = self.build(*self.stand_ins)
        sql, kept, more = known[self]
        # Each database is told them in its own way, so in what was kept too.
        stand_ins, said = ([_as_told(one, connection) for one in ones] for ones in (self.stand_ins, said))
        means = dict(zip(stand_ins, said, strict=True))
        return sql, [_in_place(one, means) for one in kept], more


def _asks_nothing(execute, sql, params, many, context):
    raise ValueError("A text that is kept hangs on nothing that stands in the database.")


def _as_told(value, connection):
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _in_place(kept, means):
    if kept not in means:
        return kept
    # PostgreSQL's whole numbers know how long they are.
    return type(kept)(means[kept]) if isinstance(kept, int) else means[kept]
