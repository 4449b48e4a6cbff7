from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.forms.registers import refuse_ends_before_start
from devices.forms.told import ToldForm
from devices.models import SupportPoint, WifiContract, WifiMeasure
from students.models import School


class _OfPlaceForm(ToldForm):
    """Of one school or one support point that the person manages."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        schools = School.objects.visible_to(user, to="manage devices").filter(closed_on=None)
        points = SupportPoint.objects.visible_to(user, to="manage devices")
        self.fields["school"].queryset, self.fields["point"].queryset = schools, points
        if not points.exists():
            del self.fields["point"]
            if len(only := schools[:2]) == 1:
                self.instance.school = only[0]
                del self.fields["school"]
        elif len(only := schools[:2]) == 1:
            self.fields["school"].initial = only[0].pk

    def clean(self):
        cleaned = super().clean()
        school = cleaned.get("school") or (self.instance.school if "school" not in self.fields else None)
        if bool(school) == bool(cleaned.get("point")):
            self.add_error(None, _("Choose either a school or a support point."))
        return cleaned


class ContractForm(_OfPlaceForm):
    mbits = forms.IntegerField(label=_("contracted Mbit/s"), min_value=1, max_value=100_000)
    monthly_cost = forms.IntegerField(
        label=_("cost a month (VND)"), min_value=0, max_value=999_999_999, required=False
    )
    starts_on = day_field(_("from"))
    ends_on = day_field(_("to (last day)"), required=False)

    class Meta:
        model = WifiContract
        fields = ["school", "point", "provider", "mbits", "starts_on", "ends_on", "monthly_cost", "payer"]

    def clean(self):
        cleaned = super().clean()
        refuse_ends_before_start(self, cleaned)
        return cleaned


class MeasureForm(_OfPlaceForm):
    on = day_field(_("date"))
    down = forms.DecimalField(label=_("down (Mbit/s)"), min_value=0, max_value=99_999, localize=True)
    up = forms.DecimalField(
        label=_("up (Mbit/s)"), min_value=0, max_value=99_999, required=False, localize=True
    )

    class Meta:
        model = WifiMeasure
        fields = ["school", "point", "on", "method", "down", "up"]

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])
