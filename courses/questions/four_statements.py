"""Four statements, each true or false (Part II of the exam since 2025).

By the number judged rightly: 0 → 0, 1 → 0.1, 2 → 0.25, 3 → 0.5, 4 → 1 of the question's points.
A statement without an answer is not right. Only statements that their author calls independent may be shown
in another order: often the second builds on the first.
"""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

LABEL = gettext_lazy("four statements, true or false")
TEMPLATE = "courses/questions/four_statements.html"

LETTERS = "abcd"
SCALE = [Decimal("0"), Decimal("0.1"), Decimal("0.25"), Decimal("0.5"), Decimal("1")]
TRUTH = [("true", pgettext_lazy("statement", "True")), ("false", pgettext_lazy("statement", "False"))]


def pupil_view(content):
    told = [{"id": one["id"], "text": one["text"]} for one in content["statements"]]
    return {"statements": told, "independent": bool(content.get("independent"))}


def read_response(raw, content):
    """`{"a": "true", …}`; from a form a list such as ["a:true", "c:false"]."""
    if isinstance(raw, list):
        raw = dict(one.split(":", 1) for one in raw if isinstance(one, str) and ":" in one)
    if not isinstance(raw, dict):
        return None
    return {letter: raw[letter] for letter in LETTERS if raw.get(letter) in ("true", "false")} or None


def score(response, content, key):
    response = response or {}
    return SCALE[sum(response.get(letter) == key[letter] for letter in LETTERS)]


def problems(content, key):
    written = {one["id"] for one in content.get("statements", []) if one["text"].strip()}
    told = []
    if written != set(LETTERS):
        told.append(_("Write all four statements a, b, c, d."))
    if any(key.get(letter) not in ("true", "false") for letter in LETTERS):
        told.append(_("Say of each statement whether it is true or false."))
    return told


def shown_key(content, key):
    words = dict(TRUTH)
    return ", ".join(f"{letter}) {words[key[letter]]}" for letter in LETTERS)


def shown_response(response, content):
    words = dict(TRUTH)
    return ", ".join(f"{letter}) {words[truth]}" for letter, truth in sorted(response.items()))


class EditForm(forms.Form):
    template = "courses/authoring/_statements.html"

    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)
        known = {one["id"]: one["text"] for one in (content or {}).get("statements", [])}
        for letter in LETTERS:
            label = gettext_lazy("Statement %(letter)s") % {"letter": letter}
            self.fields[f"statement_{letter}"] = forms.CharField(
                label=label,
                max_length=500,
                initial=known.get(letter, ""),
                widget=forms.TextInput(attrs={"aria-label": label}),
                error_messages={"required": gettext_lazy("Write this statement.")},
            )
            self.fields[f"truth_{letter}"] = forms.ChoiceField(
                label=gettext_lazy("Statement %(letter)s is") % {"letter": letter},
                choices=TRUTH,
                widget=forms.RadioSelect,
                initial=(key or {}).get(letter),
                error_messages={
                    "required": gettext_lazy("Say whether it is true or false."),
                    "invalid_choice": gettext_lazy("Say whether it is true or false."),
                },
            )
            self.fields[f"said_{letter}"] = forms.CharField(
                label=gettext_lazy("Remark after answering"),
                required=False,
                max_length=500,
                initial=((key or {}).get("said") or {}).get(letter, ""),
            )

        self.fields["independent"] = forms.BooleanField(
            label=gettext_lazy("The statements are independent: their order may be shuffled"),
            required=False,
            initial=bool((content or {}).get("independent")),
        )

    def rows(self):
        """(letter, text, whether it is true, remark) of each statement, as they stand side by side."""
        return [
            (letter, *(self[f"{name}_{letter}"] for name in ("statement", "truth", "said")))
            for letter in LETTERS
        ]

    def parts(self):
        told = self.cleaned_data
        statements = [{"id": letter, "text": told[f"statement_{letter}"]} for letter in LETTERS]
        said = {letter: told[f"said_{letter}"] for letter in LETTERS if told[f"said_{letter}"]}
        key = {letter: told[f"truth_{letter}"] for letter in LETTERS}
        content = {"statements": statements, **({"independent": True} if told["independent"] else {})}
        return content, {**key, **({"said": said} if said else {})}
