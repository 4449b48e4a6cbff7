"""System checks of ours; those of the database are asked for by `manage.py check --database default`."""

from django.core.checks import Tags, Warning, register
from django.db import connections

from lms.guards import missing_guards
from lms.ready import without_guards


@register(Tags.database)
def guards_stand(databases=None, **kwargs):
    """A database restored or copied by hand may have its tables without what watches over them.

    A warning only: an error would keep `migrate` from putting them up.
    """
    return [
        Warning(without_guards(names), id="lms.W001")
        for alias in databases or ()
        if _is_migrated(connections[alias]) and (names := missing_guards(alias))
    ]


def _is_migrated(connection):
    # Before its first migration there is nothing to guard; migrating puts them up.
    return "lms_change" in connection.introspection.table_names()
