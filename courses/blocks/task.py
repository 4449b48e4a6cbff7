"""Something a pupil tries out and hands in: photos of paper, a few words (courses/task_works.py)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .media import ReadingBlock
from .parts import IllustrationBlock, LineBlock
from .text import ProseBlock


class TaskBlock(ReadingBlock):
    title = LineBlock(max_length=160, label=_("Title"))
    text = ProseBlock(label=_("What the pupil does, and what is handed in"))
    illustration = IllustrationBlock()

    class Meta:
        icon = "upload"
        label = pgettext_lazy("block", "Task to hand in")
        template = "courses/blocks/task.html"
