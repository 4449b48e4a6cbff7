from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.models import Incident, RepairTicket


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("what happened"), choices=Incident.Kind.choices, widget=forms.RadioSelect, initial="broken"
    )
    words = forms.CharField(
        label=_("in your words"),
        max_length=1000,
        help_text=_("For example: the screen stays dark, it does not charge, the glass is broken."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendForm(forms.Form):
    fault = forms.CharField(label=_("fault"), max_length=120)
    workshop = forms.CharField(label=_("repaired by"), max_length=160, required=False)
    sent_on = day_field(_("sent on"), initial=timezone.localdate)

    def clean_sent_on(self):
        return not_ahead(self.cleaned_data["sent_on"])


class BackForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("outcome"), choices=RepairTicket.Outcome.choices, widget=forms.RadioSelect, initial="fixed"
    )
    back_on = day_field(_("back on"), initial=timezone.localdate)
    cost = forms.IntegerField(label=_("cost (VND)"), required=False, min_value=0, max_value=999_999_999)

    def clean_back_on(self):
        return not_ahead(self.cleaned_data["back_on"])


def not_ahead(day):
    if day and day > timezone.localdate():
        raise ValidationError(_("This day lies ahead. Write today or an earlier day."))
    return day
