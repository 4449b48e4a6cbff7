"""What the kinds with options share: reading them and asking the teacher for them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LETTERS = "abcdefgh"
MAX_OPTIONS = 6


def option_ids(content):
    return [option["id"] for option in content.get("options", [])]


def pupil_view(content):
    return {"options": [{"id": option["id"], "text": option["text"]} for option in content["options"]]}


def texts(content, ids):
    """The options of `ids` in words. No letters: pupils see the options in other orders, and without."""
    return "; ".join(option["text"] for option in content.get("options", []) if option["id"] in ids)


def problems(content):
    options = content.get("options", [])
    told = []
    if len(options) < 2:
        told.append(_("Write at least two options."))
    if len({option["text"].strip() for option in options}) < len(options):
        told.append(_("Two options say the same. Change one of them."))
    return told


class OptionsForm(forms.Form):
    """Up to six options, each with its text; a subclass asks which are `right`."""

    template = "courses/authoring/_options.html"

    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        known = {option["id"]: option["text"] for option in (content or {}).get("options", [])}
        for letter in LETTERS[:MAX_OPTIONS]:
            label = gettext_lazy("Option %(letter)s") % {"letter": letter.upper()}
            self.fields[f"option_{letter}"] = forms.CharField(
                label=label,
                required=False,
                max_length=500,
                initial=known.get(letter, ""),
                widget=forms.TextInput(attrs={"aria-label": label}),
            )

    def rows(self):
        """(letter, its mark, its text) of each option, as they stand side by side."""
        return [
            (letter.upper(), mark, self[f"option_{letter}"])
            for letter, mark in zip(LETTERS[:MAX_OPTIONS], self["right"], strict=True)
        ]

    def content(self):
        written = (
            (letter, self.cleaned_data.get(f"option_{letter}", "")) for letter in LETTERS[:MAX_OPTIONS]
        )
        return {"options": [{"id": letter, "text": text} for letter, text in written if text]}


def letter_choices():
    return [(letter, letter.upper()) for letter in LETTERS[:MAX_OPTIONS]]
