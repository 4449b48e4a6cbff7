from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.question_picture import PictureForm
from courses.forms.question_sound import SoundForm
from courses.formulas import BadFormula, check_formulas


class PassageForm(SoundForm, PictureForm):
    """What a passage says, and the picture that belongs to it."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=20_000,
        help_text=_("Formulas as LaTeX between \\( and \\), for example \\(\\frac{1}{2}\\)."),
    )
    field_order = ["title", "text", "picture", "alt", "drop_picture"]

    def __init__(self, data=None, files=None, *, passage=None):
        initial = {name: getattr(passage, name) for name in ("title", "text", "alt")} if passage else {}
        super().__init__(data, files, initial=initial)
        self.keep_picture(passage.picture if passage else None)
        self.keep_sound(passage.audio if passage else None)

    def clean_text(self):
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            check_formulas(text)
        except BadFormula as why:
            raise forms.ValidationError(str(why)) from why
        return text

    def parts(self):
        """What a Passage keeps."""
        return {
            "title": self.cleaned_data["title"],
            "text": self.cleaned_data["text"],
            **self.picture_parts(),
            **self.sound_parts(title=self.cleaned_data["title"]),
        }
