"""Flash cards: a question on one side, what belongs to it on the other."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .media import ReadingBlock
from .parts import IllustrationBlock, LineBlock, WordsBlock, a_sound

MOST = 60


class SideBlock(blocks.StructBlock):
    text = WordsBlock(required=False, max_length=400, label=pgettext_lazy("flash card", "Words"))
    illustration = IllustrationBlock()
    sound = a_sound()

    def clean(self, value):
        cleaned = super().clean(value)
        is_empty = not (cleaned["text"] or cleaned["illustration"]["picture"] or cleaned["sound"])
        if is_empty and not self.is_deferred_validation:
            words = gettext("This side is empty. Write words, or choose a picture or a sound.")
            raise StructBlockValidationError({"text": ValidationError(words)})
        return cleaned


class CardBlock(blocks.StructBlock):
    front = SideBlock(label=pgettext_lazy("flash card", "Front"))
    back = SideBlock(label=pgettext_lazy("flash card", "Back"))

    class Meta:
        label = pgettext_lazy("flash card", "Card")


class FlashCardsBlock(ReadingBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    cards = blocks.ListBlock(CardBlock(), min_num=1, max_num=MOST, label=pgettext_lazy("flash card", "Cards"))

    class Meta:
        icon = "copy"
        label = _("Flash cards")
        template = "courses/blocks/flash_cards.html"
