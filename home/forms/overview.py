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
        self.fields["commune"].queryset = communes
        self.fields["school"].queryset = schools
        if len(communes) < 2:
            del self.fields["commune"]
        if len(schools) < 2:
            del self.fields["school"]
