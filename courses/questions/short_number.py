"""A short number, compared by value: "0,50" is "0,5".

Policy "exam" (Part III since 2025): at most four signs out of digits, "-" and ","; policy "free" takes
longer ones. A decimal point is read as a comma. `tolerance` is how far off is right still; further numbers
are `accepted`, each with a tolerance and a part of the points of its own.
"""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import worth

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
    if told is None:
        return Decimal(0)
    if near(told, key):
        return Decimal(1)
    parts = [worth.worth(one.get("worth", "1")) for one in key.get("accepted") or [] if near(told, one)]
    return worth.within(max(parts, default=Decimal(0)))


def near(told, right):
    """Whether the Decimal `told` is {"value", "tolerance"}, or no farther from it than that."""
    wanted = value(str(right.get("value", "")))
    off = value(str(right.get("tolerance") or "0")) or Decimal(0)
    return wanted is not None and abs(told - wanted) <= off


def problems(content, key):
    told = str(key.get("value", ""))
    if value(told) is None:
        return [_("Write the answer as a number, such as -2,5.")]
    if len(clean(told)) > max_signs(content):
        return [_("The exam has room for four signs only: shorten the answer or allow any length.")]
    further = key.get("accepted") or []
    if any(value(str(one.get("value", ""))) is None for one in further):
        return [_("Write each further number on a line of its own, such as 2,5.")]
    offs = [value(str(one.get("tolerance") or "0")) for one in [key, *further]]
    if any(off is None or off < 0 for off in offs):
        return [_("Write how far off is right still as a number, such as 0,1.")]
    return []


def shown_key(content, key):
    told = [written(key), *(written(one) for one in key.get("accepted") or [])]
    return " / ".join(told)


def written(one):
    """A number with its tolerance, as teachers write it: 2,5 ± 0,1."""
    return f"{one['value']} ± {one['tolerance']}" if one.get("tolerance") else one["value"]


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
        self.fields["tolerance"] = forms.CharField(
            label=gettext_lazy("How far off is right still"),
            max_length=FREE_SIGNS,
            required=False,
            initial=key.get("tolerance", ""),
            help_text=gettext_lazy("Empty: exactly this number. With 0,1 all from 2,4 to 2,6 is right."),
        )
        self.fields["accepted"] = forms.CharField(
            label=gettext_lazy("Further numbers that are right, one a line"),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=500,
            required=False,
            initial="\n".join(line_of(one) for one in key.get("accepted") or []),
            help_text=gettext_lazy("With a part of the points behind it, if you like: 2,4 ± 0,1 (50%)"),
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
        key = {"value": clean(told["value"])}
        if told["tolerance"]:
            key["tolerance"] = clean(told["tolerance"])
        if told["accepted"].strip():
            key["accepted"] = [read_line(line) for line in told["accepted"].splitlines() if line.strip()]
        return {"policy": told["policy"], "unit": told["unit"]}, key


def line_of(one):
    return worth.with_per_cent(written(one), one.get("worth"))


def read_line(line):
    """{"value", "tolerance", "worth"} of a line such as «2,4 ± 0,1 (50%)»."""
    line, fraction = worth.without_per_cent(line)
    number, _sign, off = line.replace("+-", "±").partition("±")
    told = {"value": clean(number)}
    if clean(off):
        told["tolerance"] = clean(off)
    return {**told, **({"worth": fraction} if fraction else {})}
