"""Sections of articles: policy, health, science, market and farming news, in short plain words."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from courses.fields import BodyField
from courses.models.asked_first import AskedFirst
from courses.models.credits import lines_of
from home.blocks import article_blocks
from lms.slugs import VietnameseSlug
from lms.text import fold

from .kinds import NewsTopic
from .spoken import Spoken

ARTICLES_A_PAGE = 12
FOLDED_LONGEST = 20_000


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
        context["topics"] = NewsTopic.objects.told_by(articles)
        chosen = [one for one in context["topics"] if one.code == request.GET.get("topic")]
        if chosen:
            context["topic"] = chosen[0]
            articles = articles.filter(topic=chosen[0])
        context["articles"] = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        return context


class ArticleQuerySet(PageQuerySet):
    def newest(self):
        return self.live().public().select_related("cover", "topic").order_by("-date", "-pk")


class ArticlePage(Spoken, AskedFirst, VietnameseSlug, Page):
    """An article: news, a piece of information, a story of local culture."""

    date = models.DateField(_("date"), default=timezone.localdate)
    topic = models.ForeignKey(
        NewsTopic, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("topic")
    )
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
    sources = models.TextField(
        _("sources"),
        max_length=1000,
        blank=True,
        help_text=_("Where it comes from: decree, office, newspaper; one on each line."),
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("topic"), FieldPanel("date")]),
        FieldPanel("summary"),
        FieldPanel("cover"),
        FieldPanel("body"),
        FieldPanel("readings"),
        FieldPanel("sources"),
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

    @property
    def source_lines(self):
        return lines_of(self.sources)

    def folded_title(self):
        return fold(self.title)

    def folded_body(self):
        words = [self.summary, *self.body.stream_block.get_searchable_content(self.body)]
        return fold(" ".join(words))[:FOLDED_LONGEST]
