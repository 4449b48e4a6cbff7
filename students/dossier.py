"""Everything that is kept about one pupil, for the family: to read, to print, and for machines.

Each app adds its part in `AppConfig.ready`, naming the models that hold something of a pupil:

    dossier.register(Part("devices", _("Devices"), {"devices.Handover", …}, tables, order=30))

`tables(student)` yields Tables. tests/students/test_dossier.py fails for a model that hangs on a pupil and
stands in no part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Manager, QuerySet
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from students.codes import tidy_code

SCHEMA = "song-va-may-tinh-cho-em/pupil/1"


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    models: set
    tables: Callable
    order: int


@dataclass(frozen=True)
class Table:
    """Rows of one kind. `labels`: {name: words}; a row has for each name a raw value (for machines) and how
    it is said (for people)."""

    key: str
    title: str
    labels: dict
    rows: list

    @property
    def is_single(self):
        return len(self.rows) == 1

    @property
    def said_rows(self):
        return [[said for _raw, said in row.values()] for row in self.rows]

    @property
    def said_facts(self):
        """(words, value) of the only row, for a list of facts."""
        return list(zip(self.labels.values(), self.said_rows[0], strict=True))


_parts = []


def register(part):
    _parts[:] = sorted([*(one for one in _parts if one.key != part.key), part], key=lambda one: one.order)


def parts():
    return list(_parts)


def table(key, title, rows, **columns):
    """A Table out of objects. A column is `(label, path of fields with dots)` or `(label, function)`.

    A bare label stands for the field of the column's own name.
    """
    if isinstance(rows, QuerySet | Manager):
        rows = rows.all()
    read = {name: column if isinstance(column, tuple) else (column, name) for name, column in columns.items()}
    return Table(
        key,
        str(title),
        {name: capfirst(str(label)) for name, (label, _path) in read.items()},
        [{name: _value(row, path) for name, (_label, path) in read.items()} for row in rows],
    )


def of(student):
    """[(part, [tables that hold something])]"""
    found = [(part, [one for one in part.tables(student) if one.rows]) for part in _parts]
    return [(part, tables) for part, tables in found if tables]


def as_json(student):
    """The same for machines: {part: {table: {"columns": …, "rows": […]}}}."""
    return {
        "schema": SCHEMA,
        "made_at": timezone.now(),
        "student": str(student.pk),
        "parts": {
            part.key: {
                "title": str(part.title),
                "tables": {
                    one.key: {
                        "title": one.title,
                        "columns": one.labels,
                        "rows": [{name: raw for name, (raw, _said) in row.items()} for row in one.rows],
                    }
                    for one in tables
                },
            }
            for part, tables in of(student)
        },
    }


def file_name(student, ending):
    """Of our code alone: what a file is called tells nobody whose it is."""
    return f"ho-so-{tidy_code(student.code).lower()}.{ending}"


def _value(row, path):
    """(raw, said) of what `path` leads to."""
    if callable(path):
        raw = path(row)
        return raw, said(raw)
    *way, last = path.split(".")
    for name in way:
        row = getattr(row, name, None)
    raw = getattr(row, last, None)
    try:
        choices = row._meta.get_field(last).choices if hasattr(row, "_meta") else None
    except FieldDoesNotExist:
        choices = None
    if choices and raw:
        return raw, str(getattr(row, f"get_{last}_display")())
    return (str(raw), str(raw)) if hasattr(raw, "_meta") else (raw, said(raw))


def said(raw):
    """A value as people read it."""
    if raw is None or raw == "":
        return "–"
    if isinstance(raw, bool):
        return _("yes") if raw else _("no")
    if isinstance(raw, datetime):
        return date_format(timezone.localtime(raw), "SHORT_DATETIME_FORMAT")
    if isinstance(raw, date):
        return date_format(raw, "SHORT_DATE_FORMAT")
    if isinstance(raw, int | float) or hasattr(raw, "quantize"):
        return number_format(raw)
    if isinstance(raw, dict):
        return "; ".join(f"{name}: {said(value)}" for name, value in raw.items())
    if isinstance(raw, list | tuple):
        return ", ".join(said(value) for value in raw) or "–"
    return str(raw)
