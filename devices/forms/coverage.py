from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.models import Carrier, SignalReport
from devices.models.coverage import bare_village
from students.models import Place
from students.models.schools import Signal

MOST_NEW = 30
LEVELS = [
    (Signal.GOOD, _("good signal")),
    (Signal.WEAK, _("weak signal")),
    (Signal.NONE, _("no signal")),
    (Signal.UNKNOWN, _("not known")),
]


class VillagesForm(forms.Form):
    """One operator in all villages of a commune; a village that is not answered stays as it was."""

    operator = forms.ChoiceField(label=_("carrier"), choices=Carrier.choices)
    method = forms.ChoiceField(
        label=_("how it is known"),
        choices=[one for one in SignalReport.Method.choices if one[0] != "family"],
        initial="staff",
        widget=forms.RadioSelect,
    )
    on = day_field(_("date"), initial=timezone.localdate)
    more = forms.CharField(
        label=_("Villages that are missing here"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. They stand on the list after you send it."),
    )
    more_level = forms.ChoiceField(
        label=_("signal in these villages"), choices=LEVELS, required=False, initial=Signal.UNKNOWN
    )

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.villages = villages
        for number, village in enumerate(villages):
            self.fields[f"village_{number}"] = forms.ChoiceField(
                label=village.name, choices=LEVELS, required=False, widget=forms.RadioSelect
            )

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])

    def clean_more(self):
        names = [line.strip()[:120] for line in self.cleaned_data["more"].splitlines() if bare_village(line)]
        if len(names) > MOST_NEW:
            raise forms.ValidationError(_("At most %(most)d new villages at once.") % {"most": MOST_NEW})
        return names

    @property
    def asked(self):
        return [self[f"village_{number}"] for number in range(len(self.villages))]

    @property
    def levels(self):
        """{village: level} of what was answered."""
        told = self.cleaned_data
        said = {village.name: told[f"village_{at}"] for at, village in enumerate(self.villages)}
        said |= dict.fromkeys(told["more"], told["more_level"] or Signal.UNKNOWN)
        return {name: level for name, level in said.items() if level}


class HomeForm(forms.Form):
    """«Ở nhà em có sóng không?», operator by operator."""

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        for operator in Carrier:
            self.fields[operator.value] = forms.ChoiceField(
                label=operator.label,
                choices=LEVELS,
                required=False,
                widget=forms.RadioSelect,
                initial=known[operator.value].level if operator.value in known else None,
            )

    @property
    def levels(self):
        return {operator: level for operator, level in self.cleaned_data.items() if level}


class CommuneChoice(forms.Form):
    commune = forms.ModelChoiceField(Place.objects.none(), label=_("commune"), to_field_name="code")

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes


class PlaceSignalForm(forms.Form):
    """Signal at one school or support point."""

    operator = forms.ChoiceField(label=_("carrier"), choices=Carrier.choices)
    level = forms.ChoiceField(label=_("signal"), choices=LEVELS, widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label=_("how it is known"),
        choices=[one for one in SignalReport.Method.choices if one[0] != "family"],
        initial="staff",
        widget=forms.RadioSelect,
    )
    on = day_field(_("date"), initial=timezone.localdate)

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])
