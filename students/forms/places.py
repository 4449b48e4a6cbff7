from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.widgets import LongSelect
from students.models import AreaRecord, Place, School
from students.models.places import Scheme


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
        for name, places in (("commune", communes), ("school", schools)):
            # Asked once, names alone: of 296 schools the rows with all their columns cost more than the list.
            offered = list(places.values_list("code", "name"))
            if len(offered) < 2:
                del self.fields[name]
                continue
            field = self.fields[name]
            field.queryset = places
            field.widget = LongSelect()
            field.choices = field.widget.choices = [("", field.empty_label), *offered]

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

    # Names of the fields that narrow to places.
    narrowing = ("commune", "school")

    @property
    def narrows_places(self):
        return any(self.cleaned_data.get(name) for name in self.narrowing)


class WidePlaceFilter(PlaceFilter):
    """Also by the communes before July 2025, and by area. Lists offer these only when a report led here.

    Not for pages that cut pupils by ethnic group or poverty: places that cross communes would tell by
    subtraction what is hidden there (lms/small_cells.py).
    """

    narrowing = ("commune", "old_commune", "area", "school")
    old_commune = forms.ModelChoiceField(
        Place.objects.none(),
        label=_("commune before July 2025"),
        required=False,
        to_field_name="code",
        empty_label=_("all"),
    )
    area = forms.ChoiceField(
        label=_("area of the commune"), required=False, choices=[("", _("all")), *AreaRecord.Area.choices]
    )
    field_order = narrowing

    def __init__(self, *args, offers_all=False, **kwargs):
        super().__init__(*args, **kwargs)
        old = Place.objects.filter(scheme=Scheme.BEFORE_2025, pk__in=self.schools.values("old_commune"))
        self.fields["old_commune"].queryset = old.order_by("name")
        many = "school" in self.fields
        for name in ("old_commune", "area"):
            if not self.data.get(name) and not (offers_all and many):
                del self.fields[name]

    def chosen_schools(self):
        schools = super().chosen_schools()
        if not self.is_valid():
            return schools
        if old := self.cleaned_data.get("old_commune"):
            schools = schools.filter(old_commune=old)
        if area := self.cleaned_data.get("area"):
            in_force = AreaRecord.objects.on(timezone.localdate()).filter(area=area)
            schools = schools.filter(commune__in=in_force.values("place"))
        return schools
