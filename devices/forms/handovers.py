from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.forms.numbers import NumberedChoices
from devices.forms.signing import SigningForm
from devices.handover import Request
from devices.models import Accessory, Handover, Tenure
from devices.named import sim_named
from students.models import Guardianship

TO_PUPILS = [Tenure.GIFT_HOUSEHOLD, Tenure.GIFT_PUPIL, Tenure.SCHOOL_LOAN]


class HandoverForm(SigningForm):
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
    field_order = ["device", "sim", "accessories", "tenure", "due_on"]

    def __init__(self, *args, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student
        self.fields["relation"].choices = [
            choice for choice in Handover.Relation.choices if choice[0] != Handover.Relation.TEACHER
        ]
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
        return self.named(self.cleaned_data["device"])

    def clean_sim(self):
        return self.named(self.cleaned_data["sim"], sim_named)

    def as_request(self):
        told = self.cleaned_data
        return Request(
            to=self.student,
            by=self.user,
            devices=[told["device"]] if told["device"] else [],
            sims=[told["sim"]] if told["sim"] else [],
            accessories=dict.fromkeys(told["accessories"], 1),
            request_id=told["request_id"],
            **self.words(),
            **{name: told[name] for name in ("place", "tenure", "due_on", "override_decision")},
        )


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is this line struck out?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The line stays readable with this reason. Write a new record afterwards."),
    )
