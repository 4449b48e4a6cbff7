"""A short text, right when it equals one of the accepted variants.

Spaces never matter. Whether capital letters and Vietnamese marks matter is the question's policy.
"""

import unicodedata
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABEL = gettext_lazy("short text")
TEMPLATE = "courses/questions/short_text.html"

MAX_SIGNS = 200


def pupil_view(content):
    return {"case_matters": content["case_matters"], "marks_matter": content["marks_matter"]}


def read_response(raw, content):
    raw = raw[0] if isinstance(raw, list) and raw else raw
    if not isinstance(raw, str):
        return None
    return " ".join(unicodedata.normalize("NFC", raw).split())[:MAX_SIGNS] or None


def compared(text, content):
    """`text` as the policy compares it; courses/static/courses/js/marking.js does the same."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not content["case_matters"]:
        text = text.lower()
    if not content["marks_matter"]:
        text = text.replace("đ", "d").replace("Đ", "D")
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", text)


def score(response, content, key):
    if not response:
        return Decimal(0)
    told = compared(response, content)
    return Decimal(1 if any(compared(one, content) == told for one in key["accepted"]) else 0)


def problems(content, key):
    return [] if any(key.get("accepted") or []) else [_("Write at least one accepted answer.")]


def shown_key(content, key):
    return " / ".join(key["accepted"])


def shown_response(response, content):
    return response


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        content, key = content or {}, key or {}
        self.fields["accepted"] = forms.CharField(
            label=gettext_lazy("Accepted answers, one a line"),
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": gettext_lazy("Write at least one accepted answer.")},
            max_length=2000,
            initial="\n".join(key.get("accepted", [])),
        )
        self.fields["case_matters"] = forms.BooleanField(
            label=gettext_lazy("Capital letters matter"),
            required=False,
            initial=content.get("case_matters", False),
        )
        self.fields["marks_matter"] = forms.BooleanField(
            label=gettext_lazy("Vietnamese marks matter (má is not ma)"),
            required=False,
            initial=content.get("marks_matter", True),
        )

    def parts(self):
        told = self.cleaned_data
        lines = [" ".join(line.split()) for line in told["accepted"].splitlines()]
        content = {"case_matters": told["case_matters"], "marks_matter": told["marks_matter"]}
        return content, {"accepted": [line for line in lines if line]}
