"""A text with gaps: words, numbers or a choice in each. The score is the weighted mean of the gaps.

Where a gap stands is written {1} in the text – outside formulas, whose braces are LaTeX. Teachers write the
answers into the text itself: courses/questions/gap_writing.py.
"""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.formulas import BadFormula, check_formulas

from . import gap_writing, one_choice, options, short_number, short_text, worth
from .pair_lines import FORMULA
from .parts import told_parts

LABEL = gettext_lazy("text with gaps")
TEMPLATE = "courses/questions/cloze.html"

MOST_GAPS = 30
GAP = re.compile(r"\{([0-9A-Za-z]{1,6})\}", re.ASCII)


def pieces(content):
    """The text as a list of ("text", words) and ("gap", its id), in order."""
    found = []
    for number, stretch in enumerate(FORMULA.split(content["text"])):
        if number % 2:
            found.append(("text", stretch))
            continue
        for step, part in enumerate(GAP.split(stretch)):
            if step % 2 and part in content["gaps"]:
                found.append(("gap", part))
            elif step % 2:
                found.append(("text", f"{{{part}}}"))
            elif part:
                found.append(("text", part))
    return found


def pupil_view(content):
    places, number = [], 0
    for kind, told in pieces(content):
        if kind == "text":
            places.append({"text": told})
        else:
            number += 1
            gap = content["gaps"][told]
            places.append({"id": told, "kind": gap["kind"], "number": number, **_choices(gap)})
    return {"places": places}


def _choices(gap):
    return options.pupil_view(gap) if gap["kind"] == "choice" else {}


def read_response(raw, content):
    """{gap: what stands in it}."""
    told = told_parts(raw)
    read = {gap: _read(told[gap], content["gaps"][gap]) for gap in content["gaps"] if gap in told}
    return {gap: said for gap, said in read.items() if said is not None} or None


def _read(said, gap):
    return _rules(gap).read_response(said, _content(gap))


def _rules(gap):
    return {"number": short_number, "choice": one_choice}.get(gap["kind"], short_text)


def _content(gap):
    """A gap as the content of the kind that it is like."""
    if gap["kind"] == "choice":
        return {"options": gap["options"]}
    return {
        name: bool(gap.get(name, usual)) for name, usual in (("case_matters", False), ("marks_matter", True))
    }


def score(response, content, key):
    response = response or {}
    total, weights = Decimal(0), 0
    for name, gap in content["gaps"].items():
        weight = weight_of(gap)
        weights += weight
        if name in response:
            total += weight * _rules(gap).score(response[name], _content(gap), key["gaps"][name])
    return worth.part(total, weights)


def weight_of(gap):
    weight = gap.get("weight", 1)
    return weight if type(weight) is int and 0 <= weight <= 100 else 1


def problems(content, key):
    gaps = content.get("gaps", {})
    if not gaps:
        return [_("Put at least one gap into the text: write its answer between [[ and ]].")]
    if len(gaps) > MOST_GAPS:
        return [_("At most %(most)d gaps: part the text into two questions.") % {"most": MOST_GAPS}]
    told, standing = [], [name for kind, name in pieces(content) if kind == "gap"]
    if sorted(standing) != sorted(gaps):
        told.append(_("Each gap stands in the text exactly once."))
    for number, name in enumerate(gaps, start=1):
        gap = gaps[name]
        for problem in _rules(gap).problems(_content(gap), key["gaps"].get(name, {})):
            told.append(_("Gap %(number)d: %(problem)s") % {"number": number, "problem": problem})
        if any("\\(" in option["text"] for option in gap.get("options", [])):
            told.append(_("Gap %(number)d: a list to choose from cannot show formulas.") % {"number": number})
    return told


def shown_key(content, key):
    names = [name for kind, name in pieces(content) if kind == "gap"]
    return _numbered(
        names,
        {
            name: _rules(content["gaps"][name]).shown_key(_content(content["gaps"][name]), key["gaps"][name])
            for name in names
        },
    )


def shown_response(response, content):
    names = [name for kind, name in pieces(content) if kind == "gap"]
    shown = {}
    for name in names:
        gap = content["gaps"][name]
        said = response.get(name)
        shown[name] = "–" if said is None else _rules(gap).shown_response(said, _content(gap))
    return _numbered(names, shown)


def by_part(response, content, key):
    told = []
    names = [name for kind, name in pieces(content) if kind == "gap"]
    for number, name in enumerate(names, start=1):
        gap, said = content["gaps"][name], (response or {}).get(name)
        rules, like = _rules(gap), _content(gap)
        right = said is not None and rules.score(said, like, key["gaps"][name]) == 1
        told.append((f"({number})", "" if said is None else rules.shown_response(said, like), right))
    return told


def _numbered(names, shown):
    return "; ".join(f"({number}) {shown[name]}" for number, name in enumerate(names, start=1))


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = content or {}
        gaps = self.known.get("gaps", {}).values()
        self.fields["cloze"] = forms.CharField(
            label=gettext_lazy("Text with its gaps"),
            widget=forms.Textarea(attrs={"rows": 6}),
            max_length=6000,
            initial=gap_writing.written(content, key) if content else "",
            help_text=gettext_lazy(
                "Write the answer of each gap between [[ and ]]. Several right ones: [[Hà Nội | Thủ đô]]. "
                "A number: [[= 2,5]] or [[= 2,5 ± 0,1]]. "
                "A list to choose from, the right one with an asterisk: [[*tăng | giảm | không đổi]]. "
                "Part of the points: [[Hà Nội | Thăng Long (50%)]]. A gap that counts twice: [[Hà Nội]](x2)."
            ),
            error_messages={"required": gettext_lazy("Write the text with its gaps.")},
        )
        self.fields["case_matters"] = forms.BooleanField(
            label=gettext_lazy("Capital letters matter"),
            required=False,
            initial=any(gap.get("case_matters") for gap in gaps),
        )
        self.fields["marks_matter"] = forms.BooleanField(
            label=gettext_lazy("Vietnamese marks matter (má is not ma)"),
            required=False,
            initial=all(gap.get("marks_matter", True) for gap in gaps),
        )

    def clean_cloze(self):
        text = self.cleaned_data["cloze"].replace("\r\n", "\n")
        try:
            check_formulas(text)
        except BadFormula as why:
            raise ValidationError(str(why)) from why
        return text

    def parts(self):
        told = self.cleaned_data
        content, key = gap_writing.read(told["cloze"])
        for name, gap in content["gaps"].items():
            if gap["kind"] == "text":
                known = self.known.get("gaps", {}).get(name, {})
                for policy in ("case_matters", "marks_matter"):
                    # A file from elsewhere may have asked each gap its own way: untouched, it stays so.
                    same = policy in known and told[policy] == self[policy].initial
                    gap[policy] = known[policy] if same else told[policy]
        return content, key
