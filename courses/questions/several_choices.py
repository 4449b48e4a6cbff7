"""Several right options. Partial credit: (right ones chosen − wrong ones chosen) ÷ right ones, never
below zero, to four decimals. With `worth`: the sum of what the chosen ones are worth, from 0 to 1."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import options, worth

LABEL = gettext_lazy("several choices")
TEMPLATE = "courses/questions/several_choices.html"

pupil_view = options.pupil_view


def read_response(raw, content):
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list):
        return None
    return [one for one in options.option_ids(content) if one in raw] or None


def score(response, content, key):
    right, chosen = set(key["right"]), set(response or [])
    if key.get("worth"):
        return worth.within(sum((worth.worth(key["worth"].get(one)) for one in chosen), Decimal(0)))
    return worth.part(max(0, len(chosen & right) - len(chosen - right)), len(right))


def problems(content, key):
    told = options.problems(content)
    right = key.get("right") or []
    if not right or not set(right) <= set(options.option_ids(content)):
        told.append(_("Tick at least one right option; it must have a text."))
    elif len(right) == len(content.get("options", [])):
        told.append(_("All options are right: add one that is not."))
    elif key.get("worth") and not _reaches_all(key):
        told.append(_("The parts of the points of the right options must be 100 % together."))
    return told


def _reaches_all(key):
    # Thirds are written 33,33.
    return abs(sum(worth.worth(key["worth"].get(one)) for one in key["right"]) - 1) < Decimal("0.001")


def shown_key(content, key):
    return options.texts(content, key["right"])


def shown_response(response, content):
    return options.texts(content, response)


class EditForm(options.OptionsForm):
    def __init__(self, *args, key=None, **kwargs):
        super().__init__(*args, key=key, **kwargs)
        self.fields["right"] = forms.MultipleChoiceField(
            label=gettext_lazy("Options: tick all that are right"),
            error_messages={"required": gettext_lazy("Tick at least one right option; it must have a text.")},
            choices=options.letter_choices(),
            widget=forms.CheckboxSelectMultiple,
            initial=(key or {}).get("right"),
        )

    def parts(self):
        return self.content(), {"right": self.cleaned_data["right"], **self.more_of_key()}
