from django import forms
from django.utils.translation import gettext_lazy as _

from students.models import Place, School


class PlaceFilter(forms.Form):
    """A commune or a school out of those that the reader looks after; one of one is not asked."""

    commune = forms.ModelChoiceField(
        Place.objects.none(), label=_("commune"), required=False, to_field_name="code", empty_label=_("all")
    )
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("school"), required=False, to_field_name="code", empty_label=_("all")
    )

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        communes = Place.objects.current().filter(pk__in=schools.values("commune")).order_by("name")
        self.schools = schools
        self.fields["commune"].queryset = communes
        self.fields["school"].queryset = schools
        if len(communes) < 2:
            del self.fields["commune"]
        if len(schools) < 2:
            del self.fields["school"]

    def chosen_schools(self):
        """The schools that it leaves: none when something was asked for that cannot be."""
        if not self.is_valid():
            return self.schools.none()
        schools = self.schools
        if commune := self.cleaned_data.get("commune"):
            schools = schools.filter(commune=commune)
        if school := self.cleaned_data.get("school"):
            schools = schools.filter(pk=school.pk)
        return schools

    @property
    def narrows_places(self):
        return any(self.cleaned_data.get(name) for name in ("commune", "school"))
