from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import ReportForm


class PhotoReportForm(ReportForm):
    photo = forms.FileField(
        label=_("a photo of it"),
        required=False,
        allow_empty_file=True,
        help_text=_("Only of the machine, not of people. It is made small before it is sent."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )
