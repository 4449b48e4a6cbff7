"""What is said of many questions at once; what stays empty stays as it is with each."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import QuestionVersion
from lms.text import tidy

AS_IT_IS = [("", _("leave as it is"))]


class SortingForm(forms.Form):
    level = forms.ChoiceField(
        label=_("Level"), choices=AS_IT_IS + QuestionVersion.Level.choices, required=False
    )
    topic = forms.CharField(
        label=_("Topic"), max_length=120, required=False, widget=forms.TextInput(attrs={"list": "topics"})
    )
    curriculum = forms.CharField(label=_("Code in the curriculum"), max_length=40, required=False)

    def clean_topic(self):
        return tidy(self.cleaned_data["topic"])

    def clean_curriculum(self):
        return tidy(self.cleaned_data["curriculum"])

    def clean(self):
        if not any(super().clean().values()) and not self.errors:
            self.add_error(None, _now("Say a level, a topic or a code of the curriculum."))
        return self.cleaned_data

    def told(self):
        return {name: value for name, value in self.cleaned_data.items() if value}
