"""What an article, a product and an entry of the archive are made of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses import markup
from courses.blocks.media import RecordingBlock, SoundBlock, SoundChooserBlock, VideoBlock
from lms.languages import Language

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "home/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(label=_("what the picture shows"), max_length=200)
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "home/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("words"), max_length=600)
    who = blocks.CharBlock(label=_("who said it"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "home/blocks/quote.html"


class BoxBlock(blocks.StructBlock):
    """Something to notice: what to bring, whom to call."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "ul", "link"])

    class Meta:
        icon = "info-circle"
        label = _("Box")
        template = "home/blocks/box.html"


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(blocks.CharBlock(max_length=300, label=_("step")), label=_("steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "home/blocks/steps.html"


def article_blocks():
    return [
        ("text", TextBlock()),
        ("picture", PictureBlock()),
        ("quote", QuoteBlock()),
        ("box", BoxBlock()),
        ("steps", StepsBlock()),
    ]


class SpokenBlock(blocks.StreamBlock):
    """Recordings of a whole page, at most one in each language."""

    recording = RecordingBlock()

    class Meta:
        required = False

    def clean(self, value):
        cleaned = super().clean(value)
        spoken = [block.value["language"] for block in cleaned]
        for place, language in enumerate(spoken):
            if language in spoken[:place]:
                words = gettext("There is a recording in this language already. Choose another language.")
                refusal = blocks.StructBlockValidationError({"language": ValidationError(words)})
                raise blocks.StreamBlockValidationError({place: refusal})
        return cleaned


class VersionBlock(blocks.StructBlock):
    """The same words in one language and script."""

    SCRIPTS = [
        ("", pgettext_lazy("script", "as it is usually written")),
        ("Tavt", pgettext_lazy("script", "letters of the Thái")),
        ("Latn", pgettext_lazy("script", "Latin letters")),
    ]

    language = blocks.ChoiceBlock(choices=Language.choices, default=Language.VIETNAMESE, label=_("Language"))
    script = blocks.ChoiceBlock(choices=SCRIPTS, required=False, label=_("Script"))
    lines = blocks.TextBlock(
        max_length=4000,
        rows=6,
        label=_("Words"),
        help_text=_("Line by line: the same line of every language is shown side by side."),
    )
    file = SoundChooserBlock(required=False, label=_("Recording"))

    class Meta:
        icon = "openquote"
        label = _("Language")


class VersionsBlock(blocks.ListBlock):
    def clean(self, value):
        cleaned = super().clean(value)
        told = [(version["language"], version["script"]) for version in cleaned]
        for place, one in enumerate(told):
            if one in told[:place]:
                words = gettext("These words stand here in this language and script already.")
                refusal = blocks.StructBlockValidationError({"language": ValidationError(words)})
                raise blocks.ListBlockValidationError({place: refusal})
        return cleaned


class SideBySideBlock(blocks.StructBlock):
    """A song, a saying, a prayer in several languages, line beside line."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    versions = VersionsBlock(VersionBlock(), min_num=1, max_num=4, label=_("languages"))

    class Meta:
        icon = "list-ul"
        label = _("Side by side in several languages")
        template = "home/blocks/side_by_side.html"

    def get_context(self, value, parent_context=None):
        from home.culture import telling

        context = super().get_context(value, parent_context=parent_context)
        return {**context, **telling.side_by_side(value)}


class ShopBlock(blocks.StructBlock):
    """A place where one goes or calls."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    where = blocks.CharBlock(label=_("where, when, telephone"), max_length=200)

    class Meta:
        icon = "site"
        label = _("A place")


class OutsideShopBlock(blocks.StructBlock):
    """A page of others: told with what it costs before one leaves."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    url = blocks.URLBlock(label=_("address"), max_length=500, validators=[markup.check_address])
    megabytes = blocks.DecimalBlock(
        label=_("about how many MB"), min_value=0, max_value=5000, max_digits=6, decimal_places=1
    )
    needs_account = blocks.BooleanBlock(required=False, label=_("asks for an account"))
    has_ads = blocks.BooleanBlock(required=False, label=_("shows advertising"))

    class Meta:
        icon = "link-external"
        label = _("A page of others")


def ways_to_buy():
    return [("shop", ShopBlock()), ("outside", OutsideShopBlock())]


def culture_blocks():
    return [
        *article_blocks(),
        ("side_by_side", SideBySideBlock()),
        ("sound", SoundBlock()),
        ("video", VideoBlock()),
    ]
