"""One sentence, true or false."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .four_statements import TRUTH

LABEL = gettext_lazy("true or false")
TEMPLATE = "courses/questions/true_false.html"


def pupil_view(content):
    return {}


def read_response(raw, content):
    raw = raw[0] if isinstance(raw, list) and raw else raw
    return raw if raw in ("true", "false") else None


def score(response, content, key):
    return Decimal(1 if response is not None and response == key["right"] else 0)


def problems(content, key):
    return [] if key.get("right") in ("true", "false") else [_("Say whether it is true or false.")]


def shown_key(content, key):
    return str(dict(TRUTH)[key["right"]])


def shown_response(response, content):
    return str(dict(TRUTH)[response])


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        key = key or {}
        self.fields["right"] = forms.ChoiceField(
            label=gettext_lazy("The sentence above is"),
            choices=TRUTH,
            widget=forms.RadioSelect,
            initial=key.get("right"),
            error_messages={
                "required": gettext_lazy("Say whether it is true or false."),
                "invalid_choice": gettext_lazy("Say whether it is true or false."),
            },
        )
        for truth, label in (
            ("true", gettext_lazy("Remark to whoever chooses «True»")),
            ("false", gettext_lazy("Remark to whoever chooses «False»")),
        ):
            self.fields[f"said_{truth}"] = forms.CharField(
                label=label, required=False, max_length=500, initial=(key.get("said") or {}).get(truth, "")
            )

    def parts(self):
        told = self.cleaned_data
        said = {truth: told[f"said_{truth}"] for truth, _label in TRUTH if told[f"said_{truth}"]}
        return {}, {"right": told["right"], **({"said": said} if said else {})}
