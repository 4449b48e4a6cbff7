from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from students.models import Consent

# Which text the family signed; raised when the wording of the form changes.
TEXT_VERSION = "2026-09"
AGE_OF_OWN_VOICE = 7


class ConsentForm(forms.ModelForm):
    """Nothing is ticked beforehand: silence is no consent (Law 91/2025)."""

    class Meta:
        model = Consent
        fields = ["purpose", "given_by", "given_how", "given_on", "child_agreed"]
        widgets = {
            "purpose": forms.RadioSelect,
            "given_how": forms.RadioSelect,
            "given_on": forms.DateInput(attrs={"placeholder": "dd/mm/yyyy"}),
            "child_agreed": forms.CheckboxInput,
        }

    def __init__(self, *args, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student
        self.fields["purpose"].choices = [(key, capfirst(words)) for key, words in Consent.Purpose.choices]
        self.fields["given_how"].choices = [(key, capfirst(words)) for key, words in Consent.Given.choices]
        self.fields["given_on"].initial = timezone.localdate()
        self.fields["given_by"].widget.attrs["list"] = "guardians"

    def clean_given_on(self):
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future. Write the day on the paper."))
        return day

    def clean(self):
        told = super().clean()
        purpose, born = told.get("purpose"), self.student.date_of_birth
        old_enough = born is None or (timezone.localdate() - born).days >= AGE_OF_OWN_VOICE * 365.25
        if purpose == Consent.Purpose.PHOTO and old_enough and not told.get("child_agreed"):
            self.add_error(
                "child_agreed", _("For photos of a child of 7 or over the child must agree as well.")
            )
        if purpose and self.student.consents.in_force().filter(purpose=purpose).exists():
            self.add_error("purpose", _("A consent for this purpose is in force already. Withdraw it first."))
        return told

    @transaction.atomic
    def save(self, by):
        consent = super().save(commit=False)
        consent.student = self.student
        consent.text_version = TEXT_VERSION
        consent.recorded_by = by
        consent.save()
        return consent
