"""A part of a quiz (Phần I–IV): questions named by their codes, and questions drawn from banks."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.models.questions import QuestionVersion
from courses.question_codes import find_questions
from courses.questions import KINDS, is_asked

MOST_DRAWN = 60


def _kinds():
    return [(name, kind.LABEL) for name, kind in KINDS.items() if is_asked(name)]


class DrawBlock(blocks.StructBlock):
    """So many questions of a bank, drawn by lot when the quiz is published."""

    bank = blocks.CharBlock(label=_("Code of the question bank"), max_length=20)
    topic = blocks.CharBlock(
        label=_("Topic"), max_length=120, required=False, help_text=_("Empty: of every topic.")
    )
    level = blocks.ChoiceBlock(
        label=pgettext_lazy("question", "level"), choices=QuestionVersion.Level.choices, required=False
    )
    kind = blocks.ChoiceBlock(label=_("kind"), choices=_kinds, required=False)
    count = blocks.IntegerBlock(label=_("How many questions"), min_value=1, max_value=MOST_DRAWN)

    class Meta:
        label = _("Questions drawn from a bank")


class DrawsBlock(blocks.ListBlock):
    """None, when the form says nothing of it: one that was opened before there were draws."""

    def value_from_datadict(self, data, files, prefix):
        if f"{prefix}-count" not in data:
            return self.normalize([])
        return super().value_from_datadict(data, files, prefix)


class PartBlock(blocks.StructBlock):
    """A part of a paper: its questions, each worth the same."""

    title = blocks.CharBlock(label=_("Title of the part"), max_length=120)
    instructions = blocks.TextBlock(label=_("What to do"), required=False, max_length=500)
    points = blocks.DecimalBlock(
        label=_("Points for each question"), min_value=Decimal("0.01"), max_value=100, decimal_places=2
    )
    questions = blocks.TextBlock(
        label=_("Codes of the questions"),
        required=False,
        help_text=_("As the question bank shows them, for example TOAN6-1 TOAN6-2; in the order of asking."),
    )
    draws = DrawsBlock(DrawBlock(), label=_("Drawn from question banks"), default=[])
    shuffle = blocks.BooleanBlock(label=_("Shuffle the questions of this part"), required=False)
    shuffle_options = blocks.BooleanBlock(label=_("Shuffle the options"), required=False)

    class Meta:
        label = _("Part")

    def clean(self, value):
        cleaned = super().clean(value)
        missing = [code for code, question in find_questions(cleaned["questions"]).items() if not question]
        if missing:
            words = gettext("No ready question has the code %(codes)s. Look it up in the question bank.")
            raise blocks.StructBlockValidationError(
                {"questions": ValidationError(words % {"codes": ", ".join(missing)})}
            )
        # A draft may wait for its questions.
        is_empty = not cleaned["questions"].strip() and not cleaned["draws"]
        if is_empty and not self.is_deferred_validation:
            words = gettext("Write the codes of the questions, or say what is drawn from a bank.")
            raise blocks.StructBlockValidationError({"questions": ValidationError(words)})
        return cleaned
