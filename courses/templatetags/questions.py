"""Tags of questions and quizzes."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from courses.formulas import with_formulas
from courses.mark_book.cells import written

register = template.Library()

HUNDREDTH = Decimal("0.01")


@register.filter
def formulas(text):
    """Plain text of an author as HTML, with its \\( … \\) drawn and its line breaks kept."""
    return mark_safe(with_formulas(escape(text or "")).replace("\n", "<br>"))


@register.filter
def svg(number):
    """A number as drawings write it, whatever the language: 12.5."""
    return f"{number:g}"


@register.filter
def mark(value):
    """A mark as it is written: 8,5; nothing yet: –."""
    return written(None if value == "" else value) or "–"


@register.filter
def points(value):
    """Points without idle zeros, to the hundredth: 0,25; a third of a point: 0,33."""
    if value in (None, ""):
        return "–"
    # Adding nothing makes 0 of -0, which what was reckoned may come to.
    told = Decimal(value).quantize(HUNDREDTH, ROUND_HALF_UP) + 0
    return f"{told.normalize():f}".replace(".", ",")
