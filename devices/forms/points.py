from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.forms.told import ToldForm
from devices.models import SupportPoint
from lms.text import fold, tidy
from students.models import Place, Role
from students.models.places import Scheme, Succession


class PointForm(ToldForm):
    """A support point; where the paper tells the old commune, the new one follows from it."""

    commune = forms.ModelChoiceField(Place.objects.none(), label=_("commune"), required=False)
    old_commune = forms.ModelChoiceField(
        Place.objects.none(),
        label=_("commune before July 2025"),
        required=False,
        help_text=_("When the list still says the old commune: choose it, and leave the new one empty."),
    )
    keeper_account = forms.CharField(
        label=_("username of the keeper"),
        required=False,
        max_length=150,
        help_text=_("A teacher or member of staff with an account, who then writes the diary of the point."),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )
    opened_on = day_field(_("opened on"), required=False)
    closed_on = day_field(_("closed on"), required=False)

    class Meta:
        model = SupportPoint
        fields = [
            "name",
            "commune",
            "old_commune",
            "address",
            "hours",
            "keeper",
            "phone",
            "keeper_account",
            "opened_on",
            "closed_on",
        ]
        help_texts = {
            "hours": _("For example: Monday to Friday, 7:30 to 17:00. Families read it."),
            "keeper": _("Families read it only at the point itself, not on the public page."),
        }

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes
        self.communes = communes
        if account := self.instance.keeper_account:
            self.initial["keeper_account"] = account.username
        old = Place.objects.communes().filter(scheme=Scheme.BEFORE_2025, successions__new__in=communes)
        self.fields["old_commune"].queryset = old.order_by("name")

    def clean_keeper_account(self):
        typed = tidy(self.cleaned_data["keeper_account"])
        if not typed:
            return None
        roles = Role.objects.on(timezone.localdate()).filter(
            user__username__iexact=typed, user__is_active=True
        )
        there = Q(school__commune__in=self.communes) | Q(place__in=self.communes)
        role = roles.filter(there).select_related("user").first()
        if role is None:
            raise ValidationError(
                _("Nobody with a role in these communes has the username «%(name)s».") % {"name": typed}
            )
        return role.user

    def clean(self):
        cleaned = super().clean()
        old, new = cleaned.get("old_commune"), cleaned.get("commune")
        if old:
            resolved = Succession.objects.get(old=old).new
            if new and new != resolved:
                self.add_error(
                    "commune",
                    _("%(old)s belongs to %(new)s since July 2025. Choose that one, or leave it empty.")
                    % {"old": old, "new": resolved},
                )
            new = cleaned["commune"] = self.instance.commune = resolved
        if not new and "commune" not in self.errors:
            self.add_error("commune", _("Choose the commune in which it lies, the old or the new one."))
        elif new and cleaned.get("name"):
            self._refuse_a_twin(new, cleaned["name"])
        opened, closed = cleaned.get("opened_on"), cleaned.get("closed_on")
        if opened and closed and closed < opened:
            self.add_error("closed_on", _("The last day lies before the first one. Look at both days again."))
        return cleaned

    def _refuse_a_twin(self, commune, name):
        for other in SupportPoint.objects.filter(commune=commune).exclude(pk=self.instance.pk):
            if fold(other.name) == fold(name):
                self.add_error("name", _("«%(name)s» is on the list already.") % {"name": other})
