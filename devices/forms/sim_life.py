import uuid

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.models import PlanSubscription, PlanType
from devices.numbers import as_typed, digits
from devices.sim_life import STEPS, WITH_REASON, steps_from


class StepForm(forms.Form):
    """What happened to a SIM card, on which day and why."""

    kind = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    on = day_field(_("date"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("reason"),
        required=False,
        max_length=200,
        help_text=_("Needed when it is blocked, lost or cancelled. Write no names here."),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, sim, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked again by devices/sim_life.py; a repeated request may name what is possible no longer.
        offered = STEPS if self.is_bound else steps_from(sim)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in offered]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") in WITH_REASON and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write why, so that others understand it later."))
        return cleaned


class ReplaceForm(forms.Form):
    """The same number on a new card."""

    iccid = forms.CharField(
        label=_("serial number of the new card"),
        max_length=40,
        help_text=_("The 19 or 20 digits on the card, beginning with 89; the last one is the check digit."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    on = day_field(_("date"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("reason"), max_length=200, help_text=_("For example: lost, broken, too old. Write no names.")
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class InsertForm(forms.Form):
    """In which device a SIM card sits; left empty, in none."""

    device = forms.CharField(
        label=_("Device: code, serial or IMEI"),
        required=False,
        max_length=60,
        help_text=_("Empty: the card was taken out and sits in no device."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    on = day_field(_("date"), initial=timezone.localdate)

    def __init__(self, *args, devices, **kwargs):
        super().__init__(*args, **kwargs)
        self.devices = devices

    def clean_device(self):
        typed = self.cleaned_data["device"]
        if not typed.strip():
            return None
        # As it is shown: «K7M3PX · R9TX 70 1234».
        wanted, number = as_typed(typed.split("·")[0]), digits(typed)
        same = Q(code=wanted) | Q(serial_norm=wanted) | Q(imei1=number) | Q(imei2=number)
        found = list(self.devices.filter(same)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("No device of your school has this number. Read it on the label or on the machine.")
            )
        return found[0]


class RenewalForm(forms.Form):
    """The next plan of many SIM cards; those of another carrier are left out and counted."""

    plan = forms.ModelChoiceField(PlanType.objects.none(), label=_("data plan"))
    starts_on = day_field(
        _("not before"),
        required=False,
        help_text=_("Empty: each card goes on from the day after its last plan, or from today."),
    )
    payer = forms.ChoiceField(label=_("paid by"), choices=PlanSubscription.Payer.choices)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, carriers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = PlanType.objects.filter(carrier__in=carriers)

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day and abs((day - timezone.localdate()).days) > 366:
            raise forms.ValidationError(_("This day is more than a year away. Look at it again."))
        return day
