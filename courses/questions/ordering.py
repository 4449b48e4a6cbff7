"""Things to be put in order. A response is {item: its place}, as far as it was said.

`grading` "place" (usual): items in their right place ÷ items; "all": all or nothing; "pairs": pairs of items
that stand the right way round ÷ all pairs.
"""

from itertools import combinations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import pair_lines, worth
from .parts import bare, chosen, ids, parts_told, texts, veiled

LABEL = gettext_lazy("ordering")
TEMPLATE = "courses/questions/ordering.html"

MOST = 12
GRADINGS = [
    ("place", gettext_lazy("each in its right place gets its part")),
    ("pairs", gettext_lazy("each two that stand the right way round get their part")),
    ("all", gettext_lazy("points only when all is in order")),
]


def pupil_view(content):
    items = bare(content["items"])
    return {"items": items, "places": [str(number) for number in range(1, len(items) + 1)]}


def veil(content, key):
    items, names = veiled(content["items"])
    return {**content, "items": items}, {**key, "order": [names[one] for one in key["order"] if one in names]}


def read_response(raw, content):
    """{item: place from "1"}; an event may say the ids in their order."""
    known = ids(content["items"])
    if isinstance(raw, list) and raw and not any(isinstance(one, str) and ":" in one for one in raw):
        raw = {one: str(place) for place, one in enumerate(raw, start=1) if isinstance(one, str)}
    return chosen(raw, known, [str(number) for number in range(1, len(known) + 1)])


def score(response, content, key):
    response, order = response or {}, key["order"]
    grading = key.get("grading", "place")
    if grading == "pairs":
        pairs = list(combinations(order, 2))
        return worth.part(sum(_in_turn(response, one, other) for one, other in pairs), len(pairs))
    right = sum(response.get(one) == str(place) for place, one in enumerate(order, start=1))
    if grading == "all":
        return worth.part(int(right == len(order)), 1)
    return worth.part(right, len(order))


def _in_turn(response, one, other):
    return one in response and other in response and int(response[one]) < int(response[other])


def problems(content, key):
    items = ids(content.get("items"))
    if len(items) < 2:
        return [_("Write at least two things to be put in order.")]
    if len(items) > MOST:
        return [_("At most %(most)d things: more cannot be ordered on a telephone.") % {"most": MOST}]
    if len(set(texts(content["items"]).values())) < len(items):
        return [_("Two say the same. Change one of them.")]
    if sorted(key.get("order") or []) != sorted(items):
        return [_("Say of each in which place it stands.")]
    return []


def shown_key(content, key):
    names = texts(content["items"])
    return " → ".join(names[one] for one in key["order"])


def shown_response(response, content):
    names = texts(content["items"])
    placed = sorted(response.items(), key=lambda pair: int(pair[1]))
    return " → ".join(f"({place}) {names.get(one, one)}" for one, place in placed)


def by_part(response, content, key):
    right = {one: str(place) for place, one in enumerate(key["order"], start=1)}
    return parts_told(right, response, texts(content["items"]), {})


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        key = key or {}
        names = texts((content or {}).get("items"))
        self.fields["items"] = pair_lines.LinesField(
            label=gettext_lazy("In the right order, one a line"),
            initial="\n".join(names[one] for one in key.get("order", [])),
            help_text=gettext_lazy("They are mixed for the pupils."),
            error_messages={"required": gettext_lazy("Write at least two things to be put in order.")},
        )
        self.fields["grading"] = forms.ChoiceField(
            label=gettext_lazy("How it is marked"),
            choices=GRADINGS,
            widget=forms.RadioSelect,
            initial=key.get("grading", "place"),
        )

    def parts(self):
        lines = self.cleaned_data["items"]
        items = [{"id": str(number), "text": text} for number, text in enumerate(lines, start=1)]
        order = [one["id"] for one in items]
        return veil({"items": items}, {"order": order, "grading": self.cleaned_data["grading"]})
