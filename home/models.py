"""The public site: its home page, sections of articles, short notices."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from courses.fields import BodyField
from courses.models.asked_first import AskedFirst
from home.blocks import article_blocks
from lms.slugs import VietnameseSlug
from lms.text import fold

NEWEST_ARTICLES = 3
ARTICLES_A_PAGE = 12
FOLDED_LONGEST = 20_000


class HomePage(AskedFirst, VietnameseSlug, Page):
    """The front door. Lectures and articles lie under it."""

    lead = models.TextField(
        _("what this is"), max_length=400, blank=True, help_text=_("Two or three sentences.")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.SubjectPage", "home.SectionPage", "home.NoticePage"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        from home.shelves import public_shelves

        context = super().get_context(request, *args, **kwargs)
        context["shelves"] = public_shelves()
        context["notices"] = NoticePage.objects.shown().child_of(self)
        context["articles"] = ArticlePage.objects.newest().descendant_of(self)[:NEWEST_ARTICLES]
        return context


class SectionPage(AskedFirst, VietnameseSlug, Page):
    """A shelf of articles: news, information, culture of Điện Biên."""

    intro = models.TextField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ArticlePage"]
    template = "home/section_page.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.newest().child_of(self)
        context["articles"] = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        return context


class ArticleQuerySet(PageQuerySet):
    def newest(self):
        return self.live().public().select_related("cover").order_by("-date", "-pk")


class ArticlePage(AskedFirst, VietnameseSlug, Page):
    """An article: news, a piece of information, a story of local culture."""

    date = models.DateField(_("date"), default=timezone.localdate)
    summary = models.TextField(_("in one or two sentences"), max_length=300, blank=True)
    cover = models.ForeignKey(
        "lms.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    body = BodyField(article_blocks(), verbose_name=_("article"), blank=True)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("cover"),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.SectionPage"]
    subpage_types = []
    template = "home/article_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_title", boost=4),
        index.AutocompleteField("folded_title"),
        index.SearchField("folded_body"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request, *args, **kwargs):
        below = [block.value.get("picture") for block in self.body if block.block_type == "picture"]
        return {
            **super().get_context(request, *args, **kwargs),
            "cover_stands_below": self.cover in below,
        }

    def folded_title(self):
        return fold(self.title)

    def folded_body(self):
        words = [self.summary, *self.body.stream_block.get_searchable_content(self.body)]
        return fold(" ".join(words))[:FOLDED_LONGEST]


class NoticeQuerySet(PageQuerySet):
    def shown(self):
        return self.live().filter(Q(last_day=None) | Q(last_day__gte=timezone.localdate()))


class NoticePage(AskedFirst, VietnameseSlug, Page):
    """A short notice on the home page, until a day."""

    text = models.TextField(_("text"), max_length=400)
    last_day = models.DateField(_("shown until"), null=True, blank=True)

    objects = PageManager.from_queryset(NoticeQuerySet)()

    content_panels = [*Page.content_panels, FieldPanel("text"), FieldPanel("last_day")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "home/notice_page.html"

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
