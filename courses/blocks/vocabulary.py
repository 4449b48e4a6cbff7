"""Words in Vietnamese, Thái, Mông and English, each with its sound."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .media import ReadingBlock
from .parts import LineBlock, a_sound

MOST = 60
# (name, how it is called, the language as browsers know it); Thái Đen of Điện Biên is Tai Dam.
LANGUAGES = [
    ("vietnamese", pgettext_lazy("vocabulary", "Vietnamese"), "vi"),
    ("thai", pgettext_lazy("vocabulary", "Thái"), "blt"),
    ("mong", pgettext_lazy("vocabulary", "Mông"), "hmn"),
    ("english", pgettext_lazy("vocabulary", "English"), "en"),
]


class WordBlock(blocks.StructBlock):
    vietnamese = blocks.CharBlock(max_length=120, label=pgettext_lazy("vocabulary", "Vietnamese"))
    vietnamese_sound = a_sound(_("Vietnamese, read aloud"))
    thai = blocks.CharBlock(required=False, max_length=120, label=pgettext_lazy("vocabulary", "Thái"))
    thai_sound = a_sound(_("Thái, read aloud"))
    mong = blocks.CharBlock(required=False, max_length=120, label=pgettext_lazy("vocabulary", "Mông"))
    mong_sound = a_sound(_("Mông, read aloud"))
    english = blocks.CharBlock(required=False, max_length=120, label=pgettext_lazy("vocabulary", "English"))
    english_sound = a_sound(_("English, read aloud"))

    class Meta:
        label = _("Word to learn")


class VocabularyBlock(ReadingBlock):
    title = LineBlock(max_length=160, label=_("Title"))
    words = blocks.ListBlock(WordBlock(), min_num=1, max_num=MOST, label=_("Words of the list"))
    note = LineBlock(
        required=False,
        max_length=300,
        label=_("Words below it"),
        help_text=_("For example from whom the words are, or how another village says it."),
    )

    def get_context(self, value, parent_context=None):
        """Only languages in which something is written or said."""
        context = super().get_context(value, parent_context)
        used = [
            {"name": name, "label": label, "lang": lang}
            for name, label, lang in LANGUAGES
            if any(word[name] or word[f"{name}_sound"] for word in value["words"])
        ]
        rows = [
            [{**told, "text": word[told["name"]], "sound": word[f"{told['name']}_sound"]} for told in used]
            for word in value["words"]
        ]
        return {**context, "languages": used, "rows": rows}

    class Meta:
        icon = "globe"
        label = _("Vocabulary in several languages")
        template = "courses/blocks/vocabulary.html"
