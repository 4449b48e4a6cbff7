from datetime import date

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.told import ToldForm
from devices.models import Batch, Device, DeviceModel
from devices.numbers import bare
from devices.signal_counts import at_homes_with
from devices.states import UseState, in_use_state, measured, unheard
from lms.widgets import DayInput
from students.forms.places import WidePlaceFilter
from students.models import School
from students.models.schools import Signal

HELD, MEASURED, UNHEARD = "held", "measured", "unheard"


# No machine is older; the first days of the calendar are no moments anywhere east of Greenwich.
FIRST_DAY = MinValueValidator(date(1990, 1, 1), _("This year cannot be right. Look at the paper again."))


def day_field(label, **options):
    return forms.DateField(label=label, widget=DayInput(), validators=[FIRST_DAY], **options)


class DeviceFilter(WidePlaceFilter):
    """What the list of devices is narrowed by; every field may stay empty."""

    q = forms.CharField(
        label=_("Code, serial, IMEI or holder"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocapitalize": "characters"}),
    )
    batch = forms.ModelChoiceField(
        Batch.objects.none(), label=_("batch"), required=False, to_field_name="code", empty_label=_("all")
    )
    state = forms.ChoiceField(
        label=_("state"), required=False, choices=[("", _("all")), *Device.Lifecycle.choices]
    )
    use = forms.ChoiceField(
        label=_("use"),
        required=False,
        choices=[
            ("", _("all")),
            (HELD, _("held by somebody")),
            *UseState.choices,
            (MEASURED, _("measured")),
            (UNHEARD, _("not heard of in 30 days")),
        ],
    )
    home = forms.ChoiceField(
        label=_("signal at home"), required=False, choices=[("", _("all")), *Signal.choices]
    )
    field_order = ["q", *WidePlaceFilter.narrowing, "batch", "state", "use", "home"]

    def __init__(self, *args, batches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = batches

    def narrow(self, devices):
        """`devices` as far as asked for; none when something is asked for that cannot be."""
        if not self.is_valid():
            return devices.none()
        wanted = self.cleaned_data
        if wanted["q"]:
            devices = devices.search(wanted["q"])
        if self.narrows_places:
            devices = devices.filter(school__in=self.chosen_schools().values("pk"))
        if wanted["batch"]:
            devices = devices.filter(batch=wanted["batch"])
        if wanted["state"]:
            devices = devices.filter(lifecycle=wanted["state"])
        if wanted["use"] or wanted["home"]:
            # Exactly those that are counted (devices/tally.py): held, of schools that are open.
            devices = devices.in_custody().filter(school__in=self.schools.filter(closed_on=None).values("pk"))
        if wanted["use"]:
            devices = self._in_use(devices, wanted["use"])
        if wanted["home"]:
            devices = at_homes_with(devices, wanted["home"])
        return devices

    def _in_use(self, devices, use):
        if use == HELD:
            return devices
        if use == MEASURED:
            return measured(devices)
        if use == UNHEARD:
            return unheard(devices, on=timezone.localdate())
        return in_use_state(devices, use)


def offer_schools(form, user):
    """Only the schools whose devices `user` manages; where there is one, it is not asked.

    What somebody holds stays with the school of the paper.
    """
    if form.instance.pk and _is_held(form.instance):
        del form.fields["school"]
        return
    schools = School.objects.visible_to(user, to="manage devices").filter(closed_on=None)
    form.fields["school"].queryset = schools
    if len(only := schools[:2]) == 1:
        if not form.instance.pk:
            form.instance.school = only[0]
        del form.fields["school"]


def _is_held(thing):
    return hasattr(thing, "assignments") and thing.assignments.open().exists()


class DeviceForm(ToldForm):
    """One device, by hand. Who owns the number already is said in words."""

    received_on = day_field(_("received on"), required=False)
    imei1 = forms.CharField(label=_("IMEI 1"), max_length=30, required=False)
    imei2 = forms.CharField(label=_("IMEI 2"), max_length=30, required=False)

    class Meta:
        model = Device
        fields = ["school", "batch", "model", "serial", "imei1", "imei2", "received_on", "note"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offer_schools(self, user)
        batches = Batch.objects.offered_to(user)
        self.fields["batch"].queryset = batches
        self.fields["model"].queryset = DeviceModel.objects.in_batches(batches)

    def clean_serial(self):
        serial = self.cleaned_data["serial"]
        if not bare(serial):
            raise forms.ValidationError(_("Write the serial number as it stands on the machine."))
        if self._others().filter(serial_norm=bare(serial)).exists():
            raise forms.ValidationError(_("A device with this serial number is there already."))
        return serial

    def clean(self):
        cleaned = super().clean()
        self.instance.imei1, self.instance.imei2 = cleaned.get("imei1"), cleaned.get("imei2")
        self.instance.set_number_columns()
        one, two = self.instance.imei1, self.instance.imei2
        if one and one == two:
            self.add_error("imei2", _("Both IMEIs are the same. Leave the second one empty."))
        for name, number in (("imei1", one), ("imei2", two)):
            if number and self._others().filter(_either_imei(number)).exists():
                self.add_error(name, _("A device with this IMEI is there already."))
        self._refuse_a_foreign_model(cleaned)
        return {**cleaned, "imei1": one, "imei2": two}

    def _others(self):
        return Device.objects.exclude(pk=self.instance.pk)

    def _refuse_a_foreign_model(self, cleaned):
        batch, model = cleaned.get("batch"), cleaned.get("model")
        named = list(batch.device_models.all()) if batch else []
        if named and model and model not in named:
            trouble = _("This batch brought: %(models)s. Choose one of them, or another batch.")
            self.add_error("model", trouble % {"models": ", ".join(map(str, named))})


def _either_imei(number):
    return Q(imei1=number) | Q(imei2=number)
