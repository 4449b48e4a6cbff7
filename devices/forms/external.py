from django import forms
from django.utils.translation import gettext_lazy as _

from devices.external.spans import span_of
from devices.models import Carrier
from lms.spreadsheets.field import BookField


class UsageFileForm(forms.Form):
    """A file of a carrier, and whose it is."""

    source = forms.ChoiceField(
        label=_("whose file?"), choices=[*Carrier.choices, ("mdm", _("another system"))]
    )
    # What a preview can carry to its confirmation.
    file = BookField(most_rows=5000)
    span = forms.CharField(
        label=_("day or month that it counts"),
        required=False,
        max_length=10,
        help_text=_("Only where the rows do not say it, such as 24/11/2026 or 11/2026."),
    )

    by_seen = forms.BooleanField(
        label=_("each row counts for the day of its «last seen»"),
        required=False,
        help_text=_("Only where the file has neither day nor month."),
    )

    def clean_span(self):
        told = self.cleaned_data["span"].strip()
        if told and not span_of(told):
            raise forms.ValidationError(_("Write a day or a month, such as 24/11/2026 or 11/2026."))
        return span_of(told) if told else None
