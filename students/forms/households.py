"""The household of a pupil, and what its papers say about poverty and policy, each with its days."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.text import tidy
from lms.widgets import DayInput
from students.codes import tidy_code
from students.models import Household, PolicyRecord, PovertyRecord, Student


class HouseholdForm(forms.ModelForm):
    """A household for a pupil who has none yet: a new one, or that of a brother or sister."""

    sibling = forms.CharField(
        label=gettext_lazy("Sign-in code of a brother or sister in the same household"),
        help_text=gettext_lazy("Then the household is that one, and nothing else is asked."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    class Meta:
        model = Household
        fields = ["head_name", "village"]

    field_order = ["head_name", "village", "sibling"]

    def __init__(self, *args, student, siblings, **kwargs):
        super().__init__(*args, **kwargs)
        self.student, self.siblings = student, siblings
        self.fields["head_name"].required = False

    def clean_head_name(self):
        return tidy(self.cleaned_data["head_name"])

    def clean_sibling(self):
        typed = tidy_code(self.cleaned_data["sibling"])
        if not typed:
            return None
        found = self.siblings.filter(code=typed).exclude(pk=self.student.pk).first()
        if found is None or found.household_id is None:
            raise ValidationError(
                _("No pupil of yours with a household has this code. Look at the sign-in card again.")
            )
        return found

    def clean(self):
        cleaned = super().clean()
        if "sibling" in cleaned and not cleaned["sibling"] and not cleaned.get("head_name"):
            self.add_error("head_name", _("Write who is the head of the household."))
        return cleaned

    def save(self, commit=True):
        if sibling := self.cleaned_data["sibling"]:
            household = sibling.household
        else:
            self.instance.commune_id = self.student.commune_id
            household = super().save()
        self.student.household = household
        Student.objects.filter(pk=self.student.pk).update(household=household)
        return household


class CertificateForm(forms.ModelForm):
    """One record of a household. Two of the same sort never cover one day."""

    starts_on = forms.DateField(label=gettext_lazy("from"), widget=DayInput())
    ends_on = forms.DateField(
        label=gettext_lazy("to (last day)"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Leave it empty as long as the certificate holds."),
    )

    def clean_certificate(self):
        return tidy(self.cleaned_data["certificate"])

    def clean_starts_on(self):
        if self.cleaned_data["starts_on"] > timezone.localdate():
            raise ValidationError(_("This day lies ahead. Write the day that stands on the certificate."))
        return self.cleaned_data["starts_on"]

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if not starts:
            return cleaned
        if ends and ends < starts:
            self.add_error("ends_on", _("The last day lies before the first one. Look at both days again."))
            return cleaned
        covered = self.beside(cleaned).filter(Q(ends_on=None) | Q(ends_on__gte=starts))
        if ends:
            covered = covered.filter(starts_on__lte=ends)
        if other := covered.exclude(pk=self.instance.pk).first():
            words = _(
                "«%(what)s» stands here from %(day)s on and covers these days. Write its last day first."
            )
            self.add_error("starts_on", words % {"what": other, "day": f"{other.starts_on:%d/%m/%Y}"})
        return cleaned

    def beside(self, cleaned):
        """The records of the household that must not cover the same days."""
        return type(self.instance).objects.filter(household=self.instance.household)

    def told(self):
        return {
            name: None if (value := self.cleaned_data[name]) is None else str(value)
            for name in self.changed_data
        }

    def before(self):
        return {
            name: None if (value := self.initial.get(name)) is None else str(value)
            for name in self.changed_data
        }


class PovertyForm(CertificateForm):
    class Meta:
        model = PovertyRecord
        fields = ["poverty_class", "certificate", "starts_on", "ends_on"]


class PolicyForm(CertificateForm):
    class Meta:
        model = PolicyRecord
        fields = ["kind", "certificate", "starts_on", "ends_on"]

    def beside(self, cleaned):
        return super().beside(cleaned).filter(kind=cleaned.get("kind", ""))


FORMS = {"poverty": PovertyForm, "policy": PolicyForm}
