"""How values are typed into forms."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A day typed as 05/09/2026: a browser's own calendar shows other orders in other languages.

    With the full keyboard: on some phones the one for numbers has no stroke to part day and month.
    """

    def __init__(self, attrs=None):
        super().__init__({"placeholder": _("day/month/year"), "autocomplete": "off", **(attrs or {})})


class LongSelect(forms.Select):
    """A choice out of hundreds: the same HTML, without a template for each of them."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (key, flatatt({"selected": str(key) == chosen}), label)
                for key, label in ((str(key or ""), label) for key, label in self.choices)
            ),
        )
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>\n{}\n</select>", flatatt(attrs), options)
