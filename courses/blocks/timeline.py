"""What happened one after the other, with the dates as people tell them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .media import ReadingBlock
from .parts import IllustrationBlock, LineBlock, WordsBlock

MOST = 40


class EventBlock(blocks.StructBlock):
    when = blocks.CharBlock(
        max_length=80,
        label=pgettext_lazy("timeline", "When"),
        help_text=_("As it is told: 7/5/1954, or “when grandmother was small”."),
    )
    title = LineBlock(max_length=200, label=_("What happened"))
    text = WordsBlock(required=False, max_length=800, label=_("More about it"))
    illustration = IllustrationBlock()

    class Meta:
        label = pgettext_lazy("timeline", "Event")


class TimelineBlock(ReadingBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    events = blocks.ListBlock(EventBlock(), min_num=1, max_num=MOST, label=_("Events, in their order"))

    class Meta:
        icon = "history"
        label = pgettext_lazy("block", "Timeline")
        template = "courses/blocks/timeline.html"
