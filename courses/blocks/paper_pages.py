"""Pages of paper (a PDF, a worksheet): the picture of each, loaded when it is asked for, and its words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

MOST_PAGES = 60


class PaperPageBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture of the page"))
    text = blocks.TextBlock(
        required=False,
        max_length=8000,
        rows=6,
        label=_("What the page says"),
        help_text=_("For search, for reading aloud, and for whoever saves data."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Page of paper")


class PaperPagesBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    pages = blocks.ListBlock(PaperPageBlock(), min_num=1, max_num=MOST_PAGES, label=_("Pages"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Pages of paper")
        template = "courses/blocks/paper_pages.html"
