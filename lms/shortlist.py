"""The first of a long list, and how many more there are: nothing is cut without a word."""

from collections.abc import Sequence

from django.db.models import QuerySet


class Shortlist(Sequence):
    """At most `most` of `rows` (a queryset or a list); `more` says how many were left out.

    Templates say so with components/_more.html. It is no `list`: Django makes lists anew in its filters.
    """

    def __init__(self, rows, most):
        if isinstance(rows, QuerySet):
            found = list(rows[: most + 1])
            # Counted only when something is left out.
            count = rows.count() if len(found) > most else len(found)
        else:
            found, count = list(rows), len(rows)
        self.rows = found[:most]
        self.more = count - len(self.rows)

    def __getitem__(self, place):
        return self.rows[place]

    def __len__(self):
        return len(self.rows)
