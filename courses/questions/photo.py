"""Photos of work on paper, page by page; marked by a teacher."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import by_hand
from .by_hand import MARKED, score, shown_key  # noqa: F401
from .handed_in import read_response, shown_response  # noqa: F401

LABEL = gettext_lazy("photo of work on paper")
TEMPLATE = "courses/questions/photo.html"
FILES = True

MOST_PAGES = 10


def pupil_view(content):
    return {"pages_most": content.get("pages_most", 4)}


def problems(content, key):
    pages = content.get("pages_most", 4)
    told = by_hand.problems_of(key)
    if type(pages) is not int or not 1 <= pages <= MOST_PAGES:
        told.append(_("Allow one to %(most)d pages.") % {"most": MOST_PAGES})
    return told


class EditForm(by_hand.RubricForm):
    def own_fields(self, content):
        self.fields["pages_most"] = by_hand.number_field(
            gettext_lazy("At most how many pages"), 1, MOST_PAGES, content.get("pages_most", 4)
        )

    def own_content(self):
        return {"pages_most": self.cleaned_data["pages_most"]}
