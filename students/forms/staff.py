import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from lms.widgets import DayInput
from students import giving
from students.models import Place, Role, School, User

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


class RoleForm(forms.Form):
    """One role, at one school or one place, from–to."""

    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    school = forms.ModelChoiceField(
        label=_("School"),
        queryset=School.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("No school"),
    )
    place = forms.ModelChoiceField(
        label=_("Commune or province"),
        queryset=Place.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("No place"),
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("To"),
        required=False,
        help_text=_("Leave empty when it has no end."),
        widget=DayInput(),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        words = dict(Role.Kind.choices)
        given = giving.kinds_given_by(by)
        self.fields["kind"].choices = [(kind.value, words[kind]) for kind in given]
        self.fields["school"].queryset = School.objects.visible_to(by, to="give roles")
        self.fields["starts_on"].initial = timezone.localdate()
        at_places = {kind for kinds in giving.AT_PLACE.values() for kind in kinds} & set(given)
        if at_places:
            self.fields["place"].queryset = Place.objects.current().exclude(level=Place.Level.DISTRICT)
        else:
            del self.fields["place"]
            schools = list(self.fields["school"].queryset[:2])
            if len(schools) == 1:
                self.fields["school"].initial = schools[0].code

    def clean(self):
        told = super().clean()
        school, place = told.get("school"), told.get("place")
        if "kind" not in told or self.errors:
            return told
        if bool(school) == bool(place):
            raise ValidationError(_("Choose where the role is held: one school, or one commune or province."))
        if told.get("ends_on") and told["ends_on"] < told["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first. Write a later day."))
        if place and told["kind"] == Role.Kind.COMMUNE_OFFICER and place.level != Place.Level.COMMUNE:
            self.add_error("place", _("A commune officer needs a commune."))
        province_wide = told["kind"] in (Role.Kind.PROVINCE_ADMIN, Role.Kind.AUDITOR, Role.Kind.APPROVER)
        if place and province_wide and place.level != Place.Level.PROVINCE:
            self.add_error("place", _("This role is held at a school or at the province."))
        if not giving.may_give(self.by, told["kind"], school, place):
            self.add_error("kind", _("You may not give this role there. Ask the department of education."))
        return told

    @property
    def role(self):
        """What `give_role` asks for."""
        return {
            "kind": self.cleaned_data["kind"],
            "school": self.cleaned_data.get("school"),
            "place": self.cleaned_data.get("place"),
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": self.cleaned_data["ends_on"],
        }


class StaffForm(RoleForm):
    """A new account for a member of staff, with the first role."""

    full_name = forms.CharField(label=_("full name"), max_length=120)
    username = forms.CharField(
        label=_("Username"),
        max_length=40,
        help_text=_("Small letters without marks, digits and dots, such as lan.muongnha"),
    )
    field_order = ["full_name", "username", "kind", "school", "place", "starts_on", "ends_on"]

    def clean_full_name(self):
        return tidy(self.cleaned_data["full_name"])

    def clean_username(self):
        return free_username(self.cleaned_data["username"])


def free_username(typed):
    """`typed` as a name to sign in with; refused when it is taken or not one."""
    username = typed.lower()
    if not USERNAME.fullmatch(username):
        raise ValidationError(_("Use 3 to 40 small letters without marks, digits, dots or dashes."))
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError(_("This username is taken. Add the school's name to it."))
    return username
