"""Two to four things side by side, criterion by criterion."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .media import ReadingBlock
from .parts import LineBlock

THINGS = range(2, 5)


class ComparisonBlock(ReadingBlock):
    caption = blocks.CharBlock(max_length=200, label=_("What is compared"))
    table = TypedTableBlock(
        [("text", LineBlock(required=False, max_length=400, label=_("Text")))],
        label=_("Table"),
        help_text=_(
            "The first column holds the criteria, each further column one thing: two to four, with its name "
            "at the top."
        ),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        columns = cleaned["table"].columns if cleaned["table"] else []
        if len(columns) - 1 not in THINGS or not cleaned["table"].row_data:
            words = gettext(
                "A comparison has a first column with the criteria, then two to four columns with the "
                "things, and at least one row."
            )
            raise StructBlockValidationError({"table": ValidationError(words)})
        if not all((column["heading"] or "").strip() for column in columns[1:]):
            words = gettext("Write the name of each thing at the top of its column.")
            raise StructBlockValidationError({"table": ValidationError(words)})
        return cleaned

    def get_context(self, value, parent_context=None):
        """Rows as pairs of a criterion and its cells; a cell knows the thing that it speaks of."""
        context = super().get_context(value, parent_context)
        table = value["table"]
        columns = table.columns if table else []
        names = [column["heading"] or "" for column in columns]
        rows = [row["values"] for row in table.row_data] if table else []
        return {
            **context,
            "corner": names[0] if names else "",
            "things": names[1:],
            "rows": [
                {"criterion": cells[0] or "", "cells": list(zip(names[1:], cells[1:], strict=False))}
                for cells in rows
                if cells
            ],
        }

    class Meta:
        icon = "table"
        label = pgettext_lazy("block", "Comparison")
        template = "courses/blocks/comparison.html"
