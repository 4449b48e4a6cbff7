"""Things told one step after the other: a way to do something, and a worked example that asks first."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .media import ReadingBlock
from .parts import IllustrationBlock, LineBlock
from .text import ProseBlock

MOST = 20


class StepBlock(blocks.StructBlock):
    title = LineBlock(required=False, max_length=120, label=_("Name of the step"))
    text = ProseBlock()
    illustration = IllustrationBlock()

    class Meta:
        label = pgettext_lazy("block", "Step")


class StepsBlock(ReadingBlock):
    """All steps stand on the page; a script shows them one after the other."""

    title = LineBlock(required=False, max_length=160, label=_("Title"))
    steps = blocks.ListBlock(StepBlock(), min_num=1, max_num=MOST, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Step by step")
        template = "courses/blocks/steps.html"


class ReasonedStepBlock(blocks.StructBlock):
    ask = LineBlock(
        required=False,
        max_length=300,
        label=_("What the pupil thinks about first"),
        help_text=_("The step is then shown only when the pupil asks for it. Empty: it is shown at once."),
    )
    text = ProseBlock(label=_("The step"))
    reason = LineBlock(
        required=False,
        max_length=400,
        label=pgettext_lazy("worked example", "Why"),
        help_text=_("The rule or the thought behind the step."),
    )

    class Meta:
        label = pgettext_lazy("block", "Step")


class WorkedExampleBlock(ReadingBlock):
    title = LineBlock(required=False, max_length=160, label=_("Title"))
    problem = ProseBlock(label=_("The task"))
    steps = blocks.ListBlock(ReasonedStepBlock(), min_num=1, max_num=MOST, label=_("Steps of the solution"))

    class Meta:
        icon = "bulb"
        label = _("Worked example")
        template = "courses/blocks/worked_example.html"
