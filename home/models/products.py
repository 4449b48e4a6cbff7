"""Products of the province (OCOP): their story, who makes them, where they are bought."""

from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from courses.fields import BodyField
from courses.models.asked_first import AskedFirst
from home.blocks import article_blocks, ways_to_buy
from lms.slugs import VietnameseSlug
from lms.text import fold
from students.models import Place

from .spoken import Spoken

A_PAGE = 12
FOLDED_LONGEST = 20_000


class ProductIndexPage(AskedFirst, VietnameseSlug, Page):
    """The shelf of local products."""

    intro = models.TextField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ProductPage"]
    template = "home/products/index.html"

    class Meta:
        verbose_name = _("local products")
        verbose_name_plural = _("local products")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        products = ProductPage.objects.by_name().child_of(self)
        context["products"] = Paginator(products, A_PAGE).get_page(request.GET.get("page"))
        return context


class ProductQuerySet(PageQuerySet):
    def by_name(self):
        return self.live().public().select_related("cover", "commune").order_by("title", "pk")


class ProductPage(Spoken, AskedFirst, VietnameseSlug, Page):
    """One product. It is published only when its maker has agreed to what is shown here."""

    summary = models.TextField(_("in one or two sentences"), max_length=300, blank=True)
    maker = models.CharField(
        _("who makes it"), max_length=160, help_text=_("A cooperative, a group, a household.")
    )
    commune = models.ForeignKey(
        Place,
        models.PROTECT,
        related_name="+",
        verbose_name=_("commune"),
        limit_choices_to={"scheme": "since_2025", "level": "commune"},
    )
    stars = models.PositiveSmallIntegerField(
        _("OCOP stars"),
        null=True,
        blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(5)],
        help_text=_("3 to 5, as the decision says; empty when it has none."),
    )
    price = models.CharField(
        _("price, about"), max_length=80, blank=True, help_text=_("For example: 35.000 đ a kilo.")
    )
    cover = models.ForeignKey(
        "lms.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    body = BodyField(article_blocks(), verbose_name=_("story"), blank=True)
    ways = BodyField(ways_to_buy(), verbose_name=_("where to buy it"), blank=True)
    maker_agreed_on = models.DateField(
        _("the maker agreed on"),
        null=True,
        blank=True,
        help_text=_("That name, photos and ways to buy are shown here. Without it nothing is published."),
    )
    maker_agreed_how = models.CharField(
        _("how"), max_length=160, blank=True, help_text=_("Paper, message, by whom it was asked.")
    )

    objects = PageManager.from_queryset(ProductQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("maker"), FieldPanel("commune")]),
        FieldRowPanel([FieldPanel("stars"), FieldPanel("price")]),
        FieldPanel("cover"),
        FieldPanel("body"),
        FieldPanel("ways"),
        FieldPanel("readings"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("maker_agreed_on"), FieldPanel("maker_agreed_how")])],
            heading=_("What the maker agreed to"),
        ),
    ]
    parent_page_types = ["home.ProductIndexPage"]
    subpage_types = []
    template = "home/products/page.html"

    class Meta:
        verbose_name = _("local product")
        verbose_name_plural = _("local products")

    def get_context(self, request, *args, **kwargs):
        below = [block.value.get("picture") for block in self.body if block.block_type == "picture"]
        return {
            **super().get_context(request, *args, **kwargs),
            "cover_stands_below": self.cover in below,
        }

    def folded_body(self):
        words = [self.summary, self.maker, *self.body.stream_block.get_searchable_content(self.body)]
        return fold(" ".join(words))[:FOLDED_LONGEST]
