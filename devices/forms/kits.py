import re

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from devices.forms.numbers import NumberedChoices, number_field
from devices.kitting import Wanted
from devices.models import Accessory
from devices.named import device_named, sim_named
from devices.refusal import Refused
from students.models import School

MOST_LINES = 100
PARTS = re.compile(r"[,;\t]|\s{2,}")


class _OfSchool(forms.Form):
    """Whose stock it is; where there is one school, it is not asked."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("school"), to_field_name="code")
    accessories = NumberedChoices(
        Accessory.objects.all(),
        label=_("Goes along, one piece each"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        schools = School.objects.visible_to(user, to="manage devices").filter(closed_on=None)
        self.fields["school"].queryset = schools
        if len(only := schools[:2]) == 1:
            self.fields["school"].widget = forms.HiddenInput()
            self.fields["school"].initial = only[0].code

    def wanted(self, device=None, sim=None, name=""):
        told = self.cleaned_data
        pieces = dict.fromkeys(told["accessories"], 1)
        return Wanted(told["school"], self.user, name=name, device=device, sim=sim, accessories=pieces)


class KitForm(_OfSchool):
    device = number_field(_("Device: code, serial or IMEI"), required=False)
    sim = number_field(_("SIM: phone number or serial"), required=False)
    name = forms.CharField(
        label=_("name of the kit"),
        required=False,
        max_length=40,
        help_text=_("May stay empty: then the kit is called by the code of its device."),
    )
    field_order = ["school", "device", "sim", "accessories", "name"]

    def clean_device(self):
        return self._named("device", device_named)

    def clean_sim(self):
        return self._named("sim", sim_named)

    def as_wanted(self):
        told = self.cleaned_data
        return self.wanted(told["device"], told["sim"], told["name"])

    def _named(self, name, find):
        try:
            return find(self.cleaned_data[name], self.user) if self.cleaned_data[name].strip() else None
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class ManyKitsForm(_OfSchool):
    """Many at once: a kit a line."""

    lines = forms.CharField(
        label=_("Kits, one a line: code of the device, number of the SIM card"),
        max_length=9000,
        widget=forms.Textarea(attrs={"rows": 8, "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("For example: «K7M3PX, 0912345678». Two columns copied out of Excel will do."),
    )
    field_order = ["school", "lines", "accessories"]

    def clean_lines(self):
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_now("At most 100 lines at once. Send the rest afterwards."))
        return lines

    def kits(self):
        """(line, Wanted or None, sentence) for each line."""
        for line in self.cleaned_data["lines"]:
            device, sim, *_more = [*(part.strip() for part in PARTS.split(line)), "", ""]
            try:
                yield (
                    line,
                    self.wanted(
                        device_named(device[:60], self.user), sim_named(sim[:30], self.user) if sim else None
                    ),
                    "",
                )
            except Refused as refusal:
                yield line, None, refusal.sentence
