from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import RemarkPhrase
from lms.history import note_change
from lms.text import fold, tidy
from students.models import School


class PhraseForm(forms.ModelForm):
    """A phrase of one's own; who leads a school may keep it for all of the school."""

    for_school = forms.BooleanField(label=_("For all teachers of the school"), required=False)

    class Meta:
        model = RemarkPhrase
        fields = ["level", "words"]
        widgets = {"level": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.led = list(School.objects.visible_to(by, to="close terms")[:2])
        if len(self.led) != 1:
            # Of several schools (the province) none is meant by itself.
            del self.fields["for_school"]

    def clean_words(self):
        return tidy(self.cleaned_data["words"])

    def keep(self):
        """False when one reads the same words already."""
        same = RemarkPhrase.objects.visible_to(self.by).filter(level=self.cleaned_data["level"])
        wanted = fold(self.cleaned_data["words"])
        if any(fold(words) == wanted for words in same.values_list("words", flat=True)):
            return False
        phrase = self.save(commit=False)
        phrase.by = self.by
        if self.cleaned_data.get("for_school"):
            phrase.school = self.led[0]
        phrase.save()
        if phrase.school_id:
            note_change(self.by, "keep a phrase", phrase, after={"words": phrase.words})
        return True
