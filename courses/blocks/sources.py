"""Footnotes and sources; [^1] anywhere in the lecture leads to the first one (courses/footnotes.py)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from courses import markup

from .media import ReadingBlock
from .parts import LineBlock

MOST = 99


class SourceBlock(blocks.StructBlock):
    title = LineBlock(
        max_length=400,
        label=_("Title of the source, or the words of the footnote"),
        help_text=_("The first one is named [^1] in the texts of the lecture, the second [^2], and so on."),
    )
    author = blocks.CharBlock(required=False, max_length=200, label=_("Author or publisher"))
    year = blocks.CharBlock(required=False, max_length=20, label=pgettext_lazy("source", "Year"))
    address = blocks.URLBlock(
        required=False,
        max_length=500,
        validators=[markup.check_address],
        label=_("Address"),
        help_text="https://…",
    )
    licence = blocks.CharBlock(
        required=False,
        max_length=120,
        label=pgettext_lazy("source", "Licence"),
        help_text=_("For example CC BY 4.0."),
    )

    class Meta:
        label = _("Source or footnote")


class SourcesBlock(ReadingBlock):
    sources = blocks.ListBlock(SourceBlock(), min_num=1, max_num=MOST, label=_("Sources and footnotes"))

    class Meta:
        icon = "list-ul"
        label = _("Sources and footnotes")
        template = "courses/blocks/sources.html"
