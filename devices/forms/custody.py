"""What a clerk fills in about a thing in somebody's hands: check-lists, disputes, the round of the year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.models import Dispute, InspectionMark


class InspectionForm(forms.Form):
    """A choice for each point; everything is good unless told otherwise."""

    def __init__(self, *args, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = list(points)
        for point in self.points:
            self.fields[f"point-{point.code}"] = forms.ChoiceField(
                label=point.name, choices=InspectionMark.State.choices, initial=InspectionMark.State.GOOD
            )

    def states(self):
        return {point: self.cleaned_data[f"point-{point.code}"] for point in self.points}


class DisputeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is not right?"), choices=Dispute.Kind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("in your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("what came of it"), choices=Dispute.Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Answer that the family will read"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RoundForm(forms.Form):
    due_on = day_field(_("to be done by"))
