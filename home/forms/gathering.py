"""A draft of an entry out of what pupils handed in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.models import CultureKind, TellerAgreement
from lms.text import tidy
from students.models import EthnicGroup, Place


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
    agreed = forms.BooleanField(
        label=_("The pupils and their families know that these works go into a public archive, and agree.")
    )

    def __init__(self, *args, works, user, commune=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["works"].choices = [(str(work.pk), work.student.full_name) for work in works]
        self.fields["commune"].queryset = Place.objects.current().communes().order_by("name_fold")
        self.fields["commune"].initial = commune
        agreements = TellerAgreement.objects.visible_to(user).in_force()
        self.fields["agreement"].queryset = agreements.order_by("name_fold", "pk")

    def clean_title(self):
        title = tidy(self.cleaned_data["title"])
        if not title:
            raise ValidationError(_("Write a title."))
        return title
