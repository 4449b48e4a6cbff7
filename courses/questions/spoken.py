"""An answer spoken into the telephone; marked by a teacher."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import by_hand
from .by_hand import MARKED, score, shown_key  # noqa: F401
from .handed_in import read_response, shown_response  # noqa: F401

LABEL = gettext_lazy("spoken answer")
TEMPLATE = "courses/questions/spoken.html"
FILES = True

MOST_SECONDS = 300


def pupil_view(content):
    return {"seconds_most": content.get("seconds_most", 120)}


def problems(content, key):
    seconds = content.get("seconds_most", 120)
    told = by_hand.problems_of(key)
    if type(seconds) is not int or not 5 <= seconds <= MOST_SECONDS:
        told.append(_("Allow 5 to %(most)d seconds.") % {"most": MOST_SECONDS})
    return told


class EditForm(by_hand.RubricForm):
    def own_fields(self, content):
        self.fields["seconds_most"] = by_hand.number_field(
            gettext_lazy("At most how many seconds"), 5, MOST_SECONDS, content.get("seconds_most", 120)
        )

    def own_content(self):
        return {"seconds_most": self.cleaned_data["seconds_most"]}
