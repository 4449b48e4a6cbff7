"""A short text, right when it equals one of the accepted variants.

Spaces never matter. Whether capital letters and Vietnamese marks matter is the question's policy. A variant
may be worth a part of the points (`worth`); with `wildcard`, an asterisk in a variant stands for anything,
and \\* for an asterisk.
"""

import unicodedata
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import worth

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
    parts = key.get("worth") or {}
    return worth.within(
        max(
            (
                worth.worth(parts.get(one, "1"))
                for one in key["accepted"]
                if fits(told, compared(one, content), key.get("wildcard"))
            ),
            default=Decimal(0),
        )
    )


def fits(told, wanted, wildcard=False):
    """Whether `told` is `wanted`; with `wildcard`, * in it stands for anything. Never slower than the texts
    are long, whatever a teacher writes."""
    if not wildcard:
        return told == wanted
    pieces = [piece.replace("\0", "*") for piece in wanted.replace("\\*", "\0").split("*")]
    if len(pieces) == 1:
        return told == pieces[0]
    first, *between, last = pieces
    if len(told) < len(first) + len(last) or not (told.startswith(first) and told.endswith(last)):
        return False
    at, end = len(first), len(told) - len(last)
    for piece in between:
        found = told.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def problems(content, key):
    return [] if any(key.get("accepted") or []) else [_("Write at least one accepted answer.")]


def shown_key(content, key):
    return " / ".join(lines_of(key))


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
            initial="\n".join(lines_of(key)),
            help_text=gettext_lazy("With a part of the points behind it, if you like: Thăng Long (50%)"),
        )
        self.fields["wildcard"] = forms.BooleanField(
            label=gettext_lazy("An asterisk (*) stands for any words"),
            required=False,
            initial=key.get("wildcard", False),
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
        content = {"case_matters": told["case_matters"], "marks_matter": told["marks_matter"]}
        key = read_lines(told["accepted"].splitlines())
        return content, {**key, **({"wildcard": True} if told["wildcard"] else {})}


def lines_of(key):
    """Each accepted variant as teachers write it, with its part of the points."""
    parts = key.get("worth") or {}
    return [worth.with_per_cent(one, parts.get(one)) for one in key.get("accepted", [])]


def read_lines(lines):
    """{"accepted", "worth"} of such lines."""
    pairs = [worth.without_per_cent(" ".join(line.split())) for line in lines if line.strip()]
    parts = {text: fraction for text, fraction in pairs if text and fraction}
    return {"accepted": [text for text, _part in pairs if text], **({"worth": parts} if parts else {})}
