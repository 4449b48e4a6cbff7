"""What is public, for machines: CSV and JSON, feeds, the map of the site."""

import csv
from io import StringIO

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap as StaticSitemap
from django.contrib.sitemaps import views as sitemaps
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page

from courses.models import Audience, LecturePage, QuizPage
from home.culture import open_data
from home.models import ArticlePage, CultureEntryPage, ProductPage
from lms.text import without_control_signs

NEWEST = 20
OF_A_MAP = 1000


@login_not_required
@require_safe
@conditional_page
def table(request, what):
    """The rows as CSV, with the mark by which spreadsheets know UTF-8."""
    rows, _words = _offered(what)
    text = StringIO("\ufeff", newline="")
    text.seek(1)
    writer = csv.writer(text)
    names = None
    for row in rows(request):
        if names is None:
            names = list(row)
            writer.writerow([capfirst(str(open_data.HEADINGS[name])) for name in names])
        writer.writerow(open_data.as_cells(row))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{what}.csv"'
    return _for_all(response)


@login_not_required
@require_safe
@conditional_page
def rows(request, what):
    found, words = _offered(what)
    told = {"name": capfirst(str(words)), "rows": list(found(request))}
    return _for_all(JsonResponse(told, json_dumps_params={"ensure_ascii": False}))


def _offered(what):
    if what not in open_data.OFFERED:
        raise Http404
    return open_data.OFFERED[what]


def _for_all(response):
    # Kept by whoever has it, and asked about each time: what was taken back goes on in nobody's cache.
    response["Cache-Control"] = "public, no-cache"
    # A feed calls itself as new as its newest line: one taken back would make it older than what is kept.
    del response["Last-Modified"]
    # What is open may be read by pages of others.
    response["Access-Control-Allow-Origin"] = "*"
    return response


class News(Feed):
    """What was published last: articles, entries of the archive, products – or one of them."""

    KINDS = {"news": ArticlePage, "culture": CultureEntryPage, "products": ProductPage}

    def get_object(self, request, what):
        if what != "all" and what not in self.KINDS:
            raise Http404
        self.request = request
        return what

    def title(self, what):
        words = open_data.OFFERED[what][1] if what != "all" else _("what is new")
        return f"Sóng và máy tính cho em: {words}"

    def link(self, what):
        return "/"

    def description(self, what):
        return _("News, local products and the culture archive of Điện Biên.")

    def items(self, what):
        kinds = self.KINDS.values() if what == "all" else [self.KINDS[what]]
        found = []
        for kind in kinds:
            live = kind.objects.live().public().defer_streamfields()
            found += live.order_by("-first_published_at", "-pk")[:NEWEST]
        return sorted(found, key=lambda page: page.first_published_at or page.latest_revision_created_at)[
            : -NEWEST - 1 : -1
        ]

    def item_title(self, page):
        return without_control_signs(page.title)

    def item_description(self, page):
        return without_control_signs(page.summary)

    def item_link(self, page):
        return page.get_url(self.request)

    def item_guid(self, page):
        return f"urn:uuid:{page.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, page):
        return page.first_published_at

    def item_updateddate(self, page):
        return page.last_published_at


class AtomNews(News):
    feed_type = Atom1Feed

    def subtitle(self, what):
        return self.description(what)


# One of each for every request: a feed keeps the request it answers.
@login_not_required
@require_safe
@conditional_page
def rss(request, what):
    return _for_all(News()(request, what=what))


@login_not_required
@require_safe
@conditional_page
def atom(request, what):
    return _for_all(AtomNews()(request, what=what))


class OpenViews(StaticSitemap):
    """What everybody may read and no author writes as a page."""

    def items(self):
        return ["home:lectures", "devices:points_public"]

    def location(self, name):
        return reverse(name)


class PublicPages(Sitemap):
    """Every page that everybody may read, a thousand at a time."""

    limit = OF_A_MAP

    def _urls(self, page, protocol, domain):
        rows = self.paginator.page(page).object_list
        told = [
            {"location": open_data.address(one, self.request), "lastmod": self.lastmod(one)} for one in rows
        ]
        days = [one["lastmod"] for one in told]
        if days and None not in days:
            self.latest_lastmod = max(days)
        return told

    def items(self):
        closed = [
            kind.objects.exclude(audience=Audience.PUBLIC).values("pk") for kind in (LecturePage, QuizPage)
        ]
        behind = QuizPage.objects.exclude(of_lecture=None).values("pk")
        site = self.get_wagtail_site()
        return (
            Page.objects.descendant_of(site.root_page, inclusive=True)
            .live()
            .public()
            .exclude(pk__in=closed[0])
            .exclude(pk__in=closed[1])
            .exclude(pk__in=behind)
            .order_by("path")
        )


# Where nothing is for everybody: doors, the back office, what each sees of the own, searches.
CLOSED = ["/admin/", "/sign-in/", "/ph/", "/start/", "/search/", "/preferences/", "/sync/", "/jobs/"]


@login_not_required
@require_safe
def robots(request):
    """What machines that look for pages may ask for, and where the map of the site is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {request.build_absolute_uri(reverse('home:site_index'))}",
    ]
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@login_not_required
@require_safe
def site_index(request):
    return sitemaps.index(request, _sections(request), sitemap_url_name="home:site_pages")


@login_not_required
@require_safe
def site_pages(request, section="pages"):
    return sitemaps.sitemap(request, _sections(request), section=section)


def _sections(request):
    return {"pages": PublicPages(request), "views": OpenViews}
