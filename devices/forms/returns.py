import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.forms.words import line_words
from devices.models import GIFTS, Condition
from devices.take_back import Back

SOUND = (Condition.GOOD, Condition.WORN)


class ReturnForm(forms.Form):
    lines = forms.ModelMultipleChoiceField(
        None, label=_("What comes back"), widget=forms.CheckboxSelectMultiple
    )
    condition = forms.ChoiceField(
        label=_("condition of the device"),
        choices=Condition.choices,
        widget=forms.RadioSelect,
        initial="good",
    )
    on = day_field(_("returned on"), initial=timezone.localdate)
    note = forms.CharField(label=_("note"), max_length=300, required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines
        self.fields["lines"].initial = [line.pk for line in lines]
        self.fields["lines"].label_from_instance = lambda line: line_words(line)

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])

    def clean(self):
        told = super().clean()
        gifts = any(line.device_id and line.tenure in GIFTS for line in told.get("lines") or ())
        # What is broken comes back to be repaired, and a loss speaks for itself.
        if gifts and told.get("condition") in SOUND and not (told.get("note") or "").strip():
            self.add_error(
                "note",
                _("This device was given to the family to keep. Write why the family gives it back."),
            )
        return told

    def backs(self):
        """Condition and note are the device's; what else is ticked comes back as it is."""
        told = self.cleaned_data
        lines = list(told["lines"])
        has_device = any(line.device_id for line in lines)
        return [
            Back(line, told["condition"], told["note"])
            if line.device_id
            else Back(line, note="" if has_device else told["note"])
            for line in lines
        ]


class ClassReturnForm(forms.Form):
    """A whole class on one list: everybody is ticked, and what is not as usual is told row by row."""

    on = day_field(_("returned on"), initial=timezone.localdate)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, holdings, **kwargs):
        super().__init__(*args, **kwargs)
        self.holdings = holdings
        for holding in holdings:
            self.fields.update(_row_fields(holding))

    def clean_on(self):
        return not_ahead(self.cleaned_data["on"])

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.backs():
            raise forms.ValidationError(_("Nobody is ticked. Tick whoever brings something back."))
        return cleaned

    def rows(self):
        for holding in self.holdings:
            key = holding.student.pk.hex
            names = ("here", "lines", "condition", "note")
            yield holding, {name: self[f"{name}-{key}"] for name in names if f"{name}-{key}" in self.fields}

    def backs(self):
        told, backs = self.cleaned_data, []
        for holding in self.holdings:
            key = holding.student.pk.hex
            if not told.get(f"here-{key}"):
                continue
            # One thing alone has no list of its own: the row's tick is the thing's.
            chosen = told.get(f"lines-{key}", [str(line.pk) for line in holding.lines])
            for line in holding.lines:
                if str(line.pk) in chosen:
                    backs.append(
                        Back(line, told[f"condition-{key}"], told[f"note-{key}"])
                        if line.device_id or not holding.has_more
                        else Back(line)
                    )
        return backs


def _row_fields(holding):
    key = holding.student.pk.hex
    things = [(str(line.pk), line_words(line)) for line in holding.lines]
    fields = {
        f"here-{key}": forms.BooleanField(label=holding.student.full_name, required=False, initial=True),
        f"condition-{key}": forms.ChoiceField(
            label=_("condition"), choices=Condition.choices, initial="good"
        ),
        f"note-{key}": forms.CharField(label=_("note"), max_length=300, required=False),
    }
    if holding.has_more:
        fields[f"lines-{key}"] = forms.MultipleChoiceField(
            label=_("What comes back"),
            choices=things,
            initial=[pk for pk, _words in things],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return fields
