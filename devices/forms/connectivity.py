from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field, offer_schools
from devices.forms.registers import refuse_ends_before_start
from devices.forms.told import ToldForm
from devices.models import Assignment, Batch, PlanSubscription, PlanType, Sim
from devices.models.connectivity import plain_phone
from devices.numbers import digits
from students.forms.places import PlaceFilter


class SimFilter(PlaceFilter):
    """What the list of SIM cards is narrowed by; every field may stay empty."""

    q = forms.CharField(
        label=_("Phone number or SIM serial number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "inputmode": "numeric"}),
    )
    plan = forms.ChoiceField(
        label=_("plan"),
        required=False,
        choices=[
            ("", _("all")),
            ("active", _("active SIM cards")),
            ("lapsed", _("lapsed")),
            ("7", _("ends within 7 days")),
            ("14", _("ends within 14 days")),
            ("30", _("ends within 30 days")),
            ("none", _("never had a plan")),
        ],
    )
    field_order = ["q", "commune", "school", "plan"]

    def narrow(self, sims, on):
        """`sims` as far as asked for; none when something is asked for that cannot be."""
        if not self.is_valid():
            return sims.none()
        wanted = self.cleaned_data
        if wanted["q"]:
            sims = sims.search(wanted["q"])
        if self.narrows_places:
            sims = sims.filter(school__in=self.chosen_schools().values("pk"))
        if wanted["plan"]:
            # Exactly those that the overview counts (devices/tally.py): of schools that are open.
            sims = sims.filter(school__in=self.schools.filter(closed_on=None).values("pk"))
        return {
            "": lambda: sims,
            "active": lambda: sims.active(),
            "lapsed": lambda: sims.plan_lapsed(on=on),
            "none": lambda: sims.without_plan(),
        }.get(wanted["plan"], lambda: sims.plan_ending(on=on, within=int(wanted["plan"])))()


class SimForm(ToldForm):
    """One SIM card, by the numbers printed on it."""

    number = forms.CharField(
        label=_("phone number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    iccid = forms.CharField(
        label=_("SIM serial number"),
        max_length=40,
        help_text=_("The 19 or 20 digits on the card, beginning with 89; the last one is the check digit."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = Sim
        fields = ["school", "iccid", "number", "carrier", "registered_to", "batch", "status"]
        help_texts = {"registered_to": _("Whose name the carrier has it under, for example the school's.")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offer_schools(self, user)
        self.fields["batch"].queryset = Batch.objects.offered_to(user)
        if not self.instance.pk:
            del self.fields["status"]

    def clean_iccid(self):
        iccid = digits(self.cleaned_data["iccid"])
        if Sim.objects.filter(iccid=iccid).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("A SIM card with this serial number is there already."))
        return iccid

    def clean_number(self):
        typed = self.cleaned_data["number"]
        number = plain_phone(typed)
        if typed and not (10 <= len(number) <= 11 and number.startswith("0")):
            raise forms.ValidationError(
                _("A phone number has ten digits and begins with 0. Look at the card's frame again.")
            )
        return number

    def clean_status(self):
        status = self.cleaned_data["status"]
        if status == Sim.Status.STOCK and Assignment.objects.open().filter(sim=self.instance.pk).exists():
            raise forms.ValidationError(
                _("Somebody holds this SIM card. Take it back first, then it is in stock.")
            )
        return status

    def clean(self):
        cleaned = super().clean()
        in_use = Sim.objects.exclude(status=Sim.Status.CANCELLED).exclude(pk=self.instance.pk)
        number = cleaned.get("number")
        if number and cleaned.get("status") != Sim.Status.CANCELLED and in_use.filter(number=number).exists():
            self.add_error(
                "number", _("Another SIM card in use has this phone number. Look at the card again.")
            )
        return cleaned


class PlanForm(forms.Form):
    """The next plan of a SIM: it begins when the last one ends, and runs as long as it is sold for."""

    plan = forms.ModelChoiceField(PlanType.objects.none(), label=_("data plan"))
    starts_on = day_field(_("from"))
    ends_on = day_field(
        _("to (last day)"), required=False, help_text=_("Empty: as many days as the plan runs.")
    )
    payer = forms.ChoiceField(label=_("paid by"), choices=PlanSubscription.Payer.choices)

    def __init__(self, *args, sim, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = PlanType.objects.filter(carrier=sim.carrier)
        last = sim.subscriptions.standing().select_related("plan").first()
        today = timezone.localdate()
        self.fields["starts_on"].initial = max(today, last.ends_on + timedelta(days=1)) if last else today
        if last:
            self.fields["plan"].initial, self.fields["payer"].initial = last.plan, last.payer

    def clean(self):
        cleaned = super().clean()
        refuse_ends_before_start(self, cleaned)
        return cleaned
