"""Words: text, headings, boxes, formulas, tables."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from courses import markup
from courses.formulas import BadFormula, check_formulas, mathml

from .media import ReadingBlock
from .parts import LineBlock


class ProseBlock(blocks.RichTextBlock):
    """Rich text with the few marks a lecture needs; formulas stand in \\( … \\)."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", markup.FEATURES)
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        try:
            check_formulas(value.source)
        except BadFormula as why:
            raise ValidationError(str(why)) from why
        return value

    class Meta:
        label = _("Text")


class TextBlock(ReadingBlock):
    text = ProseBlock(help_text=_("Write a formula inside a line as \\( \\frac{1}{2} \\)."))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "courses/blocks/text.html"


class HeadingBlock(ReadingBlock):
    text = blocks.CharBlock(max_length=120, label=_("Heading"))
    size = blocks.ChoiceBlock(
        choices=[("2", _("Part of the lecture")), ("3", _("Smaller heading inside a part"))],
        default="2",
        label=_("Size"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "courses/blocks/heading.html"


class FormulaBlock(ReadingBlock):
    latex = blocks.TextBlock(
        rows=2,
        max_length=600,
        label=_("Formula (LaTeX)"),
        help_text=_("For example \\frac{3}{4} + \\frac{1}{4} = 1 ; the decimal comma is written 3,5."),
    )
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Words below it"))

    def clean(self, value):
        value = super().clean(value)
        if not value["latex"]:
            # A draft may have gaps.
            return value
        try:
            mathml(value["latex"], display="block")
        except BadFormula as why:
            message = _("This formula cannot be drawn: %(why)s.") % {"why": why}
            raise StructBlockValidationError({"latex": ValidationError(message)}) from why
        return value

    class Meta:
        icon = "superscript"
        label = _("Formula")
        template = "courses/blocks/formula.html"


class NoteBlock(ReadingBlock):
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = ProseBlock()

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "courses/blocks/note.html"


class ExampleBlock(NoteBlock):
    class Meta:
        icon = "bulb"
        label = _("Example")
        template = "courses/blocks/example.html"


class ExerciseBlock(NoteBlock):
    answer = ProseBlock(
        required=False, label=_("Answer"), help_text=_("Shown only when the pupil asks for it.")
    )

    class Meta:
        icon = "edit"
        label = _("Exercise")
        template = "courses/blocks/exercise.html"


class TableBlock(ReadingBlock):
    caption = blocks.CharBlock(max_length=200, label=_("What the table shows"))
    table = TypedTableBlock(
        [("text", LineBlock(required=False, max_length=400, label=_("Text")))],
        label=_("Table"),
        help_text=_("Write a formula inside a line as \\( \\frac{1}{2} \\)."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"
