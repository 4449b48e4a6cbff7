"""Tags of lecture pages and their blocks."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import number_format
from django.utils.safestring import mark_safe

from courses import files, footnotes, markup
from courses.formulas import BadFormula, mathml
from courses.media import copies
from courses.pictures import copies_of

register = template.Library()

# HTML, style and modules of a lecture, packed: tests/courses/test_weight.py holds it to be true.
PAGE_ITSELF = 18_000


@register.filter
def weight(size):
    """Bytes as people say them: 240 KB, 1,2 MB.

    >>> weight(1_200_000)
    '1,2 MB'
    """
    size = size or 0
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)) if size else 0} KB"
    return f"{megabytes(Decimal(size) / 1_000_000)} MB"


@register.filter
def megabytes(amount):
    """One decimal, and none when it is zero."""
    rounded = Decimal(amount).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return number_format(rounded.normalize() if rounded == rounded.to_integral() else rounded, use_l10n=True)


@register.filter
def prose(rich_text, more=""):
    """Rich text as HTML: allow-listed (with `more` tags, by spaces), with formulas drawn."""
    return markup.render(getattr(rich_text, "source", rich_text) or "", more.split())


@register.filter
def formula(latex):
    """A formula on a line of its own; the bare LaTeX when it cannot be drawn."""
    try:
        return mathml(latex, display="block")
    except BadFormula:
        return latex


@register.filter
def file_url(file):
    return files.address(file)


@register.simple_tag
def light_copies(file):
    """The light copies of a film or sound, or the original where there are none (courses/media/copies.py)."""
    return copies.of(file)


@register.filter
def unlocalized(number):
    """A number as HTML wants it: 1280 and 12.5, without our dot and comma."""
    return f"{number:g}"


@register.filter
def minutes_and_seconds(seconds):
    """83 as 1:23."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@register.inclusion_tag("courses/_picture.html")
def light_picture(picture, alt="", *, eager=False):
    """`picture` in the lightest format and size that the browser and its screen can use."""
    return {"copies": copies_of(picture), "alt": alt, "eager": eager}


@register.filter
def picture_weight(picture):
    """Bytes of the copy that most devices load."""
    return copies_of(picture).weight


@register.inclusion_tag("courses/_listen.html")
def listen(file):
    """A button-sized player for the audio reading of a block."""
    return {"file": file}


@register.simple_tag
def poster_url(picture):
    """The still of a video."""
    image = copies_of(picture).image
    return image.url if image else ""


@register.tag
def footnotes_linked(parser, token):
    """{% footnotes_linked page.body %} … {% endfootnotes_linked %}: marks in between become links."""
    _name, body = token.split_contents()
    inner = parser.parse(["endfootnotes_linked"])
    parser.delete_first_token()
    return _FootnotesLinked(parser.compile_filter(body), inner)


class _FootnotesLinked(template.Node):
    def __init__(self, body, inner):
        self.body, self.nodelist = body, inner

    def render(self, context):
        return footnotes.linked(self.nodelist.render(context), self.body.resolve(context))


@register.simple_tag
def way_back(kind, number):
    """Where the links back to the text stand, once it is known from where it was led here."""
    return mark_safe(f"<!--back {kind}-{int(number)}-->")


@register.filter
def page_weight(parts):
    """What a reader loads without asking for anything more: the page itself and its pictures."""
    return PAGE_ITSELF + parts.get("pictures", 0)
