"""An answer in sentences, marked by a teacher."""

import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import by_hand
from .by_hand import MARKED, score, shown_key  # noqa: F401

LABEL = gettext_lazy("essay")
TEMPLATE = "courses/questions/essay.html"

# A long essay of a good pupil has about 8,000; one event must hold it.
MOST_SIGNS = 12_000


def pupil_view(content):
    return {"lines": content.get("lines", 8), "words_most": content.get("words_most", 0)}


def read_response(raw, content):
    raw = raw[0] if isinstance(raw, list) and raw else raw
    if not isinstance(raw, str):
        return None
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").strip()
    return text[:MOST_SIGNS] or None


def problems(content, key):
    lines = content.get("lines", 8)
    told = by_hand.problems_of(key)
    if type(lines) is not int or not 1 <= lines <= 60:
        told.append(_("Leave room for one to 60 lines."))
    return told


def shown_response(response, content):
    return response


class EditForm(by_hand.RubricForm):
    def own_fields(self, content):
        self.fields["lines"] = by_hand.number_field(
            gettext_lazy("Room for how many lines"), 1, 60, content.get("lines", 8)
        )
        self.fields["words_most"] = by_hand.number_field(
            gettext_lazy("At most how many words"),
            0,
            2000,
            content.get("words_most", 0),
            gettext_lazy("0: as many as one likes. Longer answers are taken all the same."),
        )

    def own_content(self):
        return {name: self.cleaned_data[name] for name in ("lines", "words_most")}
