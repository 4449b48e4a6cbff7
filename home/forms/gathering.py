"""A draft of an entry out of what pupils handed in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from home.models import CultureKind, TellerAgreement
from lms.text import tidy
from lms.widgets import DayInput
from students.models import EthnicGroup, Place

# What pupil and family are asked, one by one; kept with each work as it was said.
ASKED = _("The pupil and the family know that this work goes into a public archive, and both agree.")


class GatherForm(forms.Form):
    works = forms.MultipleChoiceField(label=_("Works that go into it"), widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label=_("title"), max_length=120)
    kind = forms.ModelChoiceField(label=_("kind"), queryset=CultureKind.objects.all())
    people = forms.ModelChoiceField(label=_("whose culture it is"), queryset=EthnicGroup.objects.all())
    commune = forms.ModelChoiceField(label=_("commune"), queryset=None)
    agreement = forms.ModelChoiceField(
        label=_("who told it"),
        queryset=None,
        required=False,
        help_text=_("Somebody whose agreement is written down; add it later where it is missing."),
    )
    agreed = forms.MultipleChoiceField(label=ASKED, required=False, widget=forms.CheckboxSelectMultiple)
    agreed_on = forms.DateField(label=_("The day they said so"), widget=DayInput)

    def __init__(self, *args, works, user, commune=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {str(work.pk): work.student.full_name for work in works}
        self.fields["works"].choices = self.fields["agreed"].choices = list(self.names.items())
        self.fields["agreed_on"].initial = timezone.localdate
        self.fields["commune"].queryset = Place.objects.current().communes().order_by("name_fold")
        self.fields["commune"].initial = commune
        agreements = TellerAgreement.objects.visible_to(user).in_force()
        self.fields["agreement"].queryset = agreements.order_by("name_fold", "pk")

    def clean_title(self):
        title = tidy(self.cleaned_data["title"])
        if not title:
            raise ValidationError(_("Write a title."))
        return title

    def clean_agreed_on(self):
        day = self.cleaned_data["agreed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Write the day on which they agreed."))
        return day

    def clean(self):
        told = super().clean()
        agreed = told.get("agreed", ())
        if missing := [self.names[key] for key in told.get("works", ()) if key not in agreed]:
            words = _now(
                "Not ticked that pupil and family agree: %(names)s. Ask them first, or leave the work out."
            )
            self.add_error("works", words % {"names": ", ".join(missing)})
        return told
