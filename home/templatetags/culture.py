"""Tags of the archive."""

import json

from django import template
from django.utils.safestring import mark_safe

from home.culture import open_data

register = template.Library()
# What would end the element that holds it.
CLOSED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def structured(context, page):
    """The page's facts for search engines: a block of data, which no browser runs."""
    facts = json.dumps(open_data.facts_of(page, context.get("request")), ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{facts.translate(CLOSED)}</script>')


@register.simple_tag(takes_context=True)
def archive_address(context, **other):
    """The archive's address with what is asked, changed as told; None takes a part away."""
    return context["asked"].address(**other)
