"""How this browser wants pages to look: theme, text size, data saver. A cookie, no account.

Pages that are the same for everybody read it with `lms/js/looks.js` instead.
"""

from django.utils.html import format_html_join

COOKIE = "looks"
CHOICES = {"theme": ("light", "dark"), "text": ("large", "larger"), "saver": ("on",)}


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
