"""Forms of the exchange: threads, rules of a class, decisions, pauses, pairings, the list of words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import ClassTalk, Flag, HeldWord, Pairing
from lms.text import tidy
from lms.widgets import DayInput
from students.models import SchoolClass

DAYS = ["%d/%m/%Y", "%d-%m-%Y"]


class TalkForm(forms.ModelForm):
    class Meta:
        model = ClassTalk
        fields = ["is_open", "pupils_begin", "approve_first"]


class FlagForm(forms.ModelForm):
    class Meta:
        model = Flag
        fields = ["kind", "words"]
        widgets = {"kind": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"kind": {"required": _("Choose one of these, then tell your teachers.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Nothing is ticked before the child has chosen.
        self.fields["kind"].choices = Flag.Kind.choices


class MuteForm(forms.Form):
    until = forms.DateField(label=_("up to and including"), widget=DayInput(), input_formats=DAYS)
    reason = forms.CharField(
        label=_("Reason, which the pupil reads"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class InviteForm(forms.ModelForm):
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput(), input_formats=DAYS)

    class Meta:
        model = Pairing
        fields = ["title", "ends_on"]


class AcceptForm(forms.Form):
    code = forms.CharField(label=_("Code of the invitation"), max_length=20)
    school_class = forms.ModelChoiceField(
        label=_("Your class"), queryset=SchoolClass.objects.none(), to_field_name="uid", empty_label=None
    )

    def __init__(self, *args, classes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes


class HeldWordForm(forms.ModelForm):
    class Meta:
        model = HeldWord
        fields = ["text", "only_with_marks"]

    def clean_text(self):
        return tidy(self.cleaned_data["text"]).lower()
