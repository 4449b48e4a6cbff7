import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from devices.forms.inventory import day_field
from devices.forms.registers import refuse_ends_before_start
from devices.models import ConnectivityGrant, Sim, SupportPoint
from devices.numbers import digits
from students.forms.places import PlaceFilter
from students.models import School


class GrantFilter(PlaceFilter):
    kind = forms.ChoiceField(
        label=_("what is given"), required=False, choices=[("", _("all")), *ConnectivityGrant.Kind.choices]
    )
    state = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[("", _("all")), ("running", _("runs now")), ("over", _("over"))],
    )
    field_order = ["kind", "state", "commune", "school"]

    def narrow(self, grants, on):
        if not self.is_valid():
            return grants.none()
        wanted = self.cleaned_data
        if wanted["kind"]:
            grants = grants.filter(kind=wanted["kind"])
        if wanted["state"] == "running":
            grants = grants.running(on)
        elif wanted["state"] == "over":
            grants = grants.exclude(pk__in=grants.model.objects.running(on).values("pk"))
        if self.narrows_places:
            schools = self.chosen_schools().order_by().values("pk")
            of_school = grants.filter(school__in=schools) | grants.filter(student__school__in=schools)
            grants = of_school | grants.filter(household__students__school__in=schools)
        return grants.distinct()


class GrantForm(forms.Form):
    """A connection for one: the pupil whose page led here (or the household), else a school or a point."""

    to = forms.ChoiceField(label=_("for whom"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("what is given"), choices=ConnectivityGrant.Kind.choices)
    sim = forms.CharField(
        label=_("SIM: phone number or serial"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    source = forms.CharField(label=_("given by"), max_length=160)
    starts_on = day_field(_("from"))
    ends_on = day_field(_("to (last day)"), required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, user, student=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.grantees = self._grantees(user, student)
        self.fields["to"].choices = [(key, label) for key, (label, _whom) in self.grantees.items()]
        self.fields["to"].initial = next(iter(self.grantees), None)

    def _grantees(self, user, student):
        """{value: (words, {field of the grant: row})}"""
        if student:
            found = {"student": (student.full_name, {"student": student})}
            if student.household:
                words = _("the household of %(name)s") % {"name": student.household.head_name}
                found = {"household": (words, {"household": student.household}), **found}
            return found
        schools = School.objects.visible_to(user, to="manage devices").filter(closed_on=None)
        points = SupportPoint.objects.visible_to(user, to="manage devices")
        return {f"school-{one.pk}": (one.name, {"school": one}) for one in schools[:300]} | {
            f"point-{one.pk}": (one.name, {"point": one}) for one in points[:200]
        }

    def clean_sim(self):
        number = digits(self.cleaned_data["sim"])
        if not number:
            return None
        sims = Sim.objects.visible_to(self.user, to="manage devices").search(number)
        found = [sim for sim in sims[:20] if number in (sim.iccid, sim.number)]
        if len(found) != 1:
            raise forms.ValidationError(_("No SIM card of your school has this number. Look at it again."))
        return found[0]

    def clean(self):
        cleaned = super().clean()
        refuse_ends_before_start(self, cleaned)
        if cleaned.get("sim") and cleaned.get("kind") != ConnectivityGrant.Kind.SIM:
            self.add_error("sim", _("A SIM card is named only where a SIM card is given."))
        return cleaned

    @property
    def grantee(self):
        return self.grantees[self.cleaned_data["to"]][1]


class EndForm(forms.Form):
    reason = forms.CharField(label=_("Why does it end?"), max_length=200, help_text=_("Write no names here."))
