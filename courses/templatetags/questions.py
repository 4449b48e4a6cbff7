"""Tags of questions and quizzes."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from courses.formulas import with_formulas

register = template.Library()


@register.filter
def formulas(text):
    """Plain text of an author as HTML, with its \\( … \\) drawn and its line breaks kept."""
    return mark_safe(with_formulas(escape(text)).replace("\n", "<br>"))


@register.filter
def mark(value):
    """A mark as it is written: 8,5; nothing yet: –."""
    return "–" if value in (None, "") else f"{value:.1f}".replace(".", ",")


@register.filter
def points(value):
    """Points without idle zeros: 0,25."""
    return "–" if value in (None, "") else f"{value.normalize():f}".replace(".", ",")
