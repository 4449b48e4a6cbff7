"""Tags of lecture pages and their blocks."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from courses import files, footnotes, markup
from courses import weight as weights
from courses.formulas import BadFormula, mathml
from courses.media import copies, probing
from courses.pictures import copies_of
from lms.languages import Language
from lms.text import make_slug

register = template.Library()

register.filter("weight", weights.in_words)
register.filter("megabytes", weights.one_decimal)
register.filter("page_weight", weights.at_once)
register.filter("minutes_and_seconds", probing.clock)
register.filter("minutes_and_seconds", probing.clock)


@register.filter
def prose(rich_text, more=""):
    """Rich text as HTML: allow-listed (with `more` tags, by spaces), with formulas drawn."""
    return markup.render(getattr(rich_text, "source", rich_text) or "", more.split())


@register.filter
def formula(latex):
    """A formula on a line of its own; the bare LaTeX when it cannot be drawn."""
    try:
        return mathml(latex or "", display="block")
    except BadFormula:
        return latex or ""


@register.filter
def file_url(file):
    return files.address(file)


@register.simple_tag
def light_copies(file):
    """The light copies of a film or sound, or the original where there are none (courses/media/copies.py)."""
    return copies.of(file)


@register.filter
def film_name(title, content_type):
    """What a film is saved as: its title, in letters that every device knows."""
    return f"{make_slug(title) or 'phim'}.{'webm' if 'webm' in content_type else 'mp4'}"


@register.filter
def unlocalized(number):
    """A number as HTML wants it: 1280 and 12.5, without our dot and comma."""
    return str(int(number) if number == int(number) else number)


@register.inclusion_tag("courses/_picture.html")
def light_picture(picture, alt="", *, soon=False):
    """`picture` in the lightest format and size that the browser and its screen can use.

    It loads when it is scrolled to; `soon`: as soon as the page is read, for the signal may go.
    """
    return {"copies": copies_of(picture), "alt": alt, "soon": soon}


@register.filter
def picture_weight(picture):
    """Bytes of the copy that most devices load."""
    return copies_of(picture).weight


@register.inclusion_tag("courses/_player.html")
def listen(value):
    """The player of a block that is read aloud, in each language there is; nothing when there is none."""
    title = gettext("Audio reading")
    return _played(
        _recording(one["file"], f"{title} · {capfirst(language.label)}", one["transcript"], language)
        for one in value["readings"]
        if one["file"] and (language := Language(one["language"]))
    )


@register.inclusion_tag("courses/_player.html")
def player(file, title, transcript="", words=""):
    """The player of one recording. `words`: what its button says."""
    return _played([_recording(file, title, transcript)], words)


def _recording(file, label, transcript, language=Language.VIETNAMESE):
    return {
        "sounds": copies.of(file).sounds,
        "label": label,
        "transcript": transcript,
        "language": language.value,
        "name": capfirst(language.label),
    }


def _played(recordings, words=""):
    recordings = list(recordings)
    return {
        "words": words or pgettext("lecture", "Listen"),
        "readings": [one for one in recordings if one["sounds"]],
        # None that browsers can play is there yet.
        "is_waited_for": bool(recordings) and not any(one["sounds"] for one in recordings),
    }


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
