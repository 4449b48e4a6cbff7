"""Kinds of faults and warranties, as the province keeps them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.forms.told import ToldForm
from devices.models import FaultCode, Warranty


class FaultCodeForm(ToldForm):
    order = forms.IntegerField(label=_("order"), min_value=0, max_value=999, initial=50)
    retired_on = day_field(_("no longer used since"), required=False)

    class Meta:
        model = FaultCode
        fields = ["name", "code", "order", "retired_on"]


class WarrantyForm(ToldForm):
    months = forms.IntegerField(label=_("months of warranty"), min_value=1, max_value=120, initial=12)

    class Meta:
        model = Warranty
        fields = ["batch", "model", "months", "terms"]

    def clean(self):
        cleaned = super().clean()
        same = Warranty.objects.filter(batch=cleaned.get("batch"), model=cleaned.get("model"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("model", _("This batch has a warranty for it already. Change that one."))
        return cleaned
