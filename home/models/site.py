"""The public site: its home page and short notices."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from courses.models.asked_first import AskedFirst
from lms.slugs import VietnameseSlug

NEWEST_ARTICLES = 3


class HomePage(AskedFirst, VietnameseSlug, Page):
    """The front door. Lectures and articles lie under it."""

    lead = models.TextField(
        _("what this is"), max_length=400, blank=True, help_text=_("Two or three sentences.")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "courses.SubjectPage",
        "home.SectionPage",
        "home.CultureIndexPage",
        "home.ProductIndexPage",
        "home.NoticePage",
    ]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        from home.models import (
            ArticlePage,
            CultureEntryPage,
            CultureIndexPage,
            ProductIndexPage,
            SectionPage,
        )
        from home.shelves import public_shelves

        context = super().get_context(request, *args, **kwargs)
        context["shelves"] = public_shelves()
        context["notices"] = NoticePage.objects.shown().child_of(self)
        context["articles"] = ArticlePage.objects.newest().descendant_of(self)[:NEWEST_ARTICLES]
        kinds = (SectionPage, CultureIndexPage, ProductIndexPage)
        context["rooms"] = list(Page.objects.live().child_of(self).type(*kinds))
        context["archive"] = next(
            (room for room in context["rooms"] if room.specific_class is CultureIndexPage), None
        )
        if context["archive"]:
            context["entries"] = CultureEntryPage.objects.newest()[:NEWEST_ARTICLES]
        return context


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
