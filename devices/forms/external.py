from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.carriers import AnswersForm
from devices.models import Carrier


class UsageFileForm(AnswersForm):
    """A file of a carrier, and whose it is."""

    source = forms.ChoiceField(
        label=_("whose file?"), choices=[*Carrier.choices, ("mdm", _("another system"))]
    )
    field_order = ["source", "file"]
