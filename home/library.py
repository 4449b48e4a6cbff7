"""The library as its pages show it: what was chosen or looked for, narrowed, counted, in pages."""

from collections import Counter
from dataclasses import dataclass, replace

from django.core.paginator import Paginator

from courses.library import filters as narrowing
from courses.library.cards import cards
from courses.library.facets import facets
from courses.library.own_kinds import LIGHT
from courses.models import CoursePage
from students.abilities import can

A_PAGE = 15


@dataclass
class Shown:
    """One page of the library."""

    filters: narrowing.Filters
    facets: list
    page_obj: object
    cards: list
    total: int

    @property
    def all_grades(self):
        return self.filters.query(grade=None, topic="")

    @property
    def facet(self):
        return {facet.name: facet for facet in self.facets}


def browse(request, own_grade):
    """Everything there is for the reader, as far as the address narrows it."""
    user, filters = request.user, narrowing.read(request, own_grade)
    rows = narrowing.counted_for(user, filters.schools)
    entries = narrowing.listed(user).filter(filters.condition())
    topics = _topics(narrowing.listed(user), filters)
    total = entries.count() if filters.topic else sum(row["n"] for row in rows if filters.suits(row))
    pages = _pages(narrowing.ordered(entries, filters).values_list("pk", flat=True), total)
    page_obj = pages.get_page(request.GET.get("page"))
    return Shown(
        filters,
        facets(filters, rows, topics),
        page_obj,
        _cards(list(page_obj.object_list), user, filters),
        total,
    )


def narrowed(request, match):
    """The lectures of a search (courses/library/finding.py), narrowed and counted as the library is."""
    user, filters = request.user, narrowing.read(request)
    rows = [_counted(row, filters) for row in match.rows if row["kind"] in narrowing.LISTED]
    suit = [row for row in rows if filters.suits(row) and filters.topic in ("", row["topic"])]
    if filters.order:
        key = "readers" if filters.order == "used" else "recommended"
        key = "published_at" if filters.order == "new" else key
        suit.sort(key=lambda row: row[key], reverse=True)
    page_obj = _pages([row["pk"] for row in suit], len(suit)).get_page(request.GET.get("page"))
    cards_of_page = _cards(list(page_obj.object_list), user, filters)
    return Shown(filters, facets(filters, narrowing.alike(rows)), page_obj, cards_of_page, len(suit))


def page_of(request, match, kinds):
    """A page of what a search found of other kinds, with its cards."""
    keys = [row["pk"] for row in match.rows if row["kind"] in kinds]
    page_obj = _pages(keys, len(keys)).get_page(request.GET.get("page"))
    filters = narrowing.read(request)
    return page_obj, _cards(list(page_obj.object_list), request.user, filters)


def _pages(keys, total):
    pages = Paginator(keys, A_PAGE)
    # Known already: counting again would look at everything once more.
    pages.count = total
    return pages


def _cards(keys, user, filters):
    return cards(keys, user, filters.schools, with_ratings=can(user, "rate lectures"))


def _counted(row, filters):
    more = {"light": row["size"] < LIGHT, "mine": row["school"] in filters.schools}
    return row | more


def _topics(entries, filters):
    """(slug, title, how many) of the courses of the chosen subject: they are what divides it into topics."""
    if not filters.subject:
        return []

    within = entries.filter(replace(filters, topic="").condition()).exclude(topic="")
    counts = Counter(within.order_by().values_list("topic", flat=True))
    titles = dict(
        CoursePage.objects.live().filter(slug__in=counts).order_by("path").values_list("slug", "title")
    )
    return [(slug, title, counts[slug]) for slug, title in titles.items()]
