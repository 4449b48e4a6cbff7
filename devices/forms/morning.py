"""What is the same for every pair of a morning; and, where no script runs, the pairs themselves."""

import re
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from devices.forms.handovers import TO_PUPILS
from devices.forms.inventory import day_field
from devices.forms.numbers import NumberedChoices
from devices.models import Accessory, Handover
from devices.morning.pairs import Pair

MOST_LINES = 100
# A code of a pupil, a number of a machine, and perhaps one of a SIM card.
PARTS = re.compile(r"[,;\t]|\s{2,}")


class MorningForm(forms.Form):
    signed_on = day_field(_("date"), initial=timezone.localdate)
    place = forms.CharField(label=_("place"), max_length=160, required=False)
    signed_how = forms.ChoiceField(
        label=_("how it was signed"),
        choices=[choice for choice in Handover.SignedHow.choices if choice[0] != "signed_for"],
        widget=forms.RadioSelect,
        initial="signed",
    )
    tenure = forms.ChoiceField(
        label=_("tenure"),
        required=False,
        choices=[("", _("as the batch says")), *((tenure.value, tenure.label) for tenure in TO_PUPILS)],
    )
    due_on = day_field(_("due back"), required=False)
    accessories = NumberedChoices(
        Accessory.objects.all(),
        label=_("accessories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class LinesForm(MorningForm):
    """Without scripts: one pair a line."""

    lines = forms.CharField(
        label=_("Pairs, one a line: code of the pupil, code of the device"),
        max_length=9000,
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("For example: «H7KQ2MX, K7M3PX». A third number names the SIM card."),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, pupils, **kwargs):
        super().__init__(*args, **kwargs)
        self.pupils = {row["code"]: row for row in pupils}

    def clean_lines(self):
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("At most 100 lines at once. Send the rest afterwards."))
        return lines

    def pairs(self):
        """(line, Pair or None, sentence) for each line; a line sent twice has the same id."""
        for line in self.cleaned_data["lines"]:
            code, device, sim, *_more = [*(part.strip() for part in PARTS.split(line)), "", "", ""]
            row = self.pupils.get("".join(code.split()).upper())
            if row is None:
                yield (
                    line,
                    None,
                    _now("No pupil of this class has the code «%(code)s».") % {"code": code[:20]},
                )
            elif not device:
                yield line, None, _now("There is no device on this line. Write its code after a comma.")
            else:
                yield line, self._pair(row, device[:60], sim[:30]), ""

    def _pair(self, row, device, sim):
        told = self.cleaned_data
        return Pair(
            id=uuid.uuid5(told["request_id"], f"{row['id']} {device}"),
            pupil=uuid.UUID(row["id"]),
            device=device,
            sim=sim,
            receiver=row["receiver"],
            relation=row["relation"],
            accessories=[accessory.pk for accessory in told["accessories"]],
            **{name: told[name] for name in ("signed_on", "place", "signed_how", "tenure", "due_on")},
        )
