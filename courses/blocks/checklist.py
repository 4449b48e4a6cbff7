"""What a pupil tries at the machine and ticks off; the ticks stay on this device."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .media import ReadingBlock
from .parts import LineBlock

MOST = 40


class SkillBlock(blocks.StructBlock):
    text = LineBlock(
        max_length=250, label=_("What the pupil can do"), help_text=_("For example: I can open a new page.")
    )
    hint = LineBlock(required=False, max_length=300, label=_("How it is done, in short"))

    class Meta:
        label = pgettext_lazy("checklist", "Skill")


class ChecklistBlock(ReadingBlock):
    title = LineBlock(max_length=160, label=_("Title"))
    skills = blocks.ListBlock(
        SkillBlock(), min_num=1, max_num=MOST, label=pgettext_lazy("checklist", "Skills")
    )

    class Meta:
        icon = "tasks"
        label = _("Checklist of skills")
        template = "courses/blocks/checklist.html"
