"""What the kinds share that a teacher marks: the rubric and the model answer.

Their `score` is None: an attempt with such an answer waits to be marked (courses/scoring.py).
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import pair_lines

MARKED = "by_hand"
POINTS = re.compile(r"[0-9]{1,3}(,[0-9]{1,2})?", re.ASCII)


def score(response, content, key):
    return None


def problems_of(key):
    rubric = key.get("rubric") or []
    if any(not POINTS.fullmatch(str(one.get("points", "")).replace(".", ",")) for one in rubric):
        return [_("Write the points of each line of the rubric as a number, such as 0,5.")]
    return []


def shown_key(content, key):
    """The model answer and what gives points, for teachers."""
    lines = [f"{one['text']}: {one['points'].replace('.', ',')}" for one in key.get("rubric") or []]
    return "\n".join(filter(None, [key.get("model", ""), *lines]))


class RubricForm(forms.Form):
    """A subclass gives `own_content()`, and its own fields before these."""

    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        key = key or {}
        self.own_fields(content or {})
        lines = [f"{one['text']} | {one['points'].replace('.', ',')}" for one in key.get("rubric") or []]
        self.fields["rubric"] = pair_lines.LinesField(
            label=gettext_lazy("What gives points, one a line, with the points behind |"),
            rows=4,
            required=False,
            initial="\n".join(lines),
            help_text=gettext_lazy("For example: Nêu được ý chính | 0,5. You see it while marking."),
        )
        self.fields["model"] = forms.CharField(
            label=gettext_lazy("Model answer"),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=6000,
            required=False,
            initial=key.get("model", ""),
        )

    def clean_rubric(self):
        rubric = []
        for number, (text, points) in enumerate(pair_lines.read_pairs(self.cleaned_data["rubric"]), start=1):
            points = points.replace(".", ",")
            if not POINTS.fullmatch(points):
                raise ValidationError(
                    _("Line %(number)d: write the points behind | as a number, such as 0,5.")
                    % {"number": number}
                )
            rubric.append({"id": str(number), "text": text, "points": points.replace(",", ".")})
        return rubric

    def parts(self):
        told = self.cleaned_data
        key = {"rubric": told["rubric"]} if told["rubric"] else {}
        if told["model"]:
            key["model"] = told["model"].replace("\r\n", "\n")
        return self.own_content(), key


def number_field(label, least, most_, initial, help_text=""):
    return forms.IntegerField(
        label=label, min_value=least, max_value=most_, initial=initial, help_text=help_text
    )
