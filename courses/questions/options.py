"""What the kinds with options share: reading them and asking the teacher for them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import worth

LETTERS = "abcdefghijklmnopqrst"
MAX_OPTIONS = len(LETTERS)
# Most questions have four; the others wait behind «more options».
USUAL_OPTIONS = 6


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
    """Options, each with its text, its part of the points and a remark; a subclass asks which are `right`."""

    template = "courses/authoring/_options.html"
    usual = USUAL_OPTIONS

    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        known = {option["id"]: option["text"] for option in (content or {}).get("options", [])}
        self.known_worth, said = (key or {}).get("worth") or {}, (key or {}).get("said") or {}
        for letter in LETTERS:
            label = gettext_lazy("Option %(letter)s") % {"letter": letter.upper()}
            self.fields[f"option_{letter}"] = forms.CharField(
                label=label,
                required=False,
                max_length=500,
                initial=known.get(letter, ""),
                widget=forms.TextInput(attrs={"aria-label": label}),
            )
            self.fields[f"worth_{letter}"] = WorthField(
                initial=worth.to_per_cent(self.known_worth.get(letter))
            )
            self.fields[f"said_{letter}"] = forms.CharField(
                label=gettext_lazy("Remark to whoever chooses it"),
                required=False,
                max_length=500,
                initial=said.get(letter, ""),
            )

    def option_ids(self):
        return list(LETTERS)

    def rows(self):
        """(letter, its mark, its text, part of the points, remark) of each option, side by side."""
        return [
            (letter.upper(), mark, *(self[f"{name}_{letter}"] for name in ("option", "worth", "said")))
            for letter, mark in zip(LETTERS, self["right"], strict=True)
        ]

    def usual_rows(self):
        return self.rows()[:USUAL_OPTIONS]

    def more_rows(self):
        return self.rows()[USUAL_OPTIONS:]

    def shows_more(self):
        """Whether one of the further options is written, or refused."""
        further = LETTERS[USUAL_OPTIONS:]
        return any(self[f"option_{letter}"].value() or self[f"option_{letter}"].errors for letter in further)

    def shows_details(self):
        """Whether a part of the points or a remark is written, or refused."""
        names = [f"{name}_{letter}" for name in ("worth", "said") for letter in LETTERS]
        return any(self[name].value() or self[name].errors for name in names)

    def content(self):
        written = ((letter, self.cleaned_data.get(f"option_{letter}", "")) for letter in LETTERS)
        return {"options": [{"id": letter, "text": text} for letter, text in written if text]}

    def more_of_key(self):
        """`worth` and `said` of the key, as far as something is written."""
        found = {}
        for name in ("worth", "said"):
            told = {letter: self.cleaned_data.get(f"{name}_{letter}", "") for letter in LETTERS}
            told = {letter: words for letter, words in told.items() if words}
            if told:
                found[name] = told
        return found


class WorthField(forms.CharField):
    """A part of the points, typed in per cent and kept as a fraction."""

    def __init__(self, **kwargs):
        super().__init__(
            label=gettext_lazy("Part of the points (%)"),
            required=False,
            max_length=12,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
            **kwargs,
        )

    def clean(self, value):
        return worth.from_per_cent(super().clean(value))


def letter_choices():
    return [(letter, letter.upper()) for letter in LETTERS]
