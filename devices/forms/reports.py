from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import ReportForm
from devices.named import device_named
from devices.refusal import Refused


class PhotoReportForm(ReportForm):
    photo = forms.FileField(
        label=_("a photo of it"),
        required=False,
        allow_empty_file=True,
        help_text=_("Only of the machine, not of people. It is made small before it is sent."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )


class AnyMachineReportForm(PhotoReportForm):
    """The same of a machine that is named by what stands on it; cleaned, `device` is the machine."""

    device = forms.CharField(
        label=_("which machine"),
        max_length=60,
        help_text=_("The code on its label: six letters and figures. Or its serial number."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "class": "code"}
        ),
    )
    field_order = ("device",)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_device(self):
        try:
            return device_named(self.cleaned_data["device"], self.user, to="report broken devices")
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
