import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.forms.numbers import NumberedChoices, number_field
from devices.handover import Request
from devices.kitting import along
from devices.models import Accessory, Condition, Handover
from devices.named import device_named, sim_named
from devices.refusal import Refused
from devices.swap import own_card_moves

WORDS = ("receiver_name", "relation", "signed_how", "signer_name", "signer_reason", "signed_on")


class SigningForm(forms.Form):
    """Who receives and signs: what every paper asks."""

    receiver_name = forms.CharField(label=_("Receiver: full name"), max_length=120)
    relation = forms.ChoiceField(label=_("relation to the pupil"), choices=Handover.Relation.choices)
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
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_signed_on(self):
        return not_ahead(self.cleaned_data["signed_on"])

    def words(self):
        return {name: self.cleaned_data[name] for name in WORDS}

    def named(self, typed, find=device_named):
        try:
            return find(typed, self.user) if typed.strip() else None
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class KitAskedForm(SigningForm):
    """Of a machine that lies in a kit: before the paper is written, the clerk sees what goes along and says
    whether all of it does."""

    def __init__(self, *args, line, **kwargs):
        super().__init__(*args, **kwargs)
        self.line = line

    def clean(self):
        cleaned = super().clean()
        cleaned["with_kit"] = True
        if (device := cleaned.get("device")) and (found := self.goes_along(device, cleaned)).kits:
            cleaned["with_kit"] = self._asked(found)
        return cleaned

    def goes_along(self, device, cleaned):
        return along(Request(to=self.line.pupil or self.line.holder, by=self.user, devices=[device]))

    def _asked(self, found):
        # Of this kit: what was said of another one is no answer.
        whole, alone = f"all {found.kits[0].pk}", f"one {found.kits[0].pk}"
        choices = [(whole, _("Hand over the whole kit")), (alone, _("Only the machine; the rest stays here"))]
        self.fields["with_kit"] = forms.CharField(
            label=_("kit"),
            required=False,
            widget=forms.RadioSelect(choices=choices),
            help_text=found.sentence,
        )
        self.order_fields(["device", "with_kit", *self.field_order])
        told = self.data.get(self.add_prefix("with_kit"), "")
        if told not in (whole, alone):
            self.add_error("with_kit", _("This machine lies in a kit. Say whether the whole kit goes out."))
        return told == whole


class SwapForm(KitAskedForm):
    device = number_field(_("The machine given instead: code, serial or IMEI"))
    condition = forms.ChoiceField(
        label=_("condition of the machine that comes back"),
        choices=Condition.choices,
        widget=forms.RadioSelect,
        initial=Condition.BROKEN,
    )
    note = forms.CharField(label=_("note"), max_length=300, required=False)
    field_order = ["device", "condition", "note"]

    def clean_device(self):
        return self.named(self.cleaned_data["device"])

    def goes_along(self, device, cleaned):
        asked = Request(to=self.line.pupil or self.line.holder, by=self.user, devices=[device])
        return along(asked, without_sim=own_card_moves(self.line.device, cleaned.get("condition")))


class LoanerForm(KitAskedForm):
    device = number_field(_("The machine lent meanwhile: code, serial or IMEI"))
    due_on = day_field(_("due back"))
    field_order = ["device", "due_on"]

    def clean_device(self):
        return self.named(self.cleaned_data["device"])


class GivenForm(SigningForm):
    """One paper for a teacher, a school or a place: many machines, each named by its number."""

    devices = forms.CharField(
        label=_("Devices: one code, serial or IMEI on each line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "characters", "autocomplete": "off"}),
    )
    sim = number_field(_("SIM: phone number or serial"), required=False)
    accessories = NumberedChoices(
        Accessory.objects.all(),
        label=_("accessories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As many of each as there are devices."),
    )
    due_on = day_field(_("due back"), required=False)
    place = forms.CharField(label=_("place"), max_length=160, required=False)
    field_order = ["devices", "sim", "accessories", "due_on"]

    def __init__(self, *args, relation, **kwargs):
        super().__init__(*args, **kwargs)
        # Whoever receives for a school or a place is no relative of anybody.
        del self.fields["relation"]
        self.relation = relation

    def words(self):
        told = {name: self.cleaned_data[name] for name in WORDS if name != "relation"}
        return {**told, "relation": self.relation}

    def clean_devices(self):
        found, wrong = [], []
        for typed in filter(None, (line.strip() for line in self.cleaned_data["devices"].splitlines())):
            try:
                found.append(device_named(typed[:60], self.user))
            except Refused:
                wrong.append(typed[:60])
        if wrong:
            raise forms.ValidationError(
                _("Not found in your school: %(numbers)s. Look at the labels again.")
                % {"numbers": ", ".join(wrong[:10])}
            )
        return list(dict.fromkeys(found))

    def clean_sim(self):
        return self.named(self.cleaned_data["sim"], sim_named)
