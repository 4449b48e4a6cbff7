"""A chart of typed rows; the server draws it (courses/charts.py), the numbers stand below it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses import charts

from .media import ReadingBlock


class ChartBlock(ReadingBlock):
    caption = blocks.CharBlock(max_length=200, label=_("What the chart shows"))
    kind = blocks.ChoiceBlock(choices=charts.KINDS, default="bar", label=_("Kind of chart"))
    rows = blocks.TextBlock(
        rows=6,
        max_length=3000,
        label=_("Rows: label | number"),
        help_text=_("One a line, such as April | 132,5. Two columns copied from a spreadsheet do as well."),
    )
    unit = blocks.CharBlock(
        required=False,
        max_length=30,
        label=pgettext_lazy("chart", "Unit"),
        help_text=_("For example mm, pupils, kg."),
    )
    heading = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("What the labels are"),
        help_text=_("Stands above them in the table, for example: Month."),
    )
    source = blocks.CharBlock(required=False, max_length=250, label=_("Where the numbers are from"))

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["rows"]:
            # A draft may have gaps.
            return cleaned
        try:
            charts.check(cleaned["kind"], charts.read(cleaned["rows"]))
        except charts.BadRows as why:
            raise StructBlockValidationError({"rows": ValidationError(str(why))}) from why
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        try:
            rows = charts.check(value["kind"], charts.read(value["rows"] or ""))
        except charts.BadRows:
            return context
        return {**context, "rows": rows, "chart": charts.draw(value["kind"], rows)}

    class Meta:
        icon = "decimal"
        label = pgettext_lazy("block", "Chart")
        template = "courses/blocks/chart.html"
