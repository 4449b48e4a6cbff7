"""A loss, the paper of the police, the day it was found; a list of machines to be written off."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.models import Loss
from students.models import School


class LossForm(forms.ModelForm):
    happened_on = day_field(_("when it was lost"), initial=timezone.localdate)
    revoke = forms.BooleanField(
        label=_("unbind its browsers, so that nobody goes on under its name"), required=False, initial=True
    )
    block = forms.BooleanField(
        label=_("write its SIM card down as lost, so that it is blocked"), required=False, initial=True
    )

    class Meta:
        model = Loss
        fields = ["kind", "happened_on", "place", "circumstances"]
        widgets = {"kind": forms.RadioSelect, "circumstances": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"circumstances": _("What happened, and who was told. No names of children are needed.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Loss.Kind.choices
        self.fields["kind"].initial = Loss.Kind.LOST

    def clean_happened_on(self):
        return not_ahead(self.cleaned_data["happened_on"])


class PoliceForm(forms.Form):
    police_number = forms.CharField(label=_("number of the police paper"), max_length=60)
    police_on = day_field(_("date of the police paper"), initial=timezone.localdate)

    def clean_police_on(self):
        return not_ahead(self.cleaned_data["police_on"])


class FoundForm(forms.Form):
    found_on = day_field(_("found on"), initial=timezone.localdate)
    found_note = forms.CharField(label=_("where and how it was found"), max_length=300)

    def clean_found_on(self):
        return not_ahead(self.cleaned_data["found_on"])


class ProposeForm(forms.Form):
    school = forms.ModelChoiceField(School.objects.none(), label=_("school"), to_field_name="code")
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        if len(only := schools[:2]) == 1:
            self.fields["school"].initial = only[0].code
            self.fields["school"].widget = forms.HiddenInput()


class LineForm(forms.Form):
    code = forms.CharField(label=_("Code on the label, serial number or IMEI"), max_length=200)
    reason = forms.CharField(
        label=_("reason"), max_length=300, help_text=_("For example: beyond repair, the mainboard is burnt.")
    )
    value = forms.IntegerField(
        label=_("value that is left (VND)"), min_value=0, max_value=999_999_999, initial=0
    )


class DecisionForm(forms.Form):
    decision_number = forms.CharField(label=_("number of the decision"), max_length=60)
    decided_on = day_field(_("date of the decision"), initial=timezone.localdate)

    def clean_decided_on(self):
        return not_ahead(self.cleaned_data["decided_on"])
