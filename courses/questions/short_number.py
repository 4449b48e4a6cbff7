"""A short number, compared by value: "0,50" is "0,5".

Policy "exam" (Part III since 2025): at most four signs out of digits, "-" and ","; policy "free" takes
longer ones. A decimal point is read as a comma.
"""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABEL = gettext_lazy("short number")
TEMPLATE = "courses/questions/short_number.html"

NUMBER = re.compile(r"-?[0-9]{1,15}(,[0-9]{1,15})?", re.ASCII)
EXAM_SIGNS = 4
FREE_SIGNS = 32
POLICIES = [
    ("exam", gettext_lazy("as in the exam: at most 4 signs")),
    ("free", gettext_lazy("any length")),
]


def pupil_view(content):
    return {"policy": content["policy"], "unit": content.get("unit", "")}


def read_response(raw, content):
    raw = raw[0] if isinstance(raw, list) and raw else raw
    if not isinstance(raw, str):
        return None
    return clean(raw)[: max_signs(content)] or None


def clean(text):
    """Without spaces, with a comma for the point and a plain minus sign."""
    return "".join(text.split()).replace(".", ",").replace("−", "-").replace("–", "-")


def max_signs(content):
    return EXAM_SIGNS if content.get("policy") == "exam" else FREE_SIGNS


def value(text):
    """The number a text stands for; None when it is none."""
    text = clean(text)
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def score(response, content, key):
    told = value(response) if response else None
    return Decimal(1) if told is not None and told == value(key["value"]) else Decimal(0)


def problems(content, key):
    told = str(key.get("value", ""))
    if value(told) is None:
        return [_("Write the answer as a number, such as -2,5.")]
    if len(clean(told)) > max_signs(content):
        return [_("The exam has room for four signs only: shorten the answer or allow any length.")]
    return []


def shown_key(content, key):
    return key["value"]


def shown_response(response, content):
    return response


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        content, key = content or {}, key or {}
        self.fields["value"] = forms.CharField(
            label=gettext_lazy("Right number"),
            max_length=FREE_SIGNS,
            initial=key.get("value"),
            help_text=gettext_lazy("With a comma: 2,5. Then 2,50 is right as well."),
            error_messages={"required": gettext_lazy("Write the answer as a number, such as -2,5.")},
        )
        self.fields["policy"] = forms.ChoiceField(
            label=gettext_lazy("Length of the answer"),
            choices=POLICIES,
            widget=forms.RadioSelect,
            initial=content.get("policy", "exam"),
        )
        self.fields["unit"] = forms.CharField(
            label=gettext_lazy("Unit shown after the box"),
            max_length=20,
            required=False,
            initial=content.get("unit", ""),
        )

    def parts(self):
        told = self.cleaned_data
        return {"policy": told["policy"], "unit": told["unit"]}, {"value": clean(told["value"])}
