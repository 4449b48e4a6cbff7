"""`name__prefix="huong"`: the column begins with the text, read from an index on both databases.

Django's `startswith` becomes a LIKE that SQLite answers by reading every row. The column needs
`db_index=True`, which on PostgreSQL makes the index for patterns too.
"""

import re

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Prefix(Lookup):
    lookup_name = "prefix"

    def as_sql(self, compiler, connection):
        column, column_params = self.process_lhs(compiler, connection)
        pattern = re.sub(r"([\\%_])", r"\\\1", self.rhs) + "%"
        return f"{column} LIKE %s", [*column_params, pattern]

    def as_sqlite(self, compiler, connection):
        column, column_params = self.process_lhs(compiler, connection)
        pattern = re.sub(r"([*?\[])", r"[\1]", self.rhs) + "*"
        return f"{column} GLOB %s", [*column_params, pattern]
