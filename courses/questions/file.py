"""A file to hand in, such as a document; marked by a teacher."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import by_hand
from .by_hand import MARKED, score, shown_key  # noqa: F401
from .handed_in import read_response, shown_response  # noqa: F401

LABEL = gettext_lazy("file to hand in")
TEMPLATE = "courses/questions/file.html"
FILES = True

MOST_MB = 10
ENDINGS = ["pdf", "docx", "xlsx", "pptx", "txt"]


def pupil_view(content):
    kinds = [kind for kind in content.get("kinds", []) if kind in ENDINGS]
    return {"kinds": kinds, "mb_most": content.get("mb_most", 5)}


def problems(content, key):
    told = by_hand.problems_of(key)
    if not pupil_view(content)["kinds"]:
        told.append(_("Say which kinds of files may be handed in."))
    most = content.get("mb_most", 5)
    if type(most) is not int or not 1 <= most <= MOST_MB:
        told.append(_("Allow 1 to %(most)d MB.") % {"most": MOST_MB})
    return told


class EditForm(by_hand.RubricForm):
    def own_fields(self, content):
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=gettext_lazy("Which kinds of files"),
            choices=[(ending, ending) for ending in ENDINGS],
            widget=forms.CheckboxSelectMultiple,
            initial=content.get("kinds", ["pdf", "docx"]),
            error_messages={"required": gettext_lazy("Say which kinds of files may be handed in.")},
        )
        self.fields["mb_most"] = by_hand.number_field(
            gettext_lazy("At most how many MB"), 1, MOST_MB, content.get("mb_most", 5)
        )

    def own_content(self):
        return {name: self.cleaned_data[name] for name in ("kinds", "mb_most")}
