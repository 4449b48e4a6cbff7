"""One right option out of several; another may be partly right (`worth`)."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import options, worth

LABEL = gettext_lazy("one choice")
TEMPLATE = "courses/questions/one_choice.html"

pupil_view = options.pupil_view


def read_response(raw, content):
    raw = raw[0] if isinstance(raw, list) and raw else raw
    return raw if isinstance(raw, str) and raw in options.option_ids(content) else None


def score(response, content, key):
    if response is None:
        return Decimal(0)
    if response == key["right"]:
        return Decimal(1)
    return worth.within(worth.worth((key.get("worth") or {}).get(response)))


def problems(content, key):
    told = options.problems(content)
    if key.get("right") not in options.option_ids(content):
        told.append(_("Choose which option is right; it must have a text."))
    return told


def shown_key(content, key):
    return options.texts(content, [key["right"], *worth.as_much(key)])


def shown_response(response, content):
    return options.texts(content, [response])


class EditForm(options.OptionsForm):
    def __init__(self, *args, key=None, **kwargs):
        super().__init__(*args, key=key, **kwargs)
        self.fields["right"] = forms.ChoiceField(
            label=gettext_lazy("Options: mark the right one"),
            error_messages={"required": gettext_lazy("Mark which option is right.")},
            choices=options.letter_choices(),
            widget=forms.RadioSelect,
            initial=(key or {}).get("right"),
        )

    def parts(self):
        return self.content(), {"right": self.cleaned_data["right"], **self.more_of_key()}
