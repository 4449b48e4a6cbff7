"""A repair as told: what is broken, the next step, a part, and what the list is narrowed by."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import fault_field, not_ahead
from devices.forms.inventory import day_field
from devices.models import CLAIM_WAITS, Batch, DeviceModel, RepairTicket
from students.forms.places import PlaceFilter

AGES = (30, 60, 90)


class OpenForm(forms.Form):
    fault_code = fault_field()
    fault = forms.CharField(label=_("in your words"), max_length=120, required=False)
    reported_on = day_field(_("reported on"), initial=timezone.localdate)

    def clean_reported_on(self):
        return not_ahead(self.cleaned_data["reported_on"])


class StepForm(forms.Form):
    """Into which state it went, on which day; what belongs to a workshop may stay empty."""

    state = forms.ChoiceField(label=_("what happened"), widget=forms.RadioSelect)
    on = day_field(_("on"), initial=timezone.localdate)
    note = forms.CharField(label=_("note"), max_length=300, required=False)
    workshop = forms.CharField(label=_("repaired by"), max_length=160, required=False)
    cost = forms.IntegerField(
        label=_("cost of the work, without parts (VND)"), required=False, min_value=0, max_value=999_999_999
    )

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = states
        if len(states) == 1:
            self.fields["state"].initial = states[0][0]

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])


class ClaimForm(forms.Form):
    """What became of the claim against the maker, on which day."""

    state = forms.ChoiceField(label=_("warranty claim"), widget=forms.RadioSelect)
    on = day_field(_("on"), initial=timezone.localdate)
    number = forms.CharField(label=_("number of the warranty claim"), max_length=60, required=False)

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = states
        if len(states) == 1:
            self.fields["state"].initial = states[0][0]

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])


class CorrectForm(forms.Form):
    state = forms.ChoiceField(
        label=_("what really happened"), choices=RepairTicket.State.choices[1:], widget=forms.RadioSelect
    )
    on = day_field(_("on"), initial=timezone.localdate)
    note = forms.CharField(label=_("why it is corrected"), max_length=300)


class PartForm(forms.Form):
    name = forms.CharField(label=_("part"), max_length=120)
    quantity = forms.IntegerField(label=_("number of pieces"), min_value=1, max_value=99, initial=1)
    price = forms.IntegerField(label=_("price for one (VND)"), min_value=0, max_value=999_999_999)


class RepairFilter(PlaceFilter):
    OPEN, CLOSED, AGAIN, CLAIMS = "open", "closed", "again", "claims"

    state = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[
            ("", _("all that are open")),
            *RepairTicket.State.choices[:5],
            (CLOSED, _("closed repairs")),
            (AGAIN, _("broken again within 90 days")),
            (CLAIMS, _("warranty claims that wait for the maker")),
        ],
    )
    age = forms.ChoiceField(
        label=_("open for more than"),
        required=False,
        choices=[("", _("all")), *((str(days), _("%(n)d days") % {"n": days}) for days in AGES)],
    )
    model = forms.ModelChoiceField(
        DeviceModel.objects.none(), label=_("model"), required=False, empty_label=_("all")
    )
    batch = forms.ModelChoiceField(
        Batch.objects.none(), label=_("batch"), required=False, to_field_name="code", empty_label=_("all")
    )
    field_order = ["commune", "school", "state", "age", "model", "batch"]

    def __init__(self, *args, tickets, **kwargs):
        super().__init__(*args, **kwargs)
        devices = tickets.order_by().values("device")
        self.fields["model"].queryset = DeviceModel.objects.filter(devices__in=devices).distinct()
        self.fields["batch"].queryset = Batch.objects.filter(devices__in=devices).distinct()

    def narrow(self, tickets, today):
        if not self.is_valid():
            return tickets.none()
        wanted = self.cleaned_data
        if self.narrows_places:
            tickets = tickets.filter(school__in=self.chosen_schools().values("pk"))
        for name in ("model", "batch"):
            if wanted[name]:
                tickets = tickets.filter(**{f"device__{name}": wanted[name]})
        if wanted["age"]:
            tickets = tickets.older_than(int(wanted["age"]), today)
        return tickets.filter(self._of_state(wanted["state"]))

    def _of_state(self, state):
        if state == self.CLOSED:
            return Q(back_on__isnull=False)
        if state == self.AGAIN:
            return Q(repeat_of__isnull=False)
        if state == self.CLAIMS:
            return Q(claim_state__in=CLAIM_WAITS)
        return Q(back_on=None, state=state) if state else Q(back_on=None)
