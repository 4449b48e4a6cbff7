from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from lms.widgets import DayInput
from students.codes import tidy_code
from students.models import DataRequest

# Before the law there was nothing to ask by.
LAW_IN_FORCE = "2026-01-01"


class DataRequestForm(forms.ModelForm):
    """What the family asks. A parent who asks by the own account needs neither name nor day."""

    class Meta:
        model = DataRequest
        fields = ["kind", "words", "asked_by", "asked_on"]
        widgets = {
            "kind": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 4}),
            "asked_on": DayInput(),
        }

    def __init__(self, *args, parent=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(key, capfirst(words)) for key, words in DataRequest.Kind.choices]
        self.fields["kind"].help_text = _(
            "Data can be erased once the pupil has left and has given lent devices back. "
            "Papers about devices are kept for ten years."
        )
        self.fields["asked_by"].widget.attrs["list"] = "guardians"
        self.fields["asked_on"].initial = timezone.localdate()
        self.parent = parent
        if parent:
            del self.fields["asked_by"], self.fields["asked_on"]

    def clean_asked_by(self):
        return tidy(self.cleaned_data["asked_by"])

    def clean_asked_on(self):
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future. Write the day on which it was asked."))
        if str(day) < LAW_IN_FORCE:
            raise forms.ValidationError(_("That is too long ago. Write the day on which it was asked."))
        return day

    def clean(self):
        told = super().clean()
        needs_words = {DataRequest.Kind.CORRECT, DataRequest.Kind.STOP, DataRequest.Kind.QUESTION}
        if told.get("kind") in needs_words and not told.get("words", "").strip():
            self.add_error("words", _("Write what it is about, in a sentence."))
        return told

    def asked(self):
        """(who, on which day)"""
        if self.parent:
            return self.parent.full_name, timezone.localdate()
        return self.cleaned_data["asked_by"], self.cleaned_data["asked_on"]


class AnswerForm(forms.Form):
    """A sentence to the family: it is heard, and when it will be done."""

    words = forms.CharField(
        label=_("What you told the family"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(key, capfirst(words)) for key, words in DataRequest.Outcome.choices],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was done, or why not"),
        help_text=_("The family reads this sentence."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_outcome(self):
        outcome = self.cleaned_data["outcome"]
        is_done = outcome == DataRequest.Outcome.DONE
        if is_done and self.asked.kind == DataRequest.Kind.ERASE and not self.asked.student.erased_at:
            raise forms.ValidationError(
                _(
                    "Nothing is erased yet. Open «See what would be erased» and erase there: "
                    "the request is settled with that."
                )
            )
        return outcome


class EraseForm(forms.Form):
    """The code of the pupil, typed by hand: what is erased does not come back."""

    code = forms.CharField(
        label=_("Sign-in code of the pupil"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student

    def clean_code(self):
        code = tidy_code(self.cleaned_data["code"])
        if code != tidy_code(self.student.code):
            words = _("This is not the code of this pupil. Type %(code)s, as it stands above.")
            raise forms.ValidationError(words % {"code": self.student.code})
        return code
