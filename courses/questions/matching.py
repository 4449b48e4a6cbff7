"""Pairs: each on the left goes with one on the right, which may have more. Right pairs ÷ pairs."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import pair_lines, worth
from .parts import bare, chosen, ids, parts_told, shown_pairs, texts, veiled

LABEL = gettext_lazy("matching")
TEMPLATE = "courses/questions/matching.html"

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST = 20
# What is longer, or has a formula, stands in a list beside, and the choice is by letter.
SHORT = 40


def pupil_view(content):
    right = [{**one, "letter": letter} for letter, one in zip(LETTERS, bare(content["right"]), strict=False)]
    listed = any("\\(" in one["text"] or len(one["text"]) > SHORT for one in right)
    return {"left": bare(content["left"]), "right": right, "listed": listed}


def veil(content, key):
    """(content, key) whose order and ids tell nothing of the pairs."""
    right, names = veiled(content["right"])
    left = [{**one, "id": str(number)} for number, one in enumerate(content["left"], start=1)]
    new = {one["id"]: fresh["id"] for one, fresh in zip(content["left"], left, strict=True)}
    pairs = {new[one]: names[other] for one, other in key["pairs"].items() if one in new and other in names}
    return {**content, "left": left, "right": right}, {**key, "pairs": pairs}


def read_response(raw, content):
    """{left: right}."""
    return chosen(raw, ids(content["left"]), ids(content["right"]))


def score(response, content, key):
    response = response or {}
    pairs = key["pairs"]
    return worth.part(sum(response.get(left) == right for left, right in pairs.items()), len(pairs))


def problems(content, key):
    left, right = ids(content.get("left")), ids(content.get("right"))
    if len(left) < 2:
        return [_("Write at least two pairs.")]
    if len(left) > MOST or len(right) > MOST:
        return [_("At most %(most)d pairs.") % {"most": MOST}]
    if len(set(texts(content["left"]).values())) < len(left):
        return [_("Two on the left say the same. Change one of them.")]
    if len(set(texts(content["right"]).values())) < len(right):
        return [_("Two on the right say the same. Change one of them.")]
    pairs = key.get("pairs", {})
    if set(pairs) != set(left) or not set(pairs.values()) <= set(right):
        return [_("Say of each on the left what it goes with.")]
    return []


def shown_key(content, key):
    return shown_pairs(key["pairs"], texts(content["left"]), texts(content["right"]))


def shown_response(response, content):
    return shown_pairs(response, texts(content["left"]), texts(content["right"]))


def by_part(response, content, key):
    return parts_told(key["pairs"], response, texts(content["left"]), texts(content["right"]))


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        content, key = content or {}, key or {}
        left, right = texts(content.get("left")), texts(content.get("right"))
        pairs = {one: key["pairs"].get(one) for one in left} if key else {}
        spare = [text for one, text in right.items() if one not in pairs.values()]
        self.fields["pairs"] = pair_lines.LinesField(
            label=gettext_lazy("Pairs, one a line, with | between"),
            initial="\n".join(f"{left[one]} | {right.get(other, '')}" for one, other in pairs.items()),
            help_text=gettext_lazy("For example: Hà Nội | thủ đô. The right sides are mixed for the pupils."),
            error_messages={"required": gettext_lazy("Write at least two pairs.")},
        )
        self.fields["spare"] = pair_lines.LinesField(
            label=gettext_lazy("Further right sides that go with nothing, one a line"),
            rows=2,
            required=False,
            initial="\n".join(spare),
        )

    def clean_pairs(self):
        return pair_lines.read_pairs(self.cleaned_data["pairs"])

    def parts(self):
        pairs = self.cleaned_data["pairs"]
        left = [{"id": str(number), "text": one} for number, (one, _other) in enumerate(pairs, start=1)]
        right = pair_lines.numbered([*(other for _one, other in pairs), *self.cleaned_data["spare"]])
        names = {one["text"]: one["id"] for one in right}
        key = {one["id"]: names[other] for one, (_left, other) in zip(left, pairs, strict=True)}
        return veil({"left": left, "right": right}, {"pairs": key})
