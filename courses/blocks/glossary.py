"""Terms and their meanings; [[term]] anywhere in the lecture leads to one (courses/footnotes.py)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .media import ReadingBlock
from .parts import IllustrationBlock, LineBlock, WordsBlock, a_sound

MOST = 60


class TermBlock(blocks.StructBlock):
    term = blocks.CharBlock(
        max_length=80,
        label=pgettext_lazy("glossary", "Term"),
        help_text=_(
            "In any text of the lecture [[term]] leads here, and so does [[term|other words]] with the "
            "words that the sentence needs."
        ),
    )
    meaning = WordsBlock(max_length=800, label=pgettext_lazy("glossary", "Meaning"))
    illustration = IllustrationBlock()
    sound = a_sound(_("Read aloud"))

    class Meta:
        label = pgettext_lazy("glossary", "Term")


class GlossaryBlock(ReadingBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    terms = blocks.ListBlock(TermBlock(), min_num=1, max_num=MOST, label=pgettext_lazy("glossary", "Terms"))

    class Meta:
        icon = "openquote"
        label = _("Glossary")
        template = "courses/blocks/glossary.html"
