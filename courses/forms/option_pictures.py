"""Pictures to be chosen: one for each option of a question, in the form of its kind."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import pictures

from .question_picture import ACCEPTED, read_picture


class OptionPictureField(forms.FileField):
    def __init__(self, letter):
        label = gettext_lazy("Picture of option %(letter)s") % {"letter": letter.upper()}
        widget = forms.FileInput(attrs={"accept": ACCEPTED, "aria-label": label})
        super().__init__(label=label, required=False, widget=widget)

    def clean(self, data, initial=None):
        return read_picture(super().clean(data, initial))


@dataclass
class Row:
    """One option in the form: its field for a picture, the picture it has, the box that takes it away."""

    letter: str
    field: BoundField
    kept: object
    drop: BoundField | None


class OptionPictures:
    """Adds the fields to `own` (a form of courses/questions/options.py) and keeps what they say."""

    def __init__(self, own, version=None):
        self.own = own
        self.kept = version.pictures_of_options() if version else {}
        for option in own.option_ids():
            own.fields[f"picture_{option}"] = OptionPictureField(option)
            if option in self.kept:
                own.fields[f"drop_{option}"] = forms.BooleanField(
                    label=gettext_lazy("Without this picture"), required=False
                )

    def rows(self):
        return [
            Row(
                option.upper(),
                self.own[f"picture_{option}"],
                self.kept.get(option),
                self.own[f"drop_{option}"] if option in self.kept else None,
            )
            for option in self.own.option_ids()
        ]

    def usual_rows(self):
        return self.rows()[: self.own.usual]

    def more_rows(self):
        return self.rows()[self.own.usual :]

    def shows(self):
        """Whether this part of the form stands open."""
        return bool(self.kept or self.chosen()) or any(row.field.errors for row in self.rows())

    def chosen(self):
        return [one for one in self.own.option_ids() if self.own.files.get(f"picture_{one}")]

    def problems(self, content):
        """An option is named by its text, for whoever cannot see its picture."""
        named = {one["id"] for one in content["options"]}
        words = _("Option %(letter)s has a picture: write in a few words what it shows.")
        return [
            words % {"letter": option.upper()}
            for option in self.own.option_ids()
            if option not in named and (self._told(option) or option in self.kept_now())
        ]

    def kept_now(self):
        """{id: Picture} that was there before and still is."""
        return {one: shown for one, shown in self.kept.items() if not self._is_dropped(one)}

    def keep(self, content):
        """{id: Picture} as the version shows them; uploaded pictures are kept now."""
        shown = {}
        for option in content["options"]:
            if file := self._told(option["id"]):
                shown[option["id"]] = pictures.keep_for_question(file, option["text"])
            elif option["id"] in self.kept_now():
                shown[option["id"]] = self.kept[option["id"]]
        return shown

    def _told(self, option):
        return self.own.cleaned_data.get(f"picture_{option}")

    def _is_dropped(self, option):
        return self.own.cleaned_data.get(f"drop_{option}", False)
