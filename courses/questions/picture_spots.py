"""Words that belong to places of the question's picture. Right places ÷ places.

Each place has a number in the picture, and below a list to choose its word from: the same by touch, by keys
and read aloud. Where there is a script, words are put into the picture itself (js/picture-spots.js).
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import pair_lines, worth
from .parts import bare, chosen, ids, parts_told, texts, veiled

LABEL = gettext_lazy("words into a picture")
TEMPLATE = "courses/questions/picture_spots.html"
NEEDS_PICTURE = True

MOST = 15
SIDES = ("x", "y", "w", "h")
NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?", re.ASCII)


def pupil_view(content):
    spots = [
        {"id": spot["id"], "number": number, **{side: spot[side] for side in SIDES}, **middle(spot)}
        for number, spot in enumerate(content["spots"], start=1)
    ]
    return {"spots": spots, "items": bare(content["items"])}


def middle(spot):
    return {"cx": round(spot["x"] + spot["w"] / 2, 2), "cy": round(spot["y"] + spot["h"] / 2, 2)}


def veil(content, key):
    items, names = veiled(content["items"])
    spots = {spot: names[item] for spot, item in key["spots"].items() if item in names}
    return {**content, "items": items}, {**key, "spots": spots}


def read_response(raw, content):
    """{spot: item}."""
    return chosen(raw, ids(content["spots"]), ids(content["items"]))


def score(response, content, key):
    response = response or {}
    right = sum(response.get(spot) == item for spot, item in key["spots"].items())
    return worth.part(right, len(key["spots"]))


def problems(content, key):
    spots, items = ids(content.get("spots")), ids(content.get("items"))
    if not 1 <= len(spots) <= MOST:
        return [_("Mark one to %(most)d places in the picture.") % {"most": MOST}]
    told = []
    if not all(_inside(spot) for spot in content["spots"]):
        told.append(_("A place lies outside the picture: all four numbers are per cent of it."))
    if len(items) < 2:
        told.append(_("Write at least two words to choose from; one may belong to no place."))
    if len(set(texts(content["items"]).values())) < len(items):
        told.append(_("Two words are the same. Change one of them."))
    if set(key.get("spots", {})) != set(spots) or not set(key["spots"].values()) <= set(items):
        told.append(_("Say of each place which word belongs there."))
    return told


def _inside(spot):
    x, y, w, h = (spot.get(side) for side in SIDES)
    return all(type(side) in (int, float) for side in (x, y, w, h)) and (
        x >= 0 and y >= 0 and w > 0 and h > 0 and x + w <= 100 and y + h <= 100
    )


def shown_key(content, key):
    return _numbered(key["spots"], content)


def shown_response(response, content):
    return _numbered(response, content)


def _numbered(told, content):
    names = texts(content["items"])
    spots = enumerate(ids(content["spots"]), start=1)
    return "; ".join(f"({number}) {names.get(told[one], '–')}" for number, one in spots if one in told)


def by_part(response, content, key):
    labels = {spot["id"]: str(number) for number, spot in enumerate(content["spots"], start=1)}
    return parts_told(key["spots"], response, labels, texts(content["items"]))


class EditForm(forms.Form):
    template = "courses/authoring/_spots.html"

    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        content, key = content or {}, key or {}
        names = texts(content.get("items"))
        told = key.get("spots", {})
        lines = [
            f"{' '.join(f'{spot[side]:g}' for side in SIDES)} | {names.get(told.get(spot['id']), '')}"
            for spot in content.get("spots", [])
        ]
        self.fields["spots"] = pair_lines.LinesField(
            label=gettext_lazy("Places in the picture and their words, one a line"),
            initial="\n".join(lines),
            help_text=gettext_lazy(
                "Add the picture below, then draw a frame in it: a line comes by itself, and you write "
                "the word behind |. By hand: per cent from the left, from the top, width, height – "
                "such as 10 20 15 8 | lá."
            ),
            error_messages={"required": gettext_lazy("Mark at least one place in the picture.")},
        )
        self.fields["spare"] = pair_lines.LinesField(
            label=gettext_lazy("Further words that belong to no place, one a line"),
            rows=2,
            required=False,
            initial="\n".join(text for one, text in names.items() if one not in told.values()),
        )

    def clean_spots(self):
        found = []
        for number, (sides, word) in enumerate(pair_lines.read_pairs(self.cleaned_data["spots"]), start=1):
            numbers = sides.replace(",", ".").split()
            if len(numbers) != len(SIDES) or not all(NUMBER.fullmatch(one) for one in numbers):
                raise ValidationError(
                    _("Line %(number)d: begin with four numbers, such as 10 20 15 8 | lá.")
                    % {"number": number}
                )
            found.append((dict(zip(SIDES, map(float, numbers), strict=True)), word))
        return found

    def parts(self):
        told = self.cleaned_data["spots"]
        items = pair_lines.numbered([*(word for _sides, word in told), *self.cleaned_data["spare"]])
        names = {one["text"]: one["id"] for one in items}
        spots = [{"id": str(number), **sides} for number, (sides, _word) in enumerate(told, start=1)]
        key = {spot["id"]: names[word] for spot, (_sides, word) in zip(spots, told, strict=True)}
        return veil({"spots": spots, "items": items}, {"spots": key})
