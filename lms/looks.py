"""How this browser wants pages to be: theme, text size, data saver, the language heard. A cookie, no account.

Pages that are the same for everybody read it with `lms/js/looks.js` instead, which also frames the pictures.
"""

from django.utils.html import format_html_join

from lms.languages import Language

COOKIE = "looks"
CHOICES = {
    "theme": ("light", "dark"),
    "text": ("large", "larger"),
    # Neither: as the line is (lms/js/looks.js).
    "saver": ("on", "off"),
    # Vietnamese is what needs no saying.
    "hear": tuple(Language.values[1:]),
}


def read(cookies):
    """What the cookie says, e.g. {"theme": "dark"}; anything unknown is left out.

    >>> read({"looks": "theme-dark.text-huge"})
    {'theme': 'dark'}
    """
    pairs = (part.partition("-")[::2] for part in cookies.get(COOKIE, "").split("."))
    return {name: value for name, value in pairs if value in CHOICES.get(name, ())}


def write(chosen):
    """The cookie's value for `chosen`; what stands at its default is not written."""
    return ".".join(f"{name}-{value}" for name, value in chosen.items() if value in CHOICES.get(name, ()))


def attributes(chosen):
    return format_html_join("", ' data-{}="{}"', chosen.items())
