import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.named import device_named, sim_named
from devices.refusal import Refused
from students.models import Student


class CorrectionForm(forms.Form):
    """Another device or SIM on the same paper, or the whole paper for another pupil or day."""

    device = forms.CharField(label=_("The right device: code, serial or IMEI"), required=False, max_length=60)
    sim = forms.CharField(label=_("The right SIM: phone number or serial"), required=False, max_length=30)
    pupil = forms.ModelChoiceField(
        Student.objects.none(), label=_("The right pupil"), required=False, empty_label=_("as written")
    )
    on = day_field(_("The right date"), required=False)
    reason = forms.CharField(
        label=_("What was written wrongly, and how did it come out?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, user, line, classmates, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["pupil"].queryset = classmates
        for name in ("device", "sim"):
            if not getattr(line, f"{name}_id"):
                del self.fields[name]
        if not line.pupil_id:
            del self.fields["pupil"]

    def clean_device(self):
        return self._named("device", device_named)

    def clean_sim(self):
        return self._named("sim", sim_named)

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])

    def clean(self):
        told = super().clean()
        thing = told.get("device") or told.get("sim")
        whole = told.get("pupil") or told.get("on")
        if not self.errors and not (thing or whole):
            raise forms.ValidationError(
                _("Write what is right: another device or SIM, another pupil or another date.")
            )
        if thing and whole:
            raise forms.ValidationError(
                _("Correct one after the other: first pupil and date, then the thing on the new record.")
            )
        return told

    def _named(self, name, find):
        typed = self.cleaned_data[name]
        try:
            return find(typed, self.user) if typed.strip() else None
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
