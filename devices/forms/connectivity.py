from django import forms
from django.utils.translation import gettext_lazy as _

from students.forms.places import PlaceFilter


class SimFilter(PlaceFilter):
    """What the list of SIM cards is narrowed by; every field may stay empty."""

    q = forms.CharField(
        label=_("Phone number or SIM serial number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "inputmode": "numeric"}),
    )
    plan = forms.ChoiceField(
        label=_("plan"),
        required=False,
        choices=[
            ("", _("all")),
            ("active", _("active SIM cards")),
            ("lapsed", _("lapsed")),
            ("7", _("ends within 7 days")),
            ("14", _("ends within 14 days")),
            ("30", _("ends within 30 days")),
            ("none", _("never had a plan")),
        ],
    )
    field_order = ["q", "commune", "school", "plan"]

    def narrow(self, sims, on):
        """`sims` as far as asked for; none when something is asked for that cannot be."""
        if not self.is_valid():
            return sims.none()
        wanted = self.cleaned_data
        if wanted["q"]:
            sims = sims.search(wanted["q"])
        if self.narrows_places:
            sims = sims.filter(school__in=self.chosen_schools().values("pk"))
        if wanted["plan"]:
            # Exactly those that the overview counts (devices/tally.py): of schools that are open.
            sims = sims.filter(school__in=self.schools.filter(closed_on=None).values("pk"))
        return {
            "": lambda: sims,
            "active": lambda: sims.active(),
            "lapsed": lambda: sims.plan_lapsed(on=on),
            "none": lambda: sims.without_plan(),
        }.get(wanted["plan"], lambda: sims.plan_ending(on=on, within=int(wanted["plan"])))()
