from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field, offer_schools
from devices.forms.registers import refuse_ends_before_start
from devices.forms.told import ToldForm
from devices.models import Batch, Carrier, PlanSubscription, PlanType, Sim
from devices.models.connectivity import plain_phone
from devices.numbers import digits
from devices.signal_counts import counted_by_carriers, idle_cards
from students.forms.places import WidePlaceFilter
from students.models import SchoolClass, SchoolYear


class SimFilter(WidePlaceFilter):
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
            ("needed", _("lapsed, and somebody holds the card")),
            ("7", _("ends within 7 days")),
            ("14", _("ends within 14 days")),
            ("30", _("ends within 30 days")),
            ("none", _("never had a plan")),
        ],
    )
    used = forms.ChoiceField(
        label=_("use"),
        required=False,
        choices=[
            ("", _("all")),
            ("idle", _("active, and used nothing in two months")),
            ("counted", _("active, and counted by a carrier")),
        ],
    )
    state = forms.ChoiceField(label=_("state"), required=False, choices=[("", _("all")), *Sim.Status.choices])
    carrier = forms.ChoiceField(
        label=_("carrier"), required=False, choices=[("", _("all")), *Carrier.choices]
    )
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(),
        label=_("class"),
        required=False,
        to_field_name="uid",
        empty_label=_("all"),
    )
    field_order = ["q", *WidePlaceFilter.narrowing, "school_class", "plan", "used", "state", "carrier"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_classes(user)

    def _offer_classes(self, user):
        """The classes of the one school that is looked at."""
        code = self.data.get("school")
        schools = self.schools.filter(code=code) if code else self.schools
        if "school" in self.fields and not code:
            del self.fields["school_class"]
            return
        classes = SchoolClass.objects.visible_to(user, to="see devices").not_closed()
        year = SchoolYear.objects.on(timezone.localdate())
        self.fields["school_class"].queryset = classes.filter(school__in=schools.values("pk"), year=year)

    def narrow(self, sims, on):
        """`sims` as far as asked for; none when something is asked for that cannot be."""
        if not self.is_valid():
            return sims.none()
        wanted = self.cleaned_data
        if wanted["q"]:
            sims = sims.search(wanted["q"])
        if self.narrows_places:
            sims = sims.filter(school__in=self.chosen_schools().values("pk"))
        if school_class := wanted.get("school_class"):
            sims = sims.held_in_class(school_class)
        if wanted["state"]:
            sims = sims.filter(status=wanted["state"])
        if wanted["carrier"]:
            sims = sims.filter(carrier=wanted["carrier"])
        if wanted["plan"] or wanted["used"]:
            # Exactly those that the overview counts (devices/tally.py): of schools that are open.
            sims = sims.filter(school__in=self.schools.filter(closed_on=None).values("pk"))
        if wanted["used"]:
            told = idle_cards if wanted["used"] == "idle" else counted_by_carriers
            sims = told(sims.active(), on)
        return {
            "": lambda: sims,
            "active": lambda: sims.active(),
            "lapsed": lambda: sims.plan_lapsed(on=on),
            "needed": lambda: sims.plan_lapsed(on=on).held(),
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
        fields = ["school", "iccid", "number", "carrier", "registered_to", "batch"]
        help_texts = {"registered_to": _("Whose name the carrier has it under, for example the school's.")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offer_schools(self, user)
        self.fields["batch"].queryset = Batch.objects.offered_to(user)

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

    def clean(self):
        cleaned = super().clean()
        in_use = Sim.objects.exclude(status=Sim.Status.CANCELLED).exclude(pk=self.instance.pk)
        number = cleaned.get("number")
        if number and self.instance.status != Sim.Status.CANCELLED and in_use.filter(number=number).exists():
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
