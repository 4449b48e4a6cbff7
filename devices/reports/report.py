"""What a report is made of. Nothing here asks the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from devices.sums import Figures


@dataclass(frozen=True)
class Scope:
    """Whom a report is for: the reader, the schools chosen among the reader's, and the day."""

    user: Any
    schools: QuerySet
    today: date
    # {"commune": "03368"} as it stands in the address, to carry on to the lists behind a number.
    chosen: dict = field(default_factory=dict)
    # For cuts by ethnic group or poverty: see devices/cuts.py.
    beside: list = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """One column of a report of places. `value` gives a number, or None where nothing is known."""

    label: str
    value: Callable[[Figures], Any]
    # The address of the rows behind a number, given what narrows the place ({"school": "…"}).
    link: Callable[[dict], str] | None = None
    is_share: bool = False


@dataclass(frozen=True)
class Threshold:
    words: str
    is_crossed: Callable[[Figures], bool]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every report says about itself."""

    slug: str
    title: str
    # The question that it answers, as its reader would ask it.
    question: str
    formula: str
    owner: str
    next_act: str
    unknown_words: str


@dataclass(frozen=True, kw_only=True)
class PlaceReport(Told):
    """Numbers place by place, sums of what was counted school by school."""

    columns: list[Column]
    unknown: Callable[[Figures], int]
    threshold: Threshold | None = None
    # count(numbers, school_ids, today): adds to numbers[school][name]; None for what stands there already.
    count: Callable | None = None


@dataclass(frozen=True, kw_only=True)
class ListReport(Told):
    """Rows that are no places: batches, models, months."""

    # rows(scope) -> ([labels], [Row], how many are not known)
    rows: Callable[[Scope], tuple]
    threshold_words: str = ""


@dataclass
class Cell:
    value: Any
    link: str = ""
    is_share: bool = False


@dataclass
class Row:
    name: Any
    cells: list[Cell]
    # The threshold is crossed here.
    is_crossed: bool = False
    link: str = ""
    # Of a place of today's scheme: its code, for the board of tiles.
    code: str = ""


@dataclass
class Answer:
    """A report as counted for one reader: all that screen, print, workbook and JSON show."""

    report: Told
    heading: list[str]
    rows: list[Row]
    total: Row | None
    unknown: int
    at: Any = None

    @property
    def threshold_words(self):
        if isinstance(self.report, ListReport):
            return self.report.threshold_words
        return self.report.threshold.words if self.report.threshold else ""

    @property
    def crossed(self):
        return [row for row in self.rows if row.is_crossed]

    @property
    def named_rows(self):
        """[(row, [(the column's heading, its cell)])]: a narrow screen names each number."""
        return [(row, list(zip(self.heading[1:], row.cells, strict=True))) for row in self.rows]

    @property
    def named_total(self):
        return list(zip(self.heading[1:], self.total.cells, strict=True)) if self.total else []

    def table(self):
        """Rows of plain values, the heading first, all together last."""
        yield [str(label) for label in self.heading]
        for row in [*self.rows, *([self.total] if self.total else [])]:
            yield [str(row.name), *(cell.value for cell in row.cells)]


def count(name, label, link=None):
    """A column that shows the number `name`."""
    return Column(label, lambda figures: figures.count(name), link)


def share(parts, wholes, label):
    """A column with the per cent that `parts` are of `wholes`, both names of numbers."""
    return Column(label, lambda figures: per_cent(figures, parts, wholes), is_share=True)


def percentile(name, percent, label):
    """A column with the value under which so many per cent of a histogram ({value: how many}) lie."""
    return Column(label, lambda figures: percentile_of(figures.numbers.get(name, {}), percent))


def per_cent(figures, parts, wholes):
    """A whole number, or None where there is nothing to be a part of."""
    whole = sum(figures.count(name) for name in wholes)
    return round(100 * sum(figures.count(name) for name in parts) / whole) if whole else None


def percentile_of(histogram, percent):
    """The smallest value that at least `percent` per cent do not exceed; None for none at all.

    >>> percentile_of({"3": 1, "10": 1, "12": 8}, 10), percentile_of({"3": 1, "12": 1}, 90)
    (3, 12)
    """
    counts = sorted((int(value), many) for value, many in histogram.items() if many)
    left = -(-sum(many for _value, many in counts) * percent // 100)
    for value, many in counts:
        left -= many
        if left <= 0:
            return value
    return None


# Whose business a number is, in the words of the screens.
SCHOOL = _("the school")
PROVINCE = _("the province")
