"""Small pieces that several blocks are put together from."""

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from courses.formulas import BadFormula, check_formulas

from .media import SoundChooserBlock


def _tried(words):
    """`words` as they are, once their formulas can be drawn."""
    try:
        check_formulas(escape(words or ""))
    except BadFormula as why:
        raise ValidationError(str(why)) from why
    return words


class LineBlock(blocks.CharBlock):
    """A line of plain words; formulas stand in \\( … \\). Shown through the filter `formulas`."""

    def clean(self, value):
        return _tried(super().clean(value))


class WordsBlock(blocks.TextBlock):
    """Several lines of plain words, with formulas too."""

    def clean(self, value):
        return _tried(super().clean(value))


class IllustrationBlock(blocks.StructBlock):
    """A picture beside words; who cannot see it is told what is to be seen."""

    picture = ImageChooserBlock(required=False, label=_("Picture"))
    alt = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("What is to be seen"),
        help_text=_("Read aloud to whoever cannot see the picture, and shown while it loads."),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["picture"] and not cleaned["alt"] and not self.is_deferred_validation:
            words = gettext("Write what is to be seen in the picture, for whoever cannot see it.")
            raise StructBlockValidationError({"alt": ValidationError(words)})
        return cleaned

    class Meta:
        icon = "image"
        label = _("Picture")


def a_sound(label=_("Sound"), **options):
    return SoundChooserBlock(required=False, label=label, **options)
