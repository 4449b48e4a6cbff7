from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.forms.told import ToldForm
from devices.models import AccessoryReceipt, Batch

MOST = 9999


class ReceiptForm(ToldForm):
    received_on = day_field(_("received on"), initial=timezone.localdate)
    quantity = forms.IntegerField(
        label=_("number of pieces"),
        min_value=-MOST,
        max_value=MOST,
        help_text=_("What was counted too often is taken off with a minus, for example -2, and a note why."),
    )

    class Meta:
        model = AccessoryReceipt
        fields = ["accessory", "quantity", "received_on", "batch", "note"]

    def __init__(self, *args, user, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.school, self.instance.recorded_by = school, user
        self.fields["batch"].queryset = Batch.objects.offered_to(user)

    def clean_received_on(self):
        return not_ahead(self.cleaned_data["received_on"])

    def clean_quantity(self):
        if not self.cleaned_data["quantity"]:
            raise forms.ValidationError(_("Nought pieces are none. Write how many came."))
        return self.cleaned_data["quantity"]

    def clean(self):
        told = super().clean()
        if (told.get("quantity") or 0) < 0 and not (told.get("note") or "").strip():
            self.add_error("note", _("Write why these pieces are taken off."))
        return told
