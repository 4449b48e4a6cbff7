"""Things to be sorted into groups. Right ones ÷ things."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import pair_lines, worth
from .parts import bare, chosen, ids, parts_told, shown_pairs, texts, veiled

LABEL = gettext_lazy("sorting into groups")
TEMPLATE = "courses/questions/classify.html"

MOST_GROUPS, MOST_ITEMS = 6, 20


def pupil_view(content):
    return {"groups": bare(content["groups"]), "items": bare(content["items"])}


def veil(content, key):
    items, names = veiled(content["items"])
    groups = {names[one]: group for one, group in key["groups"].items() if one in names}
    return {**content, "items": items}, {**key, "groups": groups}


def read_response(raw, content):
    """{item: group}."""
    return chosen(raw, ids(content["items"]), ids(content["groups"]))


def score(response, content, key):
    response = response or {}
    right = sum(response.get(one) == group for one, group in key["groups"].items())
    return worth.part(right, len(content["items"]))


def problems(content, key):
    groups, items = ids(content.get("groups")), ids(content.get("items"))
    told = []
    if not 2 <= len(groups) <= MOST_GROUPS:
        told.append(_("Write two to %(most)d groups.") % {"most": MOST_GROUPS})
    if not 2 <= len(items) <= MOST_ITEMS:
        told.append(_("Write two to %(most)d things to be sorted.") % {"most": MOST_ITEMS})
    if len(set(texts(content.get("items")).values())) < len(items):
        told.append(_("Two say the same. Change one of them."))
    pairs = key.get("groups", {})
    if set(pairs) != set(items) or not set(pairs.values()) <= set(groups):
        told.append(_("Say of each thing into which group it goes."))
    return told


def shown_key(content, key):
    return shown_pairs(key["groups"], texts(content["items"]), texts(content["groups"]))


def shown_response(response, content):
    return shown_pairs(response, texts(content["items"]), texts(content["groups"]))


def by_part(response, content, key):
    return parts_told(key["groups"], response, texts(content["items"]), texts(content["groups"]))


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        content, key = content or {}, key or {}
        items, groups = texts(content.get("items")), texts(content.get("groups"))
        lines = []
        for group, name in groups.items():
            inside = [items[one] for one in items if key["groups"].get(one) == group]
            lines.append(f"{name}: {'; '.join(inside)}")
        self.fields["groups"] = pair_lines.LinesField(
            label=gettext_lazy("Groups and what belongs into each, one group a line"),
            initial="\n".join(lines),
            help_text=gettext_lazy(
                "For example: Động vật: con trâu; con gà – and on the next line: Thực vật: cây lúa; cây ngô. "
                "They are mixed for the pupils."
            ),
            error_messages={"required": gettext_lazy("Write the groups and what belongs into each.")},
        )

    def clean_groups(self):
        found = []
        for number, line in enumerate(self.cleaned_data["groups"], start=1):
            name, *rest = pair_lines.split(line, ":")
            inside = [one for one in pair_lines.split(": ".join(rest), ";") if one]
            if not name or not inside:
                raise ValidationError(
                    _("Line %(number)d: write the group, a colon, and what belongs into it.")
                    % {"number": number}
                )
            found.append((name, inside))
        return found

    def parts(self):
        groups, items, key = [], [], {}
        for name, inside in self.cleaned_data["groups"]:
            groups.append({"id": str(len(groups) + 1), "text": name})
            for text in inside:
                items.append({"id": str(len(items) + 1), "text": text})
                key[items[-1]["id"]] = groups[-1]["id"]
        return veil({"groups": groups, "items": items}, {"groups": key})
