"""A question that is asked in a lecture: one of four, true or false, a short answer; each with its reason."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.formulas import BadFormula, check_formulas
from courses.questions import KINDS, short_number, short_text
from courses.questions.four_statements import TRUTH

LETTERS = "abcd"
WRITTEN = [
    ("one_choice", _("one of four")),
    ("true_false", _("true or false")),
    ("short", _("short answer")),
]


class QuestionForm(forms.Form):
    """Plain: what belongs to another kind stays empty."""

    was = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    question = forms.UUIDField(widget=forms.HiddenInput)
    asked = forms.ChoiceField(label=_("Kind of question"), choices=WRITTEN, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A formula stands between \\( and \\)."),
        error_messages={"required": _("Write the question.")},
    )
    truth = forms.ChoiceField(
        label=_("The sentence above is"), choices=TRUTH, widget=forms.RadioSelect, required=False
    )
    accepted = forms.CharField(
        label=_("Accepted answers, one a line"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A number is compared as a number: 0,5 is 0,50."),
    )
    feedback = forms.CharField(
        label=_("Why is it so?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown after answering."),
    )

    def __init__(self, *args, version=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        for number, letter in enumerate(LETTERS, start=1):
            self.fields[f"option_{letter}"] = forms.CharField(
                label=_("Answer %(number)d") % {"number": number}, max_length=500, required=False
            )
        # Empty in the other kinds of question alone, so nobody reads that it may stay so.
        for name in ("option_a", "option_b", "accepted"):
            self.fields[name].is_needed = True
        self.fields["right"] = forms.ChoiceField(
            label=_("Which one is right?"),
            choices=[
                (letter, _("Answer %(number)d") % {"number": n}) for n, letter in enumerate(LETTERS, start=1)
            ],
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields(
            ["asked", "text", *(f"option_{letter}" for letter in LETTERS), "right", "truth", "accepted"]
        )

    @classmethod
    def initial_of(cls, version):
        """What the form shows of a version; None when the version says more than the form can."""
        content, key, told = (
            version.content,
            version.key,
            {"text": version.text, "feedback": version.feedback},
        )
        if version.kind == "one_choice":
            options = content.get("options", [])
            if set(key) != {"right"} or not {one["id"] for one in options} <= set(LETTERS):
                return None
            told |= {f"option_{one['id']}": one["text"] for one in options}
            return told | {"asked": "one_choice", "right": key["right"]}
        if version.kind == "true_false" and set(key) == {"right"}:
            return told | {"asked": "true_false", "truth": key["right"]}
        if version.kind == "short_number" and set(key) <= {"value", "tolerance"} and not key.get("tolerance"):
            return told | {"asked": "short", "accepted": key["value"]}
        if version.kind == "short_text" and set(key) == {"accepted"}:
            return told | {"asked": "short", "accepted": "\n".join(key["accepted"])}
        return None

    def clean_text(self):
        return _drawn(self.cleaned_data["text"])

    def clean_feedback(self):
        return _drawn(self.cleaned_data["feedback"])

    def clean(self):
        told = super().clean()
        if not told.get("asked"):
            return told
        kind, content, key = self._asked(told)
        told["made"] = {"kind": kind, "content": content, "key": key}
        for sentence in KINDS[kind].problems(content, key):
            self.add_error(None, sentence)
        return told

    def said(self):
        """What `practising.write` takes."""
        told = self.cleaned_data
        return {**told["made"], "text": told["text"], "feedback": told["feedback"]}

    def _asked(self, told):
        if told["asked"] == "one_choice":
            written = [(letter, " ".join(told.get(f"option_{letter}", "").split())) for letter in LETTERS]
            options = [{"id": letter, "text": text} for letter, text in written if text]
            return "one_choice", {"options": options}, {"right": told.get("right") or ""}
        if told["asked"] == "true_false":
            return "true_false", {}, {"right": told.get("truth") or ""}
        lines = [" ".join(line.split()) for line in (told.get("accepted") or "").splitlines() if line.strip()]
        kept = self.version.content if self.version else {}
        if len(lines) == 1 and short_number.value(lines[0]) is not None:
            content = {"policy": kept.get("policy", "free"), "unit": kept.get("unit", "")}
            return "short_number", content, {"value": lines[0]}
        # As the question bank has it unless told otherwise.
        usual = {"case_matters": False, "marks_matter": True}
        content = {name: kept.get(name, value) for name, value in usual.items()}
        return "short_text", content, short_text.read_lines(lines)


def _drawn(text):
    text = text.replace("\r\n", "\n").replace("\0", "")
    try:
        check_formulas(text)
    except BadFormula as why:
        raise ValidationError(str(why)) from why
    return text
