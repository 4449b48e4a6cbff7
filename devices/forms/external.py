from django import forms
from django.utils.translation import gettext_lazy as _

from devices.models import Carrier
from lms.spreadsheets.field import BookField


class UsageFileForm(forms.Form):
    """A file of a carrier, and whose it is."""

    source = forms.ChoiceField(
        label=_("whose file?"), choices=[*Carrier.choices, ("mdm", _("another system"))]
    )
    # What a preview can carry to its confirmation.
    file = BookField(most_rows=5000)
