import re
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.handover import Request
from devices.models import Accessory, Handover, Tenure
from devices.named import device_named, sim_named
from devices.refusal import Refused
from students.models import Guardianship

TO_PUPILS = [Tenure.GIFT_HOUSEHOLD, Tenure.GIFT_PUPIL, Tenure.SCHOOL_LOAN]


class NumberedChoices(forms.ModelMultipleChoiceField):
    """Rows chosen by number; one too large for the database is refused like any other stranger."""

    def clean(self, value):
        if strange := next((key for key in value or () if not re.fullmatch("[0-9]{1,18}", str(key))), None):
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": strange[:40]}
            )
        return super().clean(value)


class HandoverForm(forms.Form):
    """One paper for one pupil. Things are named by the numbers printed on them."""

    device = forms.CharField(
        label=_("Device: code, serial or IMEI"),
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"list": "devices-in-stock", "autocapitalize": "characters", "autocomplete": "off"}
        ),
    )
    sim = forms.CharField(
        label=_("SIM: phone number or serial"),
        required=False,
        max_length=30,
        widget=forms.TextInput(
            attrs={"list": "sims-in-stock", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
    accessories = NumberedChoices(
        Accessory.objects.all(),
        label=_("accessories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tenure = forms.ChoiceField(
        label=_("tenure"),
        required=False,
        choices=[("", _("as the batch says")), *((tenure.value, tenure.label) for tenure in TO_PUPILS)],
    )
    due_on = day_field(_("due back"), required=False)
    receiver_name = forms.CharField(label=_("Receiver: full name"), max_length=120)
    relation = forms.ChoiceField(
        label=_("relation to the pupil"),
        choices=[choice for choice in Handover.Relation.choices if choice[0] != "teacher"],
    )
    signed_how = forms.ChoiceField(
        label=_("how it was signed"),
        choices=Handover.SignedHow.choices,
        widget=forms.RadioSelect,
        initial="signed",
    )
    signer_name = forms.CharField(
        label=_("Signed for the receiver by"),
        max_length=120,
        required=False,
        help_text=_("Only when somebody signed in the receiver's place: full name."),
    )
    signer_reason = forms.CharField(
        label=_("Why the receiver could not sign"), max_length=200, required=False
    )
    signed_on = day_field(_("date"), initial=timezone.localdate)
    place = forms.CharField(label=_("place"), max_length=160, required=False)
    override_decision = forms.CharField(
        label=_("Decision no. for one more device"),
        max_length=60,
        required=False,
        help_text=_("Only when the household already holds a device."),
    )
    usage_agreed = forms.BooleanField(
        label=_("The family agrees that the time of learning on the machine is counted"), required=False
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, user, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.student = user, student
        first = (
            Guardianship.objects.filter(student=student)
            .select_related("guardian")
            .order_by("relation")
            .first()
        )
        if first:
            self.fields["receiver_name"].initial = first.guardian.full_name
            self.fields["relation"].initial = first.relation
        else:
            self.fields["receiver_name"].initial = student.full_name

    def clean_device(self):
        return self._named("device", device_named)

    def clean_sim(self):
        return self._named("sim", sim_named)

    def as_request(self):
        told = self.cleaned_data
        return Request(
            to=self.student,
            by=self.user,
            devices=[told["device"]] if told["device"] else [],
            sims=[told["sim"]] if told["sim"] else [],
            accessories=dict.fromkeys(told["accessories"], 1),
            request_id=told["request_id"],
            **{
                name: told[name]
                for name in (
                    "receiver_name",
                    "relation",
                    "signed_how",
                    "signer_name",
                    "signer_reason",
                    "signed_on",
                    "place",
                    "tenure",
                    "due_on",
                    "override_decision",
                )
            },
        )

    def _named(self, name, find):
        typed = self.cleaned_data[name]
        if not typed.strip():
            return None
        try:
            return find(typed, self.user)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is this line struck out?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The line stays readable with this reason. Write a new record afterwards."),
    )
