"""Lists of machines: the file with what it is for, and the answers to what the file leaves open."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.models import Batch, DeviceList, DeviceModel
from lms.spreadsheets.field import BookField
from students.models import School

# More is for the command line.
MOST_ROWS = 10_000
MOST_MODELS = 20


class DeviceListForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of list"), choices=DeviceList.Kind.choices, widget=forms.RadioSelect, initial="stock"
    )
    school = forms.ModelChoiceField(
        label=_("School"),
        queryset=School.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("As the list says"),
        help_text=_(
            "Of a hand-over list: whose pupils. Of a delivery: where it goes if the list does not say."
        ),
    )
    batch = forms.ModelChoiceField(
        label=_("Batch"),
        queryset=Batch.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Choose a batch"),
        help_text=_("Only for a delivery."),
    )
    file = BookField(most_rows=MOST_ROWS)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        schools = School.objects.visible_to(by, to="manage devices").filter(closed_on=None)
        self.fields["school"].queryset = schools
        self.fields["batch"].queryset = Batch.objects.offered_to(by)
        self.only_school = None
        only = list(schools[:2])
        if len(only) == 1:
            # No choice to make: the school is told above the form.
            self.only_school = only[0]
            del self.fields["school"]

    @property
    def chosen_school(self):
        return self.cleaned_data.get("school") or self.only_school

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == DeviceList.Kind.STOCK and not cleaned.get("batch") and "batch" not in self.errors:
            self.add_error("batch", _("Choose the batch that was delivered."))
        if kind == DeviceList.Kind.HANDOVERS and not self.chosen_school and "school" not in self.errors:
            self.add_error("school", _("Choose the school whose pupils received the things."))
        return cleaned


class DayForm(forms.Form):
    """The day of a hand-over list that does not tell it."""

    date = day_field(_("Day of the hand-over"))

    def clean_date(self):
        if self.cleaned_data["date"] > timezone.localdate():
            raise ValidationError(_("This day lies ahead. Write today or an earlier day."))
        return self.cleaned_data["date"]

    @property
    def answers(self):
        return {"date": self.cleaned_data["date"].isoformat()}


class PlaceAndModelForm(forms.Form):
    """What holds for the whole of a delivery whose list does not say it."""

    school = forms.ModelChoiceField(
        label=_("School"), queryset=School.objects.none(), to_field_name="code", required=False
    )
    model = forms.ModelChoiceField(label=_("model"), queryset=DeviceModel.objects.none(), required=False)

    def __init__(self, *args, by, asks_for_school, asks_for_model, **kwargs):
        super().__init__(*args, **kwargs)
        schools = School.objects.visible_to(by, to="manage devices").filter(closed_on=None)
        self.fields["school"].queryset = schools
        self.fields["model"].queryset = DeviceModel.objects.all()
        for name, is_asked in (("school", asks_for_school), ("model", asks_for_model)):
            if not is_asked:
                del self.fields[name]

    @property
    def answers(self):
        model = self.cleaned_data.get("model")
        return {"model": str(model)} if model else {}


class ModelForm(forms.Form):
    """One name of a model that is not known: one that is, or a new one."""

    known = forms.ModelChoiceField(
        label=_("It is this one"),
        queryset=DeviceModel.objects.none(),
        required=False,
        empty_label=_("A new model"),
    )
    maker = forms.CharField(label=_("maker"), max_length=60, required=False)
    name = forms.CharField(label=_("model"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=DeviceModel.Kind.choices, required=False)

    def __init__(self, *args, said, **kwargs):
        # The first word is a maker only when it is one that is known.
        maker, _space, name = said.partition(" ")
        known = DeviceModel.objects.filter(maker__iexact=maker).first() if name else None
        initial = {"maker": known.maker, "name": name[:80]} if known else {"name": said[:80]}
        super().__init__(*args, initial=initial, **kwargs)
        self.said = said
        self.fields["known"].queryset = DeviceModel.objects.all()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("known") and not (cleaned.get("maker") and cleaned.get("name")):
            raise ValidationError(_("Choose a model that is known, or write maker and model of the new one."))
        return cleaned

    @property
    def answer(self):
        told = self.cleaned_data
        if told["known"]:
            return told["known"].pk
        return {"maker": told["maker"], "name": told["name"], "kind": told["kind"] or DeviceModel.Kind.TABLET}


def model_forms(unknown, data=None):
    """A form for each of the names; a posted one is named by its place and what it speaks of."""
    return [ModelForm(data, said=said, prefix=f"model{at}") for at, said in enumerate(unknown[:MOST_MODELS])]
