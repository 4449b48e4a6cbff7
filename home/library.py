"""The library as its pages show it: what was chosen or looked for, narrowed, counted, in pages."""

from collections import Counter
from dataclasses import dataclass, field, replace

from django.core.paginator import Paginator

from courses.library import filters as narrowing
from courses.library.cards import cards
from courses.library.finding import find
from courses.library.own_kinds import LIGHT
from courses.models import CoursePage
from home.shelving import BESIDE
from students.abilities import can

A_PAGE = 15
MOST_QUIZZES, MOST_ARTICLES = 8, 8


@dataclass
class Shown:
    """One page of the library."""

    filters: narrowing.Filters
    facets: list
    page_obj: object
    cards: list
    total: int
    # Of a search alone.
    match: object = None
    quizzes: list = field(default_factory=list)
    articles: list = field(default_factory=list)

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
        narrowing.facets(filters, rows, topics),
        page_obj,
        _cards(list(page_obj.object_list), user, filters),
        total,
    )


def search(request, text, own_grade):
    """What was found for `text`, narrowed and counted as the library is; quizzes and articles beside it."""
    user, filters = request.user, narrowing.read(request)
    match = find(text, user, own_grade, filters.schools)
    rows = [_counted(row, filters) for row in match.rows]
    listed = [row for row in rows if row["kind"] in narrowing.LISTED]
    suit = [row for row in listed if filters.suits(row) and filters.topic in ("", row["topic"])]
    if filters.order:
        key = "readers" if filters.order == "used" else "recommended"
        key = "published_at" if filters.order == "new" else key
        suit.sort(key=lambda row: row[key], reverse=True)
    pages = _pages([row["pk"] for row in suit], len(suit))
    page_obj = pages.get_page(request.GET.get("page"))
    shown = Shown(
        filters,
        narrowing.facets(filters, narrowing.alike(listed)),
        page_obj,
        _cards(list(page_obj.object_list), user, filters),
        len(suit),
        match,
    )
    if page_obj.number == 1 and not filters.narrows:
        shown.quizzes = _cards(_first(rows, ("quiz",), MOST_QUIZZES), user, filters)
        shown.articles = _cards(_first(rows, BESIDE, MOST_ARTICLES), user, filters)
    return shown


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


def _first(rows, kinds, number):
    return [row["pk"] for row in rows if row["kind"] in kinds][:number]


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
