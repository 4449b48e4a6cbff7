"""What is public, for machines: rows for CSV and JSON, facts for schema.org."""

from django.utils.translation import gettext_lazy as _

from courses.back_office import as_text
from home.culture import telling
from home.models import ArticlePage, CultureEntryPage, ProductPage

MOST = 5000


def address(page, request):
    """The page's whole address, at the name under which it was asked for."""
    path = page.get_url(request)
    return request.build_absolute_uri(path) if request and path else path


def culture(request):
    entries = (
        CultureEntryPage.objects.public_ones()
        .select_related("kind", "licence")
        .prefetch_related("peoples", "communes", "tellers__agreement__commune")
        .defer("body", "readings", "folded")
        .order_by("pk")
    )
    for page in entries[:MOST]:
        yield {
            "address": address(page, request),
            "title": page.title,
            "own_name": page.own_name,
            "kind": page.kind.name,
            "peoples": [people.name for people in page.peoples.all()],
            "communes": [commune.name for commune in page.communes.all()],
            "villages": page.villages,
            "season": page.season,
            "when": page.when,
            "summary": page.summary,
            "tellers": [telling.credit(row.agreement) for row in page.tellers.all()],
            "collected_by": page.collector_lines,
            "sources": page.source_lines,
            "licence": str(page.licence or ""),
            "published": _day(page),
        }


def products(request):
    rows = ProductPage.objects.live().public().select_related("commune").defer("body", "readings")
    for page in rows.order_by("pk")[:MOST]:
        yield {
            "address": address(page, request),
            "title": page.title,
            "maker": page.maker,
            "commune": page.commune.name,
            "stars": page.stars,
            "price": page.price,
            "summary": page.summary,
            "where_to_buy": [way.value["name"] for way in page.ways],
            "published": _day(page),
        }


def articles(request):
    rows = ArticlePage.objects.live().public().select_related("topic").defer("body", "readings")
    for page in rows.order_by("-date", "-pk")[:MOST]:
        yield {
            "address": address(page, request),
            "title": page.title,
            "topic": page.topic.name if page.topic else "",
            "date": page.date.isoformat(),
            "summary": page.summary,
            "sources": page.source_lines,
            "published": _day(page),
        }


# What is offered, under which name in the address and on screen.
OFFERED = {
    "culture": (culture, _("culture archive")),
    "products": (products, _("local products")),
    "news": (articles, _("articles")),
}
HEADINGS = {
    "address": _("address"),
    "title": _("title"),
    "own_name": _("its name in the people's language"),
    "kind": _("kind"),
    "peoples": _("ethnic groups"),
    "communes": _("communes"),
    "villages": _("villages"),
    "season": _("months"),
    "when": _("when, in words"),
    "summary": _("in one or two sentences"),
    "tellers": _("who told it"),
    "collected_by": _("who collected it"),
    "sources": _("sources"),
    "licence": _("licence"),
    "published": _("published"),
    "maker": _("who makes it"),
    "commune": _("commune"),
    "stars": _("OCOP stars"),
    "price": _("price, about"),
    "where_to_buy": _("where to buy it"),
    "topic": _("topic"),
    "date": _("date"),
}


def as_cells(row):
    """A row as text for a table; what a spreadsheet would take for a formula stays text."""
    return [as_text(_in_a_cell(value)) for value in row.values()]


def _in_a_cell(value):
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _day(page):
    return page.first_published_at.date().isoformat() if page.first_published_at else ""


def of_entry(page, request):
    """An entry in the words of schema.org."""
    told = {
        "@type": "CreativeWork",
        "genre": page.kind.name,
        "about": [people.name for people in page.peoples.all()],
        "spatialCoverage": [
            {"@type": "AdministrativeArea", "name": f"{commune.name}, Điện Biên"}
            for commune in page.communes.all()
        ],
        "temporalCoverage": page.season,
        "contributor": [
            {"@type": "Person", "name": row.agreement.shown_name}
            for row in page.tellers.all()
            if row.agreement.shown_name
        ],
        "isBasedOn": page.source_lines,
    }
    if page.own_name:
        told["alternateName"] = page.own_name
    if page.licence:
        told["license"] = page.licence.address or page.licence.name
    return _of_page(page, request, told)


def of_product(page, request):
    told = {
        "@type": "Product",
        "manufacturer": {
            "@type": "Organization",
            "name": page.maker,
            "address": f"{page.commune.name}, Điện Biên",
        },
    }
    return _of_page(page, request, told)


def of_article(page, request):
    told = {
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.date.isoformat(),
        "isBasedOn": page.source_lines,
    }
    if page.topic:
        told["articleSection"] = page.topic.name
    return _of_page(page, request, told)


def facts_of(page, request):
    """{…} of a page of one of these kinds."""
    kinds = {CultureEntryPage: of_entry, ProductPage: of_product, ArticlePage: of_article}
    return kinds[type(page)](page, request)


def _of_page(page, request, told):
    common = {
        "@context": "https://schema.org",
        "name": page.title,
        "description": page.summary,
        "inLanguage": sorted({"vi", *(block.value["language"] for block in page.readings)}),
        "url": address(page, request),
    }
    if page.first_published_at:
        common["dateCreated"] = page.first_published_at.date().isoformat()
    return {**common, **{name: value for name, value in told.items() if value}}
