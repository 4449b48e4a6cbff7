from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.models import FaultCode, Incident


def fault_field(required=True):
    return forms.ModelChoiceField(
        FaultCode.objects.filter(retired_on=None),
        label=_("what is broken"),
        to_field_name="code",
        widget=forms.RadioSelect,
        empty_label=None if required else _("I do not know"),
        required=required,
    )


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("what happened"), choices=Incident.Kind.choices, widget=forms.RadioSelect, initial="broken"
    )
    fault_code = fault_field(required=False)
    words = forms.CharField(
        label=_("in your words"),
        max_length=1000,
        help_text=_("For example: the screen stays dark, it does not charge, the glass is broken."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def not_ahead(day):
    if day and day > timezone.localdate():
        raise ValidationError(_("This day lies ahead. Write today or an earlier day."))
    return day
