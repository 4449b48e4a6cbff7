"""The pieces of a lecture that are words: heading, text, note, example."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import typed_text
from courses.forms.writing_pieces import PieceForm, said
from courses.forms.writing_voices import VoiceMixin, parted, reading
from courses.formulas import BadFormula, check_formulas

# What the formula helper puts into a formula, and how its button looks.
SIGNS = [
    (r"\frac{}{}", "a⁄b"),
    (r"\sqrt{}", "√"),
    ("^{}", "xⁿ"),
    ("_{}", "x₁"),
    (r"\times", "×"),
    (r"\cdot", "·"),
    (r"\le", "≤"),
    (r"\ge", "≥"),
    (r"\ne", "≠"),
    (r"\approx", "≈"),
    (r"\pi", "π"),
    (r"^\circ", "°"),
    (r"\angle", "∠"),
    (r"\Delta", "Δ"),
]
LONGEST_TEXT = 20_000


class HeadingForm(PieceForm):
    kind = "heading"
    label = _("Heading")
    text = forms.CharField(label=_("Heading"), max_length=120)

    @classmethod
    def initial_of(cls, value):
        return {"text": value.get("text", "")}

    def value(self):
        return {"text": said(self.cleaned_data["text"]), "size": self.before.get("size") or "2"}


class MarkedField(forms.CharField):
    """A text with few marks (courses/typed_text.py); it gives rich text."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 6, "class": "marks-field__text"}),
            help_text=_(
                "An empty line begins a new paragraph. Between ** and ** it is bold, a line beginning with • "
                "stands in a list, a formula stands between \\( and \\)."
            ),
            **kwargs,
        )

    def clean(self, value):
        told = super().clean(value)
        html = typed_text.to_html(told)
        try:
            check_formulas(html)
        except BadFormula as why:
            raise ValidationError(str(why)) from why
        return html


class TextForm(VoiceMixin, PieceForm):
    kind = "text"
    label = _("Text")
    signs = SIGNS
    text = MarkedField(label=_("Text"), error_messages={"required": _("Write the text.")})
    drop_sound = forms.BooleanField(label=_("Take the recording away"), required=False)
    field_order = ["text"]

    def prepare(self):
        self.spoken, self.others = parted(self.before)
        if not self.spoken:
            del self.fields["drop_sound"]

    @classmethod
    def initial_of(cls, value):
        text = typed_text.to_marks(value.get("text") or "")
        return None if text is None else {"text": text}

    def value(self):
        told = {"text": self.cleaned_data["text"]}
        if typed_text.canonical(told["text"]) == typed_text.canonical(self.before.get("text") or ""):
            told = {}
        sound = self.cleaned_data.get("sound")
        if not sound and not self.cleaned_data.get("drop_sound"):
            return told
        _spoken, others = parted(self.before)
        return {**told, "reading": None, "readings": [reading(sound), *others] if sound else others}


class NoteForm(PieceForm):
    kind = "note"
    label = _("Note")
    signs = SIGNS
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    text = MarkedField(label=_("Text"), error_messages={"required": _("Write the text.")})

    @classmethod
    def initial_of(cls, value):
        text = typed_text.to_marks(value.get("text") or "")
        return None if text is None else {"text": text, "title": value.get("title", "")}

    def value(self):
        told = {"title": said(self.cleaned_data["title"]), "text": self.cleaned_data["text"]}
        if typed_text.canonical(told["text"]) == typed_text.canonical(self.before.get("text") or ""):
            del told["text"]
        return told


class ExampleForm(NoteForm):
    kind = "example"
    label = _("Example")
