"""What rich text may hold when it reaches a page: an allow-list, whatever the database says."""

from urllib.parse import urlsplit

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from courses.formulas import with_formulas

# What the editor offers; pictures, files and headings are blocks of their own.
FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link"]
TAGS = {"p", "br", "b", "strong", "i", "em", "sup", "sub", "ol", "ul", "li", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}


def render(source, more=()):
    """HTML of rich text as stored: links resolved, ids and foreign schemes gone, formulas drawn.

    `more`: tags beside those of a lecture.
    """
    clean = nh3.clean(
        expand_db_html(source),
        tags=TAGS.union(more),
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(with_formulas(clean))


def check_address(url):
    """Refuse an address that is not a plain web address."""
    parts = urlsplit(url.strip()) if "\\" not in url else None
    if parts is None or parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        raise ValidationError(_("Write the whole address, beginning with https://"))
