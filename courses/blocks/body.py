from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def lecture_blocks():
    return [("text", blocks.RichTextBlock(label=_("Text")))]
