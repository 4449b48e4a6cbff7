"""The filters of the library as its pages show them: each choice with how much it would leave."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from courses.library.filters import GRADES, KINDS, LANGUAGES, SIGNAL, WITH, has, signal_of
from students.models import Subject


@dataclass(frozen=True)
class Choice:
    """One choice of a filter: what it is called, what it would leave, where it leads."""

    value: str
    name: str
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list


def facets(filters, rows, topics=()):
    """All filters with their choices; one that could not change anything is left out."""
    names = dict(Subject.objects.values_list("code", "name"))
    order = {code: place for place, code in enumerate(names)}
    told = [
        _facet("subject", _("subject"), filters, rows, lambda row: [row["subject__code"]], names, order.get),
        _facet(
            "grade",
            _("grade"),
            filters,
            rows,
            lambda row: [row["grade"]],
            {grade: _("Grade %(grade)s") % {"grade": grade} for grade in GRADES},
        ),
        Facet(
            "topic",
            _("topic"),
            [
                Choice(slug, title, n, slug == filters.topic, filters.query(topic=slug))
                for slug, title, n in topics
            ],
        ),
        _facet("having", _("data and sound"), filters, rows, _having, WITH, list(WITH).index, name="with"),
        _facet(
            "signal", _("signal"), filters, rows, lambda row: [signal_of(row)], SIGNAL, list(SIGNAL).index
        ),
        _facet(
            "language",
            _("language"),
            filters,
            rows,
            lambda row: row["languages"].split(),
            LANGUAGES,
            list(LANGUAGES).index,
        ),
        _facet("kind", _("kind"), filters, rows, lambda row: [row["kind"]], KINDS, list(KINDS).index),
    ]
    if filters.schools:
        count = sum(row["n"] for row in rows if row["mine"] and filters.suits(row, but="mine"))
        mine = Choice("school", _("made by my school"), count, filters.mine, filters.query(mine=True))
        told.append(Facet("made", _("who made it"), [mine] if count or filters.mine else []))
    return [facet for facet in told if len(facet.choices) > 1 or facet.choices and facet.name == "made"]


def _facet(attribute, label, filters, rows, values, names, key=None, name=""):
    counts = Counter()
    for row in rows:
        if filters.suits(row, but=attribute):
            for value in values(row):
                if value in names:
                    counts[value] += row["n"]
    chosen = getattr(filters, attribute)
    if chosen and chosen in names:
        counts.setdefault(chosen, 0)
    forget = {"topic": ""} if attribute in ("subject", "grade") else {}
    return Facet(
        name or attribute,
        label,
        [
            Choice(
                value,
                names[value],
                counts[value],
                value == chosen,
                filters.query(**{attribute: value}, **forget),
            )
            for value in sorted(counts, key=key)
        ],
    )


def _having(row):
    return [what for what in WITH if has(row, what)]
