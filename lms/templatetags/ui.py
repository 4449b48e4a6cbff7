"""Small pieces that every page is made of."""

from functools import lru_cache

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from lms import event_words as words_of_events
from lms import libraries, looks, modules, navigation

register = template.Library()

DECORATION = mark_safe('aria-hidden="true"')


@register.simple_tag
def icon(name, label="", size=""):
    """A drawing from `lms/icons.svg`. Without a `label` it is decoration and not read aloud."""
    return _drawing(static("lms/icons.svg"), name, str(label), size)


@lru_cache(maxsize=1024)
def _drawing(sheet, name, label, size):
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"/></svg>',
        f" icon--{size}" if size else "",
        format_html('role="img" aria-label="{}"', label) if label else DECORATION,
        sheet,
        name,
    )


@register.inclusion_tag("components/_field.html")
def field(bound_field, hint=""):
    """A form field with its label, help and errors. `hint` replaces the field's own help text."""
    _capitalize_choices(bound_field.field)
    return {"field": bound_field, "help": hint or bound_field.help_text}


def _capitalize_choices(field):
    """Choices are words of the models, which stand in sentences too; in a list they begin with a
    capital. What comes from the database (names of schools, of models) stays as it is written."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label:
            field.empty_label = capfirst(field.empty_label)
    elif isinstance(field, forms.ChoiceField):
        field.choices = [
            (key, words if isinstance(words, (list, tuple)) else capfirst(words))
            for key, words in field.choices
        ]


@register.inclusion_tag("components/_form_errors.html")
def form_errors(form):
    """What is wrong with the form as a whole, and how many fields want another look."""
    return {"form": form}


@register.inclusion_tag("components/_pager.html", takes_context=True)
def pager(context, page_obj):
    """Back and forth through a paginated list; the other parameters of the address stay."""
    return {"page": page_obj, "request": context.get("request")}


@register.inclusion_tag("components/_nav.html", takes_context=True)
def site_nav(context):
    """The doors of whoever is signed in. Never on a page that is the same for everybody."""
    request = context["request"]
    if not hasattr(request, "user"):
        # Refused before anybody asked who it is (a broken address, a foreign host).
        return {"entries": [], "kind": ""}
    entries, more = navigation.parted(navigation.entries_for(request))
    return {
        "entries": entries,
        "more": more,
        "here": next((entry.label for entry, _url, here in more if here), ""),
        "kind": navigation.kind_of(request.user),
    }


@register.simple_tag
def module(path):
    """The ES module at this static path. What it imports is asked for at the same time: on a weak signal each
    import that the browser only finds in the one before costs a second."""
    return _module(path, static(path))


@register.simple_tag
def library(name):
    """Somebody else's script: its `address`, "" when it is missing, and its `kilobytes`."""
    return {"address": libraries.address(name), "kilobytes": libraries.kilobytes(name)}


@register.simple_tag
def common_modules():
    """The scripts that apps registered for every page (lms/modules.py)."""
    return format_html_join("", "{}", ((module(path),) for path in modules.MODULES))


@register.simple_tag
def event_words():
    """What offline events are called, and why the school may refuse one (lms/event_words.py)."""
    return {"kinds": words_of_events.told(), "reasons": words_of_events.reasons()}


@lru_cache(maxsize=256)
def _module(path, address):
    ahead = [(static(needed),) for needed in modules.needs(path)]
    return format_html(
        '{}<script type="module" src="{}"></script>',
        format_html_join("", '<link rel="modulepreload" href="{}">', ahead),
        address,
    )


@register.simple_tag(takes_context=True)
def look_attributes(context):
    """Theme and text size chosen at /preferences/, as attributes of <html>."""
    request = context.get("request")
    return looks.attributes(looks.read(request.COOKIES)) if request else ""
