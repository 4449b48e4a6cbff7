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

# Stand for keys until some are asked for; nothing else in a question is these.
ANY_KEY = 2_104_857_193
ANY_ID = UUID("7a3f5c1e-0b9d-4d27-9e64-5f8c2b7d1e93")
ANY_OTHER_ID = UUID("c81e02d4-6f35-4b7a-8a19-d0e7349b5fc6")

Kept = namedtuple("Kept", "sql params compiler converters names populators")


class AskedOften:
    """`question(key)`, or of some keys: a queryset with all that is read with it.

    `stand_ins` are of the kinds of its keys. What a kept question says beside them must not change, nor
    depend on the day.
    """

    def __init__(self, question, *stand_ins):
        self.question = question
        self.stand_ins = stand_ins or (ANY_KEY,)

    def first(self, *keys):
        """The first object; None when there is none."""
        return next(iter(self._made(keys, only_first=True)), None)

    def all(self, *keys):
        """A list of them."""
        return self._made(keys)

    def _made(self, keys, only_first=False):
        connection = connections[DEFAULT_DB_ALIAS]
        # Kept on the connection: it belongs to one thread, says how values are read, and ends with it.
        known = connection.__dict__.setdefault("_asked_often", {})
        if self not in known:
            known[self] = self._put_into_sql(connection)
        kept = known[self]
        with connection.cursor() as cursor:
            cursor.execute(kept.sql, _with_said(kept.params, self.stand_ins, keys, connection))
            rows = [row for row in [cursor.fetchone()] if row] if only_first else cursor.fetchall()
        return _made_of(rows, kept, connection.alias)

    def _put_into_sql(self, connection):
        question = self.question(*self.stand_ins)
        compiler = question.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if any(list(params).count(_as_told(one, connection)) != 1 for one in self.stand_ins):
            raise ValueError("A question that is kept says each of its keys once.")
        columns = [column for column, _sql, _alias in compiler.select]
        populators = get_related_populators(
            compiler.klass_info, compiler.select, connection.alias, question._fetch_mode
        )
        names = [columns[place].target.attname for place in compiler.klass_info["select_fields"]]
        return Kept(sql, params, compiler, compiler.get_converters(columns), names, populators)


def _made_of(rows, kept, alias):
    """As the ORM makes objects of rows (django.db.models.query.ModelIterable)."""
    if kept.converters:
        rows = kept.compiler.apply_converters(rows, kept.converters)
    told = kept.compiler.klass_info
    found = []
    for row in rows:
        made = told["model"].from_db(alias, kept.names, [row[place] for place in told["select_fields"]])
        for populator in kept.populators:
            populator.populate(row, made)
        for name, place in kept.compiler.annotation_col_map.items():
            setattr(made, name, row[place])
        found.append(made)
    return found


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
        return sql, _with_said(kept, self.stand_ins, said, connection), more


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


def _with_said(params, stand_ins, said, connection):
    """`params` with what is said in the places of what stands for it."""
    # Each database is told days, moments and ids in its own way, so in what was kept too.
    kept, told = ([_as_told(one, connection) for one in ones] for ones in (stand_ins, said))
    means = dict(zip(kept, told, strict=True))
    return [_in_place(one, means) for one in params]


def _in_place(kept, means):
    if kept not in means:
        return kept
    # PostgreSQL's whole numbers know how long they are.
    return type(kept)(means[kept]) if isinstance(kept, int) else means[kept]
