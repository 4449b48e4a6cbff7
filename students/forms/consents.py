from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from lms.widgets import DayInput
from students import consents
from students.models import Consent


class ConsentForm(forms.ModelForm):
    """Nothing is ticked beforehand: silence is no consent (Law 91/2025)."""

    child_agreed = forms.BooleanField(
        label=_("the child agreed as well"),
        help_text=_("From seven years on. For photos and names in public it must."),
        required=False,
    )

    class Meta:
        model = Consent
        fields = ["purpose", "given_by", "given_how", "given_on"]
        widgets = {
            "purpose": forms.RadioSelect,
            "given_how": forms.RadioSelect,
            "given_on": DayInput(),
        }

    def __init__(self, *args, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student
        self.fields["purpose"].choices = Consent.Purpose.choices
        # What is given digitally is given by the family itself, on its own page.
        self.fields["given_how"].choices = [
            one for one in Consent.Given.choices if one[0] != Consent.Given.DIGITAL
        ]
        self.fields["given_on"].initial = timezone.localdate()
        self.fields["given_by"].widget.attrs["list"] = "guardians"
        if not consents.has_own_voice(student, timezone.localdate()):
            del self.fields["child_agreed"]

    def clean_given_by(self):
        return tidy(self.cleaned_data["given_by"])

    def clean_given_on(self):
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future. Write the day on the paper."))
        return day

    def clean(self):
        told = super().clean()
        purpose, day = told.get("purpose"), told.get("given_on")
        if (
            purpose
            and day
            and consents.lacks_childs_word(self.student, purpose, day, told.get("child_agreed"))
        ):
            self.add_error(
                "child_agreed" if "child_agreed" in self.fields else None,
                _("What is made public of a child of 7 or over needs the child's own yes as well."),
            )
        if purpose and consents.agrees(self.student, purpose):
            self.add_error("purpose", _("A consent for this purpose is in force already. Withdraw it first."))
        return told

    def save(self, by):
        told = self.cleaned_data
        consent, _is_new = consents.give(
            self.student,
            told["purpose"],
            by=by,
            given_by=told["given_by"],
            how=told["given_how"],
            on=told["given_on"],
            child_agreed=told.get("child_agreed", False),
        )
        return consent
