from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field, offer_schools
from devices.forms.numbers import NumberedChoices
from devices.forms.told import ToldForm
from devices.models import Batch, DeviceModel, PlanType, Programme
from lms.text import fold
from students.abilities import can
from students.models import School


class ProgrammeForm(ToldForm):
    starts_on = day_field(_("from"), required=False)
    ends_on = day_field(_("to"), required=False)

    class Meta:
        model = Programme
        fields = ["name", "starts_on", "ends_on"]

    def clean(self):
        cleaned = super().clean()
        refuse_a_twin(self, "name")
        refuse_ends_before_start(self, cleaned)
        return cleaned


class DeviceModelForm(ToldForm):
    class Meta:
        model = DeviceModel
        fields = ["maker", "name", "kind"]

    def clean(self):
        cleaned = super().clean()
        refuse_a_twin(self, "maker", "name")
        return cleaned


class PlanTypeForm(ToldForm):
    price = forms.IntegerField(label=_("price (VND)"), min_value=0, max_value=99_999_999, initial=0)
    days = forms.IntegerField(label=_("days that it runs"), min_value=1, max_value=3660, initial=30)
    daily_mb = forms.IntegerField(
        label=_("MB a day"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        help_text=_("4 GB are 4096 MB."),
    )

    class Meta:
        model = PlanType
        fields = ["carrier", "name", "daily_mb", "days", "price", "free_hosts"]

    def clean(self):
        cleaned = super().clean()
        refuse_a_twin(self, "carrier", "name")
        return cleaned


class BatchForm(ToldForm):
    """A delivery. The province says which schools it goes to; a school records its own for itself."""

    decision_date = day_field(_("decision date"), required=False)
    received_on = day_field(_("received on"), required=False)
    promised = forms.IntegerField(label=_("promised"), min_value=0, max_value=9_999_999, initial=0)
    received = forms.IntegerField(label=_("received"), min_value=0, max_value=9_999_999, initial=0)
    unit_cost = forms.IntegerField(
        label=_("unit cost (VND)"), min_value=0, max_value=999_999_999, required=False
    )
    device_models = NumberedChoices(
        DeviceModel.objects.all(),
        label=_("Which models does it hold?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A model that is missing here: add it under «Device models» first."),
    )
    schools = NumberedChoices(
        School.objects.none(),
        label=_("Which schools does it go to?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these schools can put its devices into stock."),
    )

    class Meta:
        model = Batch
        fields = [
            "programme",
            "code",
            "name",
            "donor",
            "decision_number",
            "decision_date",
            "promised",
            "received",
            "received_on",
            "default_tenure",
            "unit_cost",
            "device_models",
            "school",
            "schools",
        ]
        labels = {"default_tenure": _("How are its devices given?")}
        error_messages = {
            "code": {"invalid": _("Only letters without accents, digits and dashes, without spaces.")}
        }
        help_texts = {
            "code": _("Short, without spaces or accents, for example dot-3-2026. It is never used twice.")
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if can(user, "keep device registers"):
            del self.fields["school"]
            self.fields["schools"].queryset = School.objects.filter(closed_on=None)
        else:
            del self.fields["schools"]
            offer_schools(self, user)
            if "school" in self.fields:
                self.fields["school"].required = True

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        if code in ADDRESSES or Batch.objects.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This batch code is taken. Choose another one."))
        return code

    def clean_received_on(self):
        return not_ahead(self.cleaned_data["received_on"])

    def clean_decision_date(self):
        return not_ahead(self.cleaned_data["decision_date"])


# Last parts of addresses that a batch cannot have.
ADDRESSES = {"add"}


def refuse_a_twin(form, *names):
    """The same words in other letters («galaxy tab a9») are the same thing."""
    told = [form.cleaned_data.get(name) for name in names]
    if None in told:
        return
    wanted = [fold(value) for value in told]
    for row in form._meta.model.objects.exclude(pk=form.instance.pk):
        if [fold(getattr(row, name)) for name in names] == wanted:
            form.add_error(names[-1], _("«%(name)s» is on the list already.") % {"name": row})
            return


def refuse_ends_before_start(form, cleaned):
    starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
    if starts and ends and ends < starts:
        form.add_error("ends_on", _("The last day lies before the first one. Look at both days again."))
