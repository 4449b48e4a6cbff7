"""What a count covers, what was seen, and what became of what was missing."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.models import (
    Assignment,
    Batch,
    Device,
    Stocktake,
    StocktakeFollowUp,
    StocktakeScan,
    SupportPoint,
)
from devices.stocktake.scanning import CARD
from lms.text import tidy
from students.abilities import scope_for
from students.models import Campus, SchoolClass, SchoolYear

MOST_CODES = 500
Scope = Stocktake.Scope
# What has to be chosen with it.
NEEDS = {
    Scope.CLASS: ("school_class", _("Choose the class that is counted.")),
    Scope.CAMPUS: ("campus", _("Choose the campus that is counted.")),
    Scope.BATCH: ("batch", _("Choose the batch that is counted.")),
    Scope.POINT: ("point", _("Choose the support point that is counted.")),
    Scope.ROOM: ("room", _("Write the name of the room, as it stands on its door.")),
}


class RequestForm(forms.Form):
    """A form that is taken once, however often it is sent."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class BeginForm(RequestForm):
    scope = forms.ChoiceField(
        label=_("What is counted?"), choices=Scope.choices, widget=forms.RadioSelect, initial=Scope.SCHOOL
    )
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), label=_("class"), required=False, to_field_name="uid"
    )
    campus = forms.ModelChoiceField(Campus.objects.none(), label=_("campus"), required=False)
    batch = forms.ModelChoiceField(
        Batch.objects.none(), label=_("batch"), required=False, to_field_name="code"
    )
    point = forms.ModelChoiceField(SupportPoint.objects.none(), label=_("support point"), required=False)
    room = forms.CharField(
        label=_("room"),
        max_length=80,
        required=False,
        help_text=_(
            "The first count of a room makes its list; the next one of the same name expects what lies in it."
        ),
    )

    def __init__(self, *args, user, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        leads = scope_for(user, "count devices")
        self.leads = leads.everywhere or school.pk in leads.led_school_ids
        classes = SchoolClass.objects.visible_to(user, to="count devices").filter(school=school).not_closed()
        if year := SchoolYear.objects.on(timezone.localdate()):
            classes = classes.filter(year=year)
        self.fields["school_class"].queryset = classes
        self.fields["campus"].queryset = school.campuses.all()
        self.fields["batch"].queryset = Batch.objects.filter(
            pk__in=Device.objects.filter(school=school).values("batch")
        )
        if not self.leads:
            for name in ("scope", "campus", "batch", "point", "room"):
                del self.fields[name]
            self.fields["school_class"].required = True
            return
        self.fields["point"].queryset = SupportPoint.objects.visible_to(user, to="count devices").filter(
            pk__in=Assignment.objects.open().filter(device__school=school).values("point")
        )
        shown = self.fields["scope"]
        for scope, name in ((Scope.CAMPUS, "campus"), (Scope.POINT, "point")):
            if not self.fields[name].queryset.exists():
                shown.choices = [kept for kept in shown.choices if kept[0] != scope]
                del self.fields[name]

    def clean_room(self):
        return tidy(self.cleaned_data["room"])

    def clean(self):
        cleaned = super().clean()
        scope = cleaned.get("scope") if self.leads else Scope.CLASS
        name, trouble = NEEDS.get(scope, (None, ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, trouble)
        return {**cleaned, "scope": scope}

    def as_count(self):
        told = self.cleaned_data
        needed = NEEDS.get(told["scope"], (None, ""))[0]
        chosen = {needed: told[needed]} if needed else {}
        return Stocktake(school=self.school, scope=told["scope"], request_id=told["request_id"], **chosen)


class ScanForm(RequestForm):
    code = forms.CharField(
        label=_("Code on the label, serial number or IMEI"),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    seen_as = forms.ChoiceField(
        label=_("condition"), choices=StocktakeScan.Seen.choices, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("note about the machine"),
        max_length=300,
        required=False,
        help_text=_("About the machine, not about the child: «the glass is cracked», «no charger»."),
    )

    def clean_code(self):
        return no_card(tidy(self.cleaned_data["code"]))


class ManyForm(RequestForm):
    codes = forms.CharField(
        label=_("Codes, one in each line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_codes(self):
        codes = list(dict.fromkeys(filter(None, map(tidy, self.cleaned_data["codes"].splitlines()))))
        for code in codes:
            no_card(code)
        if len(codes) > MOST_CODES:
            raise ValidationError(
                _("These are %(count)d codes; at most %(most)d are taken at once. Send them in parts.")
                % {"count": len(codes), "most": MOST_CODES}
            )
        return codes


class CloseForm(forms.Form):
    note = forms.CharField(
        label=_("note for the paper"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FollowUpForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("what became of it"), choices=StocktakeFollowUp.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("note"),
        max_length=300,
        required=False,
        help_text=_("Where it was seen, or where it is: «in the drawer of the office»."),
    )


def no_card(code):
    """Refuse the square of a sign-in card: it is a secret and no machine."""
    if CARD.search(code):
        raise ValidationError(_("This is a sign-in card, not a machine. Nothing was written down."))
    return code
