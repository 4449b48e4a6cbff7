"""What the teacher says to what is shown: folded, and heard once somebody has recorded it."""

from django.utils.translation import gettext_lazy as _

from .media import ReadingBlock
from .text import ProseBlock


class SpokenBlock(ReadingBlock):
    text = ProseBlock(label=_("What the teacher says"))

    class Meta:
        icon = "openquote"
        label = _("What the teacher says")
        template = "courses/blocks/spoken.html"
