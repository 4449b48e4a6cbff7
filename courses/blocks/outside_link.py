"""The way out to a page of somebody else: one that the library knows, or an address that is typed."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses import markup

from .media import ReadingBlock

FACTS = ("title", "url", "why", "megabytes")


class OutsidePageChooserBlock(blocks.ChooserBlock):
    """A page of others that an approver took into the library."""

    target_model = "courses.OutsidePage"

    @cached_property
    def widget(self):
        from courses.choosing_outside import chooser

        return chooser.widget_class()


class OutsideLinkBlock(ReadingBlock):
    """A page of somebody else, with what it costs to open it.

    What the library knows of a page is kept with the lecture as well: found by search, and read by whoever
    takes the lecture over; shown is what the library says now.
    """

    known = OutsidePageChooserBlock(
        required=False,
        label=_("Page of the library"),
        help_text=_("Its title, address and MB are filled in from the library. Or type an address below."),
    )
    title = blocks.CharBlock(required=False, max_length=160, label=_("Title"))
    url = blocks.URLBlock(
        required=False,
        max_length=500,
        label=_("Address"),
        validators=[markup.check_address],
        help_text="https://…",
    )
    why = blocks.CharBlock(required=False, max_length=200, label=_("What it is good for"))
    megabytes = blocks.DecimalBlock(
        required=False,
        min_value=0,
        max_value=5000,
        decimal_places=1,
        label=_("About how many MB"),
        help_text=_("What a pupil uses up of the data plan by opening it."),
    )

    class Meta:
        icon = "link-external"
        label = _("Outside link")
        template = "courses/blocks/outside_link.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if known := cleaned["known"]:
            for name in FACTS:
                cleaned[name] = getattr(known, name)
            cleaned["why"] = known.why[:200]
            return cleaned
        if self.is_deferred_validation:
            return cleaned
        sentences = {
            "title": gettext("Write a title, or choose a page of the library."),
            "url": gettext("Write the address, or choose a page of the library."),
            "megabytes": gettext(
                "Write about how many MB it takes, so that pupils know before they open it."
            ),
        }
        missing = {name: words for name, words in sentences.items() if cleaned[name] in (None, "")}
        if missing:
            raise StructBlockValidationError(
                {name: ValidationError(words) for name, words in missing.items()}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        known = value.get("known")
        facts = {name: value.get(name) for name in FACTS}
        if known:
            facts = {name: getattr(known, name) for name in FACTS}
        return context | {"facts": facts, "is_gone": bool(known) and known.state != known.State.APPROVED}
