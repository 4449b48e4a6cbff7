import uuid

from django import forms
from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from devices.forms.told import ToldForm
from devices.models import Carrier, CarrierReason, CarrierRequest, PlanSubscription, PlanType
from lms.spreadsheets.field import BookField
from students.forms.places import PlaceFilter


class AskForm(forms.Form):
    """What the carriers are asked for, for all cards of a list or for one."""

    kind = forms.ChoiceField(
        label=_("What shall the carrier do?"), choices=CarrierRequest.Kind.choices, widget=forms.RadioSelect
    )
    plan = forms.ModelChoiceField(PlanType.objects.none(), label=_("data plan"), required=False)
    payer = forms.ChoiceField(
        label=_("paid by"), choices=PlanSubscription.Payer.choices, initial=PlanSubscription.Payer.PROGRAMME
    )
    new_iccid = forms.CharField(
        label=_("serial number of the new card"),
        max_length=40,
        required=False,
        help_text=_("Only for a new card: the 19 or 20 digits on it, beginning with 89."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, carriers, is_one, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = PlanType.objects.filter(carrier__in=carriers)
        if not is_one:
            # A new card belongs to one number alone.
            del self.fields["new_iccid"]
            kinds = [choice for choice in CarrierRequest.Kind.choices if choice[0] != "replace"]
            self.fields["kind"].choices = kinds

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == CarrierRequest.Kind.RENEW and not cleaned.get("plan"):
            self.add_error("plan", _("Choose the data plan that the carrier is asked for."))
        return cleaned


class RequestFilter(PlaceFilter):
    """What the list of requests is narrowed by."""

    q = forms.CharField(
        label=_("Request no. or phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label=_("state"), required=False, choices=[("", _("all")), *CarrierRequest.Status.choices]
    )
    carrier = forms.ChoiceField(
        label=_("carrier"), required=False, choices=[("", _("all")), *Carrier.choices]
    )
    field_order = ["q", "status", "carrier", "commune", "school"]

    def narrow(self, requests):
        if not self.is_valid():
            return requests.none()
        wanted = self.cleaned_data
        if text := wanted["q"].strip():
            named = "".join(sign for sign in text if sign.isalnum())
            requests = requests.filter(Q(reference__iexact=named) | Q(sim__number__contains=named))
        if self.narrows_places:
            requests = requests.filter(sim__school__in=self.chosen_schools().values("pk"))
        for name in ("status", "carrier"):
            if wanted[name]:
                requests = requests.filter(**{name: wanted[name]})
        return requests


class AnswersForm(forms.Form):
    """A file of a carrier; it is read while the form is checked."""

    # What a preview can carry to its confirmation.
    file = BookField(most_rows=5000)


class CarrierReasonForm(ToldForm):
    class Meta:
        model = CarrierReason
        fields = ["code", "words", "next_act"]
        help_texts = {"code": _("As the carrier writes it, for example problem_wrong_number.")}


def sealed(rows, user, salt):
    """A looked-at file on its way to the confirmation: nobody else's, and not to be changed."""
    return signing.dumps([user.pk, rows], salt=salt, compress=True)


def unsealed(text, user, salt):
    """The rows again; None when they are old, changed or somebody else's."""
    try:
        owner, rows = signing.loads(text, salt=salt, max_age=24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return rows if owner == user.pk else None
